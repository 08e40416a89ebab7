"""The way in for every reader of a project: loaded, defined, requested, screened."""

from sixfold.project.entry import Entry, page_path, snippet_path
from sixfold.project.loading import Foundation, Project, Report, load, load_foundation, many
from sixfold.project.reference import FieldRow, answer_rows, deprecated_parts

__all__ = [
    "Entry",
    "FieldRow",
    "Foundation",
    "Project",
    "Report",
    "answer_rows",
    "deprecated_parts",
    "load",
    "load_foundation",
    "many",
    "page_path",
    "snippet_path",
]
