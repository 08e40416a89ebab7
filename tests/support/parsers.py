"""Each language's own parser for many snippets at once: one process, since starting one takes longer than to parse."""

from __future__ import annotations

import shutil
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path

from tests.support.projects import ROOT
from tests.support.runtimes import SHIPPED, missing

_BASH = 'for file; do bash -n "$file" || exit 1; done'
_PYTHON = "import sys; [compile(open(file, encoding='utf-8').read(), file, 'exec') for file in sys.argv[1:]]"
_RUBY = "ARGV.each { |file| RubyVM::InstructionSequence.compile(File.read(file), file) }"
_PHP = """
foreach (array_slice($argv, 1) as $file) {
    try {
        token_get_all(file_get_contents($file), TOKEN_PARSE);
    } catch (ParseError $error) {
        fwrite(STDERR, "$file: {$error->getMessage()}");
        exit(1);
    }
}
exit(0);
"""
_NODE = """
const fs = require("fs"), vm = require("vm"), module_ = require("module");
for (const file of process.argv.slice(1)) {
  const text = fs.readFileSync(file, "utf8");
  const script = file.endsWith(".html") ? /<script>(.*?)<[/]script>/s.exec(text)[1] : module_.wrap(text);
  new vm.Script(script, { filename: file });
}
"""


def parsed(language: str, files: Sequence[Path], work: Path) -> subprocess.CompletedProcess[str]:
    """Parse files in one process of a language that ships; its code is not 0 when one of them is broken.

    :param work: a folder for what is compiled.
    """
    program, *words = {
        "curl": ["bash", "-c", _BASH, "-"],
        "go": ["gofmt", "-e", "-l"],
        "java": ["javac", "-proc:none", "-d", str(work)],
        "js": [_node(), "-e", _NODE],
        "node": [_node(), "-e", _NODE],
        "php": ["php", "-r", _PHP, "--"],
        "py": [sys.executable, "-c", _PYTHON],
        "ruby": ["ruby", "-e", _RUBY],
    }[language]
    if shutil.which(program) is None:
        missing(f"{program} is not there; run: sixfold install")
    words += map(str, files)
    return subprocess.run([program, *words], capture_output=True, text=True, timeout=300, check=False)


def _node() -> str:
    own = ROOT / ".runtimes" / SHIPPED["node"] / "node_modules/.bin/node"
    return str(own) if own.exists() else "node"
