"""A YAML file as data that remembers its lines."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import yaml

KeyPath = tuple[str | int, ...]
"""The keys and places that lead to a part of a file: ("tables", 0, "label")."""
FASTEST: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True)
class Problem:
    """Something wrong in a file, or, where it is no error, something to look at."""

    line: int
    text: str
    is_error: bool = True


@dataclass(frozen=True)
class Document:
    """The data of a file; `root` is the tree that it was made from, None for an empty file."""

    data: Any
    root: yaml.Node | None
    problems: tuple[Problem, ...] = field(default=())
    """What is wrong with it as YAML: it can't be read, or a key stands there twice."""

    def line(self, path: KeyPath) -> int:
        """The line, counted from 1, of the part that a path leads to, or of the last part that is there on the way."""
        node, line = self.root, 1
        for key in path:
            found = child(node, key)
            if found is None:
                break
            node, line = found
        return line

    def problem(self, path: KeyPath, text: str, *, is_error: bool = True) -> Problem:
        """A problem with the part that a path leads to."""
        return Problem(self.line(path), text, is_error)


def read_document(text: str) -> Document:
    """A file's text as a document; what can't be read as YAML is its problem."""
    loader = FASTEST(text)
    try:
        root = loader.get_single_node()
        data = loader.construct_document(root) if root else None
    except (yaml.YAMLError, ValueError) as error:
        return Document(None, None, (unreadable(error),))
    finally:
        loader.dispose()
    return Document(data, root, tuple(repeated_keys(root)))


def unreadable(error: yaml.YAMLError | ValueError) -> Problem:
    """What PyYAML says is wrong, in one line; of a value such as 2026-13-45 it does not say where it stands."""
    mark = getattr(error, "problem_mark", None)
    said = getattr(error, "problem", None) or " ".join(str(error).split())
    return Problem(mark.line + 1 if mark else 1, f"this is not YAML: {said}")


def repeated_keys(root: yaml.Node | None) -> Iterator[Problem]:
    """Keys that stand more than once in the same mapping: YAML would silently take the last."""
    waiting, seen = [root], set()
    while waiting:
        node = waiting.pop()
        if not isinstance(node, yaml.CollectionNode) or id(node) in seen:
            continue
        seen.add(id(node))
        if isinstance(node, yaml.SequenceNode):
            waiting += node.value
            continue
        keys: set[str] = set()
        for key, value in node.value:
            if key.value in keys:
                yield Problem(key.start_mark.line + 1, f"the key «{key.value}» stands here twice")
            keys.add(key.value)
            waiting.append(value)


def child(node: yaml.Node | None, key: str | int) -> tuple[yaml.Node, int] | None:
    """What stands under a key or at a place, and the line where that begins."""
    if isinstance(node, yaml.MappingNode):
        return next(((value, it.start_mark.line + 1) for it, value in node.value if it.value == key), None)
    if isinstance(node, yaml.SequenceNode) and isinstance(key, int) and key < len(node.value):
        return node.value[key], node.value[key].start_mark.line + 1
    return None
