"""Sixfold: one description of an API operation, six languages, every snippet proven."""

__version__ = "0.1.0"
