"""A language may build on another: what it takes over, what it says itself, and what is wrong with a base."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

import pytest

from sixfold import trust
from sixfold.document import Scalar, Table
from sixfold.errors import Problems
from sixfold.language import Language, NameKind, load_languages
from sixfold.language.extension import extended

Read = Callable[[str | bytes], tuple[Table | None, list[str]]]

BASE = """\
tab: 9
label: Ruby
fence: ruby
extension: rb
transport: grpc
client: {package: gem, version: "1", install: {line: "gem install gem -v {version}"}}
reserved: [begin, end]
taken: {fields: [<reserved>, hash], methods: [send]}
literals:
  text: {delimiter: "'", escapes: {"'": "''", '\\': '\\\\'}}
  long: "{}n"
runtime:
  programs: {ruby: ruby, gem: rubygems}
  install: [gem, install, gem]
  version: [ruby, --version]
  syntax: [ruby, -c, "{snippet}"]
  run: [ruby, "{snippet}"]
  route: {https_proxy: "{proxy}"}
"""
ABOVE = """\
extends: ruby
tab: 10
label: JRuby
client: {package: other, install: {text: Nothing.}}
reserved: [begin]
taken: {fields: [object_id]}
literals: {text: {escapes: {"'": "\\\\'"}}, long: null}
runtime: {programs: {gem: null, jruby: jruby}, install: null, run: [jruby, "{snippet}"]}
"""


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    def write(**facts: str) -> Path:
        for name, text in facts.items():
            folder = tmp_path / "templates" / name
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "language.yaml").write_text(text)
            (folder / "snippet.rb.j2").write_text("")
        return tmp_path

    return write


def load(root: Path) -> tuple[Mapping[str, Language], list[str]]:
    problems = Problems()
    languages = load_languages(root, problems)
    return {form.name: form for language in languages for form in language.forms}, list(map(str, problems.found))


def test_facts_are_taken_over_and_merged(write: Callable[..., Path]) -> None:
    languages, problems = load(write(ruby=BASE, jruby=ABOVE))
    assert problems == []
    base, above = languages["ruby"], languages["jruby"]
    assert (above.fence, above.extension, above.runtime.syntax) == ("ruby", "rb", base.runtime.syntax)
    assert above.runtime.run == ("jruby", "{snippet}")
    assert above.runtime.programs == {"ruby": "ruby", "jruby": "jruby"}
    assert above.runtime.install == ()
    assert above.literals.quoting.escapes == {"\\": "\\\\", "'": "\\'"}
    assert (base.literals.long, above.literals.long) == ("{}n", "{}")
    assert (base.extends, above.extends) == ((), ("ruby",))
    assert above.sources == (
        "templates/jruby/snippet.rb.j2",
        "templates/jruby/language.yaml",
        "templates/ruby/language.yaml",
    )


def test_a_list_is_replaced_and_means_the_words_of_the_whole(write: Callable[..., Path]) -> None:
    above = ABOVE.replace("taken: {fields: [object_id]}", "taken: {methods: [<reserved>]}")
    languages, problems = load(write(ruby=BASE, jruby=above))
    assert problems == []
    taken = {kind.value: sorted(names) for kind, names in languages["jruby"].taken.items() if names}
    assert taken == {"fields": ["begin", "hash"], "methods": ["begin"]}


def test_in_a_list_the_base_s_own_items_have_a_place(write: Callable[..., Path]) -> None:
    above = ABOVE.replace("fields: [object_id]", "fields: [object_id, <base>, dup]").replace(
        'run: [jruby, "{snippet}"]', "run: [<base>, --dev]"
    )
    third = "extends: jruby\ntab: 11\nlabel: Third\nclient: {package: third, install: {text: Nothing.}}\n"
    languages, problems = load(write(ruby=BASE, jruby=above, a_third=f"{third}taken: {{fields: [<base>, third]}}\n"))
    assert problems == []
    assert languages["jruby"].taken[NameKind.FIELD] == {"object_id", "begin", "hash", "dup"}
    assert languages["a_third"].taken[NameKind.FIELD] == {"object_id", "begin", "hash", "dup", "third"}
    assert languages["jruby"].runtime.run == ("ruby", "{snippet}", "--dev")


def test_where_no_base_has_items_that_is_told(write: Callable[..., Path]) -> None:
    _, problems = load(write(ruby=BASE, jruby=ABOVE.replace("taken: {fields: [", "taken: {types: [<base>, ")))
    expected = "expected a name, or what stands for some (<reserved>), got '<base>'"
    assert problems == [f"templates/jruby/language.yaml:6:17: taken.types[0]: {expected}"]


def test_a_null_in_the_place_of_what_is_its_own_is_told_once(write: Callable[..., Path]) -> None:
    _, problems = load(write(ruby=BASE, jruby=ABOVE.replace("label: JRuby", "label: null")))
    assert [problem.partition(";")[0] for problem in problems] == [
        "templates/jruby/language.yaml:3:8: label: expected a label without quotes, '\\', '<' and '>', got nothing"
    ]


@pytest.mark.parametrize("key", ["tab", "label", "client"])
def test_what_makes_it_one_of_its_own_is_not_taken_over(key: str, write: Callable[..., Path]) -> None:
    above = "".join(line for line in ABOVE.splitlines(keepends=True) if not line.startswith(key))
    _, problems = load(write(ruby=BASE, jruby=above))
    assert [problem.partition("; expected")[0] for problem in problems] == [
        f"templates/jruby/language.yaml:1:1: {key}: missing"
    ]


def test_it_does_not_stand_in_for_what_its_base_stands_in_for(write: Callable[..., Path]) -> None:
    rest = BASE.replace("tab: 9", "stands_in_for: ruby").replace("label: Ruby", "label: Ruby (REST)")
    languages, problems = load(
        write(ruby=BASE, ruby_rest=rest, jruby=ABOVE.replace("extends: ruby", "extends: ruby_rest"))
    )
    assert problems == []
    assert languages["jruby"].stands_in_for == ""
    assert languages["jruby"].tab == 10


def test_a_line_of_languages_is_followed_to_its_end(write: Callable[..., Path]) -> None:
    third = "extends: jruby\ntab: 11\nlabel: Third\nclient: {package: third, install: {text: Nothing.}}\n"
    languages, problems = load(write(ruby=BASE, jruby=ABOVE, a_third=third))
    assert problems == []
    assert languages["a_third"].extends == ("jruby", "ruby")
    assert languages["a_third"].runtime == languages["jruby"].runtime
    assert languages["a_third"].fence == "ruby"


def test_what_is_taken_over_keeps_its_place_and_is_told_once(write: Callable[..., Path]) -> None:
    _, problems = load(write(ruby=BASE.replace("fence: ruby", "fence: '}'"), jruby=ABOVE))
    assert sorted(set(problems)) == ["templates/ruby/language.yaml:3:8: fence: expected a highlighter's name, got '}'"]


def test_what_follows_from_a_wrong_base_is_not_told(write: Callable[..., Path]) -> None:
    _, problems = load(write(ruby=BASE.replace("extension: rb", "extension: r.b"), jruby=ABOVE))
    assert sorted(set(problems)) == [
        "templates/ruby/language.yaml:4:12: extension: expected a file's ending, got 'r.b'"
    ]


@pytest.mark.parametrize(
    ("facts", "place", "key", "remedy"),
    [
        (ABOVE.replace("install: null", "packages: null"), "8:58", "runtime.packages", "; leave it out"),
        (ABOVE.replace("install: null", "instal: null"), "8:56", "runtime.instal", "; did you mean 'install'?"),
        (ABOVE + "impossible: {fields: [x], keys: null}\n", "9:33", "impossible.keys", "; leave it out"),
    ],
)
def test_a_null_that_removes_nothing_is_a_problem(
    facts: str, place: str, key: str, remedy: str, write: Callable[..., Path]
) -> None:
    _, problems = load(write(ruby=BASE, jruby=facts))
    message = f"nothing to remove: templates/ruby/language.yaml has no '{key}'{remedy}"
    assert problems == [f"templates/jruby/language.yaml:{place}: {key}: {message}"]


def test_where_what_a_null_removes_from_is_wrong_that_alone_is_told(write: Callable[..., Path]) -> None:
    _, problems = load(write(ruby=BASE.replace("programs: {ruby: ruby, gem: rubygems", "programs: {x: 5"), jruby=ABOVE))
    assert [problem.partition(":")[0] for problem in problems] == ["templates/ruby/language.yaml"]


@pytest.mark.parametrize(
    ("base", "message"),
    [
        ("rubi", "no language is called 'rubi'; did you mean 'ruby'? (folders: jruby, ruby, ruby_rest)"),
        ("[ruby]", "expected the name of another language's folder, got a list"),
        ("null", "expected the name of another language's folder, got nothing"),
        ("jruby", "jruby builds on itself; expected a folder that does not build on it, or no 'extends'"),
    ],
)
def test_a_wrong_base_is_told_and_nothing_else_of_the_language(
    base: str, message: str, write: Callable[..., Path]
) -> None:
    rest = BASE.replace("tab: 9", "stands_in_for: jruby").replace("label: Ruby", "label: Ruby (REST)")
    _, problems = load(write(ruby=BASE, jruby=ABOVE.replace("extends: ruby", f"extends: {base}"), ruby_rest=rest))
    assert problems == [f"templates/jruby/language.yaml:1:10: extends: {message}"]


def test_a_circle_is_told_by_each_of_it_and_by_nobody_else(write: Callable[..., Path]) -> None:
    outside = ABOVE.replace("tab: 10", "tab: 11").replace("JRuby", "Third").replace("extends: ruby", "extends: jruby")
    _, problems = load(write(ruby=f"{BASE}extends: jruby\n", jruby=ABOVE, outside=outside))
    expected = "expected a folder that does not build on it, or no 'extends'"
    assert problems == [
        f"templates/jruby/language.yaml:1:10: extends: jruby builds on itself by way of ruby; {expected}",
        f"templates/ruby/language.yaml:19:10: extends: ruby builds on itself by way of jruby; {expected}",
    ]


def test_a_base_that_cannot_be_read_is_told_alone(write: Callable[..., Path]) -> None:
    _, problems = load(write(ruby="a: [", jruby=ABOVE))
    assert len(problems) == 1
    assert problems[0].startswith("templates/ruby/language.yaml:")


def test_a_value_that_cannot_be_read_is_not_the_base_s(read: Read) -> None:
    base, _ = read("fence: ruby\nreference: x\n")
    own, told = read("extends: ruby\nfence: *alias\n")
    assert len(told) == 1
    table = extended({"ruby": base, "jruby": own}, Problems())["jruby"].table
    assert "fence" in table.keys
    assert "fence" not in table.entries
    assert isinstance(table.entries["reference"], Scalar)


def test_a_yes_is_for_what_is_taken_over_too(write: Callable[..., Path]) -> None:
    root = write(ruby=BASE, jruby=ABOVE)
    before = trust.digest(load(root)[0]["jruby"])
    write(ruby=BASE.replace("[ruby, -c,", "[ruby, -cw,"))
    assert trust.digest(load(root)[0]["jruby"]) != before
    assert "parse a snippet: ruby -cw '{snippet}'" in trust.powers(load(root)[0]["jruby"])


def test_what_stands_in_writes_files_of_the_same_extension(write: Callable[..., Path]) -> None:
    rest = BASE.replace("tab: 9", "stands_in_for: ruby").replace("label: Ruby", "label: Ruby (REST)")
    root = write(ruby=BASE, ruby_rest=rest.replace("extension: rb", "extension: rbx"))
    (root / "templates/ruby_rest/snippet.rbx.j2").write_text("")
    _, problems = load(root)
    said = "stands_in_for: expected the extension of ruby, 'rb', got 'rbx'"
    assert problems == [f"templates/ruby_rest/language.yaml: {said}"]
