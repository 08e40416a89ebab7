"""What a page says of one snippet's run."""

from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest

from sixfold.results.model import RuntimeFacts
from sixfold.results.verification import Sentence, State, Verification


@pytest.mark.parametrize(
    ("state", "sentence"),
    [
        (State.HELD, Sentence("Held", " when run on 2026-01-31 with lib 1, run 2.", held=True)),
        (State.EXPECTED, Sentence("Failed as expected", " when run on 2026-01-31 with lib 1, run 2.", held=False)),
        (State.FAILED, Sentence("Failed", " when run on 2026-01-31 with lib 1, run 2.", held=False)),
        (State.STALE, Sentence("Changed since it was run", " on 2026-01-31.", held=False)),
        (State.NOT_RUN, Sentence("Not run yet.", "", held=False)),
    ],
)
def test_a_sentence_says_when_and_with_what_where_that_is_known(state: State, sentence: Sentence) -> None:
    snippet: Any = SimpleNamespace(key="one", form=SimpleNamespace(name="py"))
    facts: Any = {"py": RuntimeFacts("run 2", "lib 1", "")}
    states: Any = {"one": state}
    assert Verification("2026-01-31", "", facts, states).sentence(snippet) == sentence
