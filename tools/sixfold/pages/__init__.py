"""Entries and snippets to pages of Markdown, and to the site's navigation."""

from sixfold.pages.navigation import in_order, navigation_text, section_title
from sixfold.pages.page import page_text, verification_text

__all__ = ["in_order", "navigation_text", "page_text", "section_title", "verification_text"]
