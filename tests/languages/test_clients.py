"""What is written down of each client library is what the installed one says."""

from __future__ import annotations

import pytest

from sixfold.clients.asking import read
from sixfold.clients.client import client_text
from sixfold.language import Language
from tests.support.projects import ROOT, repository
from tests.support.runtimes import need

PROJECT = repository()
LANGUAGES = [language for language in PROJECT.languages if language.describe]
DELETES = {name for name, method in PROJECT.definition.methods.items() if method.name.startswith("Delete")}
LACKING = {
    "py": set(),
    "php": set(),
    "node": {"DeleteModelMigration"},
    "java": {
        "DeleteAnnotationTracks",
        "DeleteArtifact",
        "DeleteArtifactVersion",
        "DeleteComputeClusters",
        "DeleteDeployments",
        "DeleteModelMigration",
        "DeleteNodepools",
        "DeletePipelineStepVersions",
        "DeletePipelineSteps",
        "DeletePipelineVersions",
        "DeletePipelines",
        "DeleteSecrets",
    },
}


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_the_file_is_what_the_installed_client_says(language: Language) -> None:
    need(language)
    written = (ROOT / language.client_file).read_text(encoding="utf-8")
    assert written == client_text(read(ROOT, language)), "run: sixfold clients"


@pytest.mark.parametrize("language", LANGUAGES, ids=lambda language: language.name)
def test_the_deletes_that_a_client_lacks(language: Language) -> None:
    assert DELETES - set(PROJECT.clients[language.name].rpcs) == {
        f"clarifai.api.V2.{rpc}" for rpc in LACKING[language.name]
    }


def test_pythons_client_is_the_definition() -> None:
    unary = {name for name, method in PROJECT.definition.methods.items() if not method.streaming}
    assert set(PROJECT.clients["py"].rpcs) == unary
    assert PROJECT.clients["py"].messages == PROJECT.clients["php"].messages


def test_every_client_that_lacks_a_delete_has_a_stand_in() -> None:
    for language in PROJECT.languages:
        assert (language.stand_in is not None) == bool(LACKING.get(language.name))
