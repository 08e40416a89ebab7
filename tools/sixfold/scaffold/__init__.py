"""Method to a spec entry, right but for its author's words."""

from sixfold.scaffold.drafting import words_of
from sixfold.scaffold.entry import NoDraftError, Scaffold, complete, draft, method_of
from sixfold.scaffold.page import NoIdError, NoPageError, addition, drafted_page

__all__ = [
    "NoDraftError",
    "NoIdError",
    "NoPageError",
    "Scaffold",
    "addition",
    "complete",
    "draft",
    "drafted_page",
    "method_of",
    "words_of",
]
