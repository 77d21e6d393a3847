"""Finds every string of the screen that is translated, by reading the sources as Python does.

Qt's own lupdate drops or misreads calls with a computed number, and not the same ones in each release; a check that
decides over a release must not depend on that. What counts are calls `translate(context, text[, comment, number])` and
`mark(context, text)` with literal context and text.
"""

import ast
from collections.abc import Iterator
from pathlib import Path

Key = tuple[str, str]
_WITH_NUMBER = 4


def _calls(tree: ast.AST) -> Iterator[tuple[str, ast.Call]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
            yield name, node


def _literal(node: ast.expr) -> str | None:
    return node.value if isinstance(node, ast.Constant) and isinstance(node.value, str) else None


def in_source(text: str) -> dict[Key, bool]:
    """Return (context, Chinese) of each string in a source, and whether it is counted (has a plural)."""
    found: dict[Key, bool] = {}
    for name, call in _calls(ast.parse(text)):
        if name not in ("translate", "mark") or len(call.args) < 2:  # noqa: PLR2004 - context and text
            continue
        context, source = _literal(call.args[0]), _literal(call.args[1])
        if context is not None and source is not None:
            found[context, source] = found.get((context, source), False) or len(call.args) == _WITH_NUMBER
    return found


def in_folder(folder: Path) -> dict[Key, bool]:
    """Return the strings of every source under `folder`."""
    found: dict[Key, bool] = {}
    for path in sorted(folder.rglob("*.py")):
        for key, counted in in_source(path.read_text("utf-8")).items():
            found[key] = found.get(key, False) or counted
    return found
