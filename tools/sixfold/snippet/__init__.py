"""Request x Language to Snippet: a template lays out, the values are put in at the end."""

from sixfold.snippet.compiled import COMPILED
from sixfold.snippet.model import Snippet, SnippetFile, SnippetKey
from sixfold.snippet.render import Renderer, words
from sixfold.snippet.vocabulary import SNIPPET, Attribute, Noun, nouns

__all__ = [
    "COMPILED",
    "SNIPPET",
    "Attribute",
    "Noun",
    "Renderer",
    "Snippet",
    "SnippetFile",
    "SnippetKey",
    "nouns",
    "words",
]
