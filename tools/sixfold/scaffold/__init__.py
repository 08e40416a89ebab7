"""Method to a spec entry, right but for its author's words."""

from sixfold.scaffold.drafting import words_of
from sixfold.scaffold.entry import Scaffold, draft, page_text, to_yaml

__all__ = ["Scaffold", "draft", "page_text", "to_yaml", "words_of"]
