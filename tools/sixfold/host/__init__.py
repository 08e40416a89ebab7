"""What this machine has beside projects: processes, temporary folders, and a person's own files."""

from sixfold.host.keeping import keep, recall
from sixfold.host.person import answers, is_sealed, seal
from sixfold.host.processes import RunningProcess, all_processes, descendants
from sixfold.host.removal import remove_marked
from sixfold.host.temporary import MARK, folder

__all__ = [
    "MARK",
    "RunningProcess",
    "all_processes",
    "answers",
    "descendants",
    "folder",
    "is_sealed",
    "keep",
    "recall",
    "remove_marked",
    "seal",
]
