"""What each snippet printed in its recorded runs, and what the API answered, as data and as a file."""

from sixfold.transcript.file import is_outputs, read_outputs
from sixfold.transcript.model import Answered, Output, Outputs, Transcript

__all__ = ["Answered", "Output", "Outputs", "Transcript", "is_outputs", "read_outputs"]
