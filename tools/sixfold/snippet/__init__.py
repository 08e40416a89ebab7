"""Request x Language to Snippet: a template lays out, the values are put in at the end."""

from sixfold.snippet.render import Renderer, Snippet, words
from sixfold.snippet.vocabulary import SNIPPET, Attribute, Noun, nouns

__all__ = ["SNIPPET", "Attribute", "Noun", "Renderer", "Snippet", "nouns", "words"]
