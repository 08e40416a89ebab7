"""An API definition to a whole project that documents it: specs, templates, a site, and what builds them."""

from sixfold.starter.begin import Beginning, Wish, begin

__all__ = ["Beginning", "Wish", "begin"]
