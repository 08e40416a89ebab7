"""Snippets as teams write them, drawn from an API's definition: right ones, and ones with a fault that is known."""
