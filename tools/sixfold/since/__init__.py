"""A git revision x a project -> the snippets that what has changed since can touch, and by which files."""

from sixfold.since.touched import told, touched

__all__ = ["told", "touched"]
