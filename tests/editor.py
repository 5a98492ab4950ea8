"""How an editor's YAML language server reads a file."""

from typing import Any

import yaml


class Editor(yaml.SafeLoader):
    """Reads as YAML 1.2 and its editors do: a day is text."""


Editor.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if not tag.endswith(("timestamp", "value"))]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


def as_an_editor_reads(text: str) -> Any:
    return with_text_keys(yaml.load(text, Editor))


def with_text_keys(data: Any) -> Any:
    """Undo YAML 1.1, for which the key `on` is true."""
    if isinstance(data, dict):
        return {"on" if key is True else key: with_text_keys(value) for key, value in data.items()}
    return [with_text_keys(item) for item in data] if isinstance(data, list) else data
