"""Entries and snippets to pages of Markdown, and to the site's navigation."""

from sixfold.pages.navigation import in_order, navigation_text, section_title
from sixfold.pages.page import TWINS, page_text, twin_texts, verification_text

__all__ = [
    "TWINS",
    "in_order",
    "navigation_text",
    "page_text",
    "section_title",
    "twin_texts",
    "verification_text",
]
