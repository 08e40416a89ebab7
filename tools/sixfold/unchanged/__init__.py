"""Whether anything has changed since a run that found all right: by what each file holds, before any is understood."""

from sixfold.unchanged.sight import Built, Conclusion, Said, Sight, look

__all__ = ["Built", "Conclusion", "Said", "Sight", "look"]
