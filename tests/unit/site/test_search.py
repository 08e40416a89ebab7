"""What the search knows of a page: calls with names and fields, sections, words of code; nothing that only adorns."""

from __future__ import annotations

import json
from typing import Any

from sixfold.site import SearchIndex

OPERATION = """
<h1 id="things">Things<a class="headerlink" href="#things">¶</a></h1>
<div class="operation">
<h2 id="delete_thing">Delete <em>Thing</em><a class="headerlink" href="#delete_thing">¶</a></h2>
<div class="operation-warnings"><p>Deletes: The thing
that you name.</p></div>
<div class="operation-code"><div class="operation-call"><p>Deletes thing example-1</p></div>
<div class="tabbed-set"><input><div class="tabbed-labels"><label>Python</label><label>cURL</label></div>
<div class="tabbed-content"><div class="tabbed-block">
<div data-language="py"><pre><code>stub.Delete_Thing(7)</code></pre>
</div></div><div class="tabbed-block">
<div data-language="curl"><pre><code>curl -X DELETE</code></pre></div></div></div></div></div>
<p class="endpoint"><code>DeleteThing</code> is <code>DELETE /things/{id}</code>.</p>
<table><tr><th>Field</th><th>Meaning</th></tr>
<tr><td><code>thing.id</code><br>string, required</td><td>The thing to <b>delete</b>.</td></tr>
<tr><td>With a wrong key</td><td>401</td></tr></table>
<script>var hidden</script></div>
"""


def entries(index: SearchIndex) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = json.loads(index.json({}))["entries"]
    return found


def test_a_call_is_known_by_its_names_and_fields() -> None:
    index = SearchIndex()
    index.add(OPERATION, address="guide/things/", title="Things", about="Of things.")
    page, call = entries(index)
    assert page == {"at": "guide/things/", "title": "Things", "page": "Things", "text": "Of things."}
    assert (call["at"], call["title"], call["rpc"]) == ("guide/things/#delete_thing", "Delete Thing", "DeleteThing")
    assert call["endpoint"] == "DELETE /things/{id}"
    assert call["fields"] == [["thing.id", "The thing to delete."]]
    assert call["text"].startswith("Deletes: The thing that you name.\n")
    assert "With a wrong key - 401" in call["text"]
    assert call["code"].split() == ["stub", "Delete_Thing", "curl", "X", "DELETE"]
    assert "hidden" not in str(call)
    assert json.loads(index.json({}))["languages"] == {"curl": ["cURL"], "py": ["Python"]}


def test_a_section_that_is_not_for_the_search_is_left_out() -> None:
    index = SearchIndex()
    index.add(
        "<h2 id='a'>A</h2><p>one</p><h2 id='b' data-search-exclude>B</h2><p>two</p><h2 id='c'>C</h2>",
        address="",
        title="T",
    )
    assert [(entry["at"], entry.get("text")) for entry in entries(index)] == [("#a", "one"), ("#c", None)]


def test_text_is_text_and_words_of_the_project_go_along() -> None:
    index = SearchIndex()
    index.add("<h2 id='a'>&lt;script&gt;</h2><p>x &amp; y<br>z</p></p></div>", address="", title="T")
    assert entries(index) == [{"at": "#a", "title": "<script>", "page": "T", "text": "x & y z"}]
    assert json.loads(index.json({"synonyms": {"remove": ["delete"]}}))["synonyms"] == {"remove": ["delete"]}
