"""``templates/<language>/``: facts of a language, as data, found by listing the folders."""

from sixfold.language.files import REQUIREMENTS, fingerprint, manifest, startable
from sixfold.language.load import load_languages
from sixfold.language.model import (
    DESCRIBE,
    EXTENSIONS,
    FACTS,
    FOLDER,
    KNOWN,
    TABS,
    Installation,
    Language,
    NameKind,
    Runtime,
    Transport,
)
from sixfold.language.words import names_source

__all__ = [
    "DESCRIBE",
    "EXTENSIONS",
    "FACTS",
    "FOLDER",
    "KNOWN",
    "REQUIREMENTS",
    "TABS",
    "Installation",
    "Language",
    "NameKind",
    "Runtime",
    "Transport",
    "fingerprint",
    "load_languages",
    "manifest",
    "names_source",
    "startable",
]
