"""Mermaid's `journey`: title, sections, and tasks with a score from 1 to 5 and actors.

Read as its grammar has it: `#` and `%%` begin a comment, `;` ends a statement like the end of the line, and
`:` parts a task from its score. A section becomes a stage, a task a step, the score minus three a feeling,
and every actor a stakeholder with a lane of actions.
"""

import re
from collections.abc import Iterator

from desirepath.errors import DocumentError
from desirepath.formats.building import Builder
from desirepath.formats.conveying import Imported
from desirepath.maps import LaneRole
from desirepath.records import Record

NEUTRAL = 3  # of 1 to 5
_FENCE = re.compile(r"```\s*mermaid[^\n]*\n(.*?)```|<pre class=\"mermaid\">(.*?)</pre>", re.DOTALL)
_FRONT = re.compile(r"\A\s*---\n.*?\n\s*---\s*\n", re.DOTALL)
_DESCRIPTION = re.compile(r"accDescr\s*\{([^}]*)\}", re.IGNORECASE)
_KEYWORD = re.compile(r"(title|section)\s+(.*)", re.IGNORECASE | re.DOTALL)
_ACCESSIBLE = re.compile(r"(accTitle|accDescr)\s*:\s*(.*)", re.IGNORECASE)
_BREAK = re.compile(r"<\s*/?\s*br\s*/?\s*/?\s*>", re.IGNORECASE)


class Statement(Record):
    """One statement and the line it begins on."""

    line: int
    text: str


def read_mermaid(text: str, *, key: str, file: str = "journey.mmd") -> Imported:
    """The map that a Mermaid `journey` tells; also one inside a Markdown or HTML page.

    >>> told = read_mermaid("journey\\n title Tea\\n section Kitchen\\n  Make tea: 5: Me", key="tea")
    >>> told.journey_map.title, [one.value for one in told.journey_map.emotions]
    ('Tea', [2.0])

    DocumentError, with file and line, for a text that is no `journey`.
    """
    body, first = _diagram(text)
    builder = Builder()
    told = {"title": "", "accdescr": "", "acctitle": ""}
    for statement in _statements(body, first=first, told=told, file=file):
        _take(statement, builder, told, file=file)
    title = told["title"] or told["acctitle"] or "Journey"
    if told["acctitle"] and told["acctitle"] != title:
        builder.remarks.append(f"The accessible title “{told['acctitle']}” has no place on a map: left out.")
    drawn = builder.map(key=key, title=title, objective=told["accdescr"] or None)
    return Imported(journey_map=drawn, remarks=builder.remarks)


def _diagram(text: str) -> tuple[str, int]:
    """The diagram alone, and the line it begins on."""
    fenced = _FENCE.search(text)
    if fenced:
        body = fenced[1] or fenced[2] or ""
        return body, text[: fenced.start(1) if fenced[1] else fenced.start(2)].count("\n") + 1
    front = _FRONT.match(text)
    return (text[front.end() :], front[0].count("\n") + 1) if front else (text, 1)


def _statements(text: str, *, first: int, told: dict[str, str], file: str) -> Iterator[Statement]:
    described = _DESCRIPTION.search(text)
    if described:
        told["accdescr"] = " ".join(described[1].split())
        lines = "\n" * described[0].count("\n")
        text = f"{text[: described.start()]}\n{lines}{text[described.end() :]}"
    found = [
        Statement(line=first + at, text=part.strip())
        for at, line in enumerate(text.split("\n"))
        for part in _uncommented(line).split(";")
        if part.strip()
    ]
    if not found or found[0].text.casefold() != "journey":
        here = found[0] if found else Statement(line=first, text="nothing")
        says = f'a Mermaid user journey begins with the word "journey"; found "{here.text[:40]}"'
        raise DocumentError(says, file=file, line=here.line)
    yield from found[1:]


def _uncommented(line: str) -> str:
    return line.partition("%%")[0].partition("#")[0]


def _take(statement: Statement, builder: Builder, told: dict[str, str], *, file: str) -> None:
    accessible = _ACCESSIBLE.fullmatch(statement.text)
    if accessible:
        told[accessible[1].casefold()] = accessible[2].strip()
        return
    keyword = _KEYWORD.fullmatch(statement.text)
    if keyword and keyword[1].casefold() == "title":
        told["title"] = keyword[2].strip()
    elif keyword:
        builder.stage(_BREAK.sub(" ", keyword[2]))
    else:
        _task(statement, builder, file=file)


def _task(statement: Statement, builder: Builder, *, file: str) -> None:
    name, colon, data = statement.text.partition(":")
    if not colon:
        says = f'a task is written as "Make tea: 5: Me"; "{statement.text[:40]}" has no score'
        raise DocumentError(says, file=file, line=statement.line)
    score, _, actors = data.partition(":")
    step = builder.step(_BREAK.sub(" ", name))
    _feel(score.strip(), step, builder)
    for actor in dict.fromkeys(each.strip() for each in actors.split(",")):
        if actor:
            role: LaneRole = "actions"
            builder.card(role, step, builder.name_of(step), label=actor)


def _feel(score: str, step: str, builder: Builder) -> None:
    try:
        value = float(score)
    except ValueError:
        value = float("nan")
    if value == value and abs(value) != float("inf"):  # noqa: PLR0124 - a number
        builder.emotion(step, value - NEUTRAL)
    else:
        found = f"“{score}”" if score else "nothing"
        builder.remarks.append(
            f"The score of “{builder.name_of(step)}” is {found}: no feeling is known there."
        )
