"""YAML as plain values that remember their lines; only for `documents`.

Stricter than YAML where leniency hides mistakes: a key twice in one place is an error, keys are
texts, and a date stays the text that was written.
"""

import re
from collections.abc import Sequence
from typing import Any

import yaml

from desirepath.errors import DocumentError
from desirepath.records import Record, is_text

Path = tuple[str | int, ...]

_MOST_VALUES = 500_000  # far beyond any document; stops aliases that multiply
_DEEPEST = 200  # libyaml's binding goes down by the machine's own stack, and would fall off its end


class _Loader(yaml.SafeLoader):
    """YAML 1.1 as PyYAML reads it, with the numbers JSON writes without a point (1e-05)."""


class _FastLoader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """The same by libyaml, where PyYAML was built with it."""


def knows_json_numbers(side: type[yaml.resolver.BaseResolver]) -> None:
    """Let a loader read `1e-05` as the number it is, or a dumper quote the text that looks like one."""
    pattern = re.compile(r"^[-+]?\d+[eE][-+]?\d+$")
    side.add_implicit_resolver("tag:yaml.org,2002:float", pattern, list("-+0123456789"))


knows_json_numbers(_Loader)
knows_json_numbers(_FastLoader)


class Found(Record):
    """One document: its plain value and the line of every place in it."""

    value: Any
    lines: dict[Path, int]

    @property
    def noun(self) -> str:
        """What the top of the document is, in plain words."""
        return noun_of(self.value)

    def line(self, path: Sequence[str | int]) -> int:
        """The line of a place, or of the nearest place around it that was written."""
        place = tuple(path)
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def noun_of(value: Any) -> str:
    """What a plain value is, in words a person who writes YAML knows."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return f"the truth value {str(value).lower()}"
    if isinstance(value, int | float):
        return f"the number {value}"
    if isinstance(value, str):
        return f'the text "{value[:60]}"'
    return "a list" if isinstance(value, list) else "fields"


def compose_all(text: str, file: str) -> list[Found]:
    """Every document of a text; empty ones (a trailing `---`) are left out."""
    if "\0" in text:
        raise DocumentError("expected YAML text, found binary data", file=file)
    try:
        nodes = _composed(text)
        found = [_found(node, file) for node in nodes if not _is_empty(node)]
    except yaml.MarkedYAMLError as failure:
        mark = failure.problem_mark or failure.context_mark
        what = failure.problem or failure.context
        raise DocumentError(
            f"this is not YAML: {what}. Check the indentation, colons and quotes",
            file=file,
            line=mark.line + 1 if mark else None,
        ) from None
    except yaml.YAMLError as failure:
        raise DocumentError(f"this is not YAML: {str(failure).splitlines()[0]}", file=file) from None
    except RecursionError:
        raise DocumentError("nested too deeply to be a document", file=file) from None
    if not found:
        raise DocumentError("the file is empty; expected a document", file=file)
    return found


def _composed(text: str) -> list[yaml.Node]:
    """The nodes of a text. What libyaml stumbles over PyYAML reads again, and its complaints are told."""
    try:
        if _depth(text) <= _DEEPEST:
            return list(yaml.compose_all(text, Loader=_FastLoader))
    except (yaml.YAMLError, UnicodeEncodeError):
        pass
    return list(yaml.compose_all(text, Loader=_Loader))


def _depth(text: str) -> int:
    """How deep a text is nested; one beyond what is looked at says enough."""
    depth = deepest = 0
    for event in yaml.parse(text, Loader=_FastLoader):
        if isinstance(event, yaml.CollectionStartEvent):
            depth += 1
            deepest = max(deepest, depth)
        elif isinstance(event, yaml.CollectionEndEvent):
            depth -= 1
        if deepest > _DEEPEST:
            break
    return deepest


def _is_empty(node: yaml.Node) -> bool:
    return isinstance(node, yaml.ScalarNode) and node.tag == "tag:yaml.org,2002:null" and node.value == ""


def _found(node: yaml.Node, file: str) -> Found:
    lines: dict[Path, int] = {}
    return Found(value=_plain(node, (), lines, file), lines=lines)


def _plain(node: yaml.Node, path: Path, lines: dict[Path, int], file: str) -> Any:
    lines.setdefault(path, node.start_mark.line + 1)
    if len(lines) > _MOST_VALUES:
        raise DocumentError(f"more than {_MOST_VALUES:,} values: this is not a document", file=file)
    if isinstance(node, yaml.MappingNode):
        return _fields(node, path, lines, file)
    if isinstance(node, yaml.SequenceNode):
        return [_plain(item, (*path, index), lines, file) for index, item in enumerate(node.value)]
    return _scalar(node, file)


def _fields(node: yaml.MappingNode, path: Path, lines: dict[Path, int], file: str) -> dict[str, Any]:
    fields: dict[str, Any] = {}
    for key_node, value_node in node.value:
        line = key_node.start_mark.line + 1
        if not isinstance(key_node, yaml.ScalarNode) or key_node.tag == "tag:yaml.org,2002:merge":
            raise DocumentError("expected a plain name as key", file=file, line=line)
        key = _whole(str(key_node.value), file=file, line=line)
        place = (*path, key)
        if key in fields:
            raise DocumentError(
                f'"{key}" is written twice, on lines {lines[place]} and {line}. Keep one of them',
                file=file,
                line=line,
            )
        lines[place] = line
        fields[key] = _plain(value_node, place, lines, file)
    return fields


def _scalar(node: yaml.Node, file: str) -> Any:
    kind, line = node.tag.removeprefix("tag:yaml.org,2002:"), node.start_mark.line + 1
    if kind in ("int", "float", "bool", "null"):
        try:
            return _constructor.construct_object(node)
        except (ValueError, KeyError):  # such as 0x_, or a number of thousands of digits
            says = f'"{str(node.value)[:40]}" cannot be read as a number or a truth value: put it in quotes'
            raise DocumentError(says, file=file, line=line) from None
    return _whole(str(node.value), file=file, line=line)


def _whole(text: str, *, file: str, line: int) -> str:
    """The text with its characters whole: JSON writes what is beyond 65,535 as an escaped pair of halves."""
    if is_text(text):
        return text
    try:
        return text.encode("utf-16", "surrogatepass").decode("utf-16")
    except UnicodeDecodeError:
        raise DocumentError("half a character: it is no text", file=file, line=line) from None


_constructor = yaml.constructor.SafeConstructor()
