"""A built site to a complete one."""

from sixfold.site.finish import finish
from sixfold.site.kept import keep, recall
from sixfold.site.llms import Generated, Twin
from sixfold.site.search import SearchIndex

__all__ = ["Generated", "SearchIndex", "Twin", "finish", "keep", "recall"]
