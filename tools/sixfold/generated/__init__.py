"""Which files of a project were generated, and which are somebody's own."""

from sixfold.generated.manifest import in_the_way, text
from sixfold.generated.owner import NAVIGATION_HEAD, FoundFile, Owner, hand_written, is_marked, listed, standing

__all__ = [
    "NAVIGATION_HEAD",
    "FoundFile",
    "Owner",
    "hand_written",
    "in_the_way",
    "is_marked",
    "listed",
    "standing",
    "text",
]
