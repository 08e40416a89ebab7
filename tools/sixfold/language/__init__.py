"""``templates/<language>/``: facts of a language, as data, found by listing the folders."""

from sixfold.language.folder import fingerprint, manifest, startable
from sixfold.language.load import load_languages
from sixfold.language.model import EXTENSIONS, TABS, Language, NameKind
from sixfold.language.placeholders import Placeholder
from sixfold.language.runtime import Stream
from sixfold.language.wanted import WANTED
from sixfold.language.ways import names_source

__all__ = [
    "EXTENSIONS",
    "TABS",
    "WANTED",
    "Language",
    "NameKind",
    "Placeholder",
    "Stream",
    "fingerprint",
    "load_languages",
    "manifest",
    "names_source",
    "startable",
]
