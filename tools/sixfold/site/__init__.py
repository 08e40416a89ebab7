"""A built site to a complete one."""

from sixfold.site.finish import Generated, finish
from sixfold.site.llms import Twin
from sixfold.site.search import SearchIndex

__all__ = ["Generated", "SearchIndex", "Twin", "finish"]
