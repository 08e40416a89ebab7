"""Snippet x Language x sandbox -> Verdict: every published snippet is run, unedited, and judged by what it did."""
