"""A built site to a complete one."""

from sixfold.site.finish import finish

__all__ = ["finish"]
