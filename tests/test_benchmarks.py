"""The page of benchmarks says what was measured, and an arrived request is held against the one that was asked for."""

from __future__ import annotations

from benchmarks.__main__ import PAGE, known, page
from benchmarks.arrival import arrived
from benchmarks.calls import AWKWARD, Call
from benchmarks.table import Table

CALL = Call("x", "DELETE", "", "/v1/{a}", {"a": f"b{AWKWARD}"}, (("q", "é &"),), {"Key": "k"}, {"c": [1]})
PROGRAM = """
import json, urllib.parse, urllib.request
address = "%s/v1/" + urllib.parse.quote(%r, safe="") + "?" + urllib.parse.urlencode({"q": %r})
headers = {"Key": "k", "Content-Type": "application/json"}
asked = urllib.request.Request(address, json.dumps({"c": [1]}).encode(), headers, method="DELETE")
urllib.request.urlopen(asked)
"""


def test_the_page_is_what_was_measured_last() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(known())


def test_a_request_that_arrives_is_told_from_another() -> None:
    with arrived() as server:
        right = PROGRAM % (server.address, CALL.parameters["a"], "é &")
        assert server.gets(CALL, right, "py")
        assert not server.gets(CALL, right.replace("DELETE", "POST"), "py")
        assert not server.gets(CALL, PROGRAM % (server.address, "b", "é &"), "py")
        assert not server.gets(CALL, right + right, "py")


def test_numbers_are_shown_as_far_as_they_can_be_relied_on() -> None:
    table = Table("T", "Said.", ("", "s"), [["`a`", 1234.5], ["b", 0.12345], ["c", None]], 1)
    assert table.plain.splitlines()[2:] == ["`a`  1,234", "b    0.123", "c"]
    assert 'width="380.0"' in table.markdown
    assert table.markdown.endswith("| `a` | 1,234 |\n| b | 0.123 |\n| c |  |")
