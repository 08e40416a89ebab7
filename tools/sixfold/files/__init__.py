"""Changes of files: all or none, over nothing of a person's, through no link, one run at a time."""

from sixfold.files.change import Change
from sixfold.files.lock import attempt
from sixfold.files.transaction import is_left_over, settle, write
from sixfold.files.tree import NotAFileError, contents, move

__all__ = ["Change", "NotAFileError", "attempt", "contents", "is_left_over", "move", "settle", "write"]
