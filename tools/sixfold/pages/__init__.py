"""Entries and snippets to pages of Markdown, and to the site's navigation."""

from sixfold.pages.navigation import in_order, navigation_text, section_title
from sixfold.pages.page import TWINS, page_text, twin_texts, verification_text
from sixfold.pages.printed import ErrorRow, recorded

__all__ = [
    "TWINS",
    "ErrorRow",
    "in_order",
    "navigation_text",
    "page_text",
    "recorded",
    "section_title",
    "twin_texts",
    "verification_text",
]
