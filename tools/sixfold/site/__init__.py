"""A built site to a complete one."""

from sixfold.site.finish import Generated, finish
from sixfold.site.llms import Twin

__all__ = ["Generated", "Twin", "finish"]
