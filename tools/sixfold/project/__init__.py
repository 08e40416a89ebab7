"""The way in for every reader of a project: loaded, defined, requested, screened."""

from sixfold.project.entry import Entry, page_path
from sixfold.project.kept import keep
from sixfold.project.loading import Project, ProjectBase, Report, load, load_base

__all__ = [
    "Entry",
    "Project",
    "ProjectBase",
    "Report",
    "keep",
    "load",
    "load_base",
    "page_path",
]
