"""The generators: each turns a question into SQL, or says that it can't."""

from __future__ import annotations

import importlib
from collections.abc import Callable, Mapping
from importlib.metadata import entry_points

from app.contracts import Generator
from app.errors import InvalidSetting
from app.settings import Settings

Make = Callable[[Settings], Generator]

MODULES = {"builtin": "app.generators.builtin", "ollama": "app.generators.ollama"}
"""The product's own generators: name and the module whose `make(settings)` builds one."""
ENTRY_POINT_GROUP = "querycraft.generators"
"""Installed packages add generators here: name = module:make."""
AUTOMATIC = ("builtin", "ollama")
"""The chain when none is set: the engine where it accounts for the whole question, the model for the rest."""


def makers() -> dict[str, Callable[[], Make]]:
    """How to load each generator, by name; nothing is imported before it is wanted."""
    own = {name: (lambda path=path: importlib.import_module(path).make) for name, path in MODULES.items()}
    return own | {point.name: point.load for point in entry_points(group=ENTRY_POINT_GROUP)}


def make_generators(settings: Settings) -> Mapping[str, Generator]:
    """Every generator, by name: a request may name one outside the chain."""
    return {name: load()(settings) for name, load in makers().items()}


def chain(settings: Settings, generators: Mapping[str, Generator]) -> tuple[Generator, ...]:
    """The configured chain. Raises InvalidSetting for a name that there is no generator for."""
    names = settings.generators or AUTOMATIC
    for name in names:
        if name not in generators:
            raise InvalidSetting(name="GENERATORS", value=name, example=f"one of {', '.join(generators)}")
    return tuple(generators[name] for name in names)
