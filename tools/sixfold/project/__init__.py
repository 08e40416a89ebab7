"""The way in for every reader of a project: loaded, defined, requested, screened."""

from sixfold.project.entry import Entry, page_path
from sixfold.project.loading import Foundation, Project, Report, load, load_foundation, many

__all__ = [
    "Entry",
    "Foundation",
    "Project",
    "Report",
    "load",
    "load_foundation",
    "many",
    "page_path",
]
