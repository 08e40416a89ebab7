"""Zensical reads the same mkdocs.yml: a generated page has its headings, tabs and snippets there too."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
from html import unescape
from pathlib import Path

from tests.conftest import ROOT

PAGE = "api-guide/annotate/delete-annotations/index.html"


def test_a_generated_page_is_whole_there_too(tmp_path: Path) -> None:
    for name in ("docs", "code_snippets", "overrides"):
        shutil.copytree(ROOT / name, tmp_path / name)
    for name in ("mkdocs.yml", "nav.yml"):
        shutil.copy(ROOT / name, tmp_path)
    words = [str(Path(sys.executable).with_name("zensical")), "build"]
    run = subprocess.run(words, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr
    text = (tmp_path / "site" / PAGE).read_text(encoding="utf-8")
    words_of = re.sub(r"<[^>]+>", "", text)
    assert text.count('class="tabbed-block"') == 18
    assert "Bulk Delete All Annotations by Input IDs" in words_of
    snippet = (ROOT / "code_snippets/api-guide/annotate/node/bulk_delete_annotations_input_ids.js").read_text()
    assert snippet.strip() in unescape(words_of)
