"""The specifications: for each operator a function that draws one valid case of it.

A file has a family of operators. A specification is declared once for all versions of the operators
it names; `draw.since` says which version the case is of.
"""

from __future__ import annotations

import importlib
from collections.abc import Callable
from pathlib import Path

from draw import Case, Draw

#: By full name: "Relu", "com.microsoft::Gelu".
SPECIFICATIONS: dict[str, Callable[[Draw], Case]] = {}


def specify(*names: str, **options):
    """Declares the decorated function as the specification of these operators; `options` are
    passed on to it, so that a family can be one function."""

    def declare(function):
        for name in names:
            if name in SPECIFICATIONS:
                raise ValueError(f"{name} is specified twice")
            SPECIFICATIONS[name] = lambda draw: function(draw, **options)
        return function

    return declare


def load_all() -> dict[str, Callable[[Draw], Case]]:
    for path in sorted(Path(__file__).parent.glob("*.py")):
        if path.stem != "__init__":
            importlib.import_module(f"specs.{path.stem}")
    return SPECIFICATIONS
