"""Texts that break careless quoting."""

from __future__ import annotations

TEXTS = (
    "plain",
    "o'neil",
    'say "no"',
    "$HOME ${HOME} {$x} $x[0] $(id) `id`",
    "back\\slash and \\n and \\u0041 and \\x41 and \\0",
    "ends with a backslash \\",
    "\\u000a",
    "line\nfeed\rreturn\ttab",
    "\x01\x07\x1b\x7f\x85",
    "</script><script>alert(1)</script><!--<script>-->",
    "</SCRIPT ><!-- <ScRiPt",
    "<?php ?> */ /* // # -- %s %d {} {{ }} {% %}",
    "é ü ß Ω 漢字",
    "beyond the BMP: 😀 𝒳",
    "\u2028 and \u2029",
    "  spaces around  ",
    "-n -e --data @file",
    "!history ^a^b ~ * ? [a-z] a=b; b & c | d > e < f",
    "#{x} #x @x %(x)s",
    "'",
    "''\"\"''",
    "7abc after an escape: \x07abc \x01f",
)
