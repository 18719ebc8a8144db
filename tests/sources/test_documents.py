"""Documents: every mistake is told with its file, line, key and what to try."""

from typing import Annotated, Literal

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from desirepath.errors import DocumentError
from desirepath.records import Record
from desirepath.sources.documents import (
    Flaw,
    document_schema,
    read_document,
    read_documents,
    write_document,
)


class Exact(Record, tag_field="do", tag="exact"):
    of: str


class Either(Record, tag_field="do", tag="either"):
    of: list["str | Exact | Either"]


class Lane(Record):
    name: str
    colour: Literal["red", "green"] = "red"
    labels: dict[str, str] = {}
    rule: str | Exact | Either = "any"


class Wall(Record):
    key: Annotated[str, msgspec.Meta(pattern="^[a-z]+$", description="a key of small letters")]
    lanes: list[Lane]
    kind: Literal["wall"] = "wall"
    schema_version: Literal[1, 2] = 2
    height: int | None = None


class Note(Record):
    words: str
    kind: Literal["note"] = "note"
    schema_version: Literal[1] = 1


KINDS: dict[str, type[Record]] = {"wall": Wall, "note": Note}
WALL = """\
kind: wall
key: north
lanes:
  - name: Actions
    colour: green
    labels:
      en: Actions
      "no": Handlinger
    rule: {do: either, of: [a, {do: exact, of: b}]}
"""


def complaint(text: str) -> str:
    with pytest.raises(DocumentError) as failure:
        read_document(text, file="wall.yaml", kinds=KINDS)
    return str(failure.value)


@pytest.mark.parametrize(
    ("written", "instead", "says"),
    [
        ("colour:", "color:", 'line 5, lanes[0].color: unknown field "color": did you mean "colour"?'),
        (
            "green",
            "geen",
            'line 5, lanes[0].colour: the text "geen" is not possible here: did you mean "green"?',
        ),
        (
            "Handlinger",
            "7",
            (
                "line 8, lanes[0].labels.no: expected a text, found the number 7. To mean the "
                "text, put it in quotes"
            ),
        ),
        (
            "name: Actions",
            "name: yes",
            (
                "line 4, lanes[0].name: expected a text, found the truth value true. To mean the "
                "text, put it in quotes"
            ),
        ),
        (
            "exact",
            "exactly",
            'line 9, lanes[0].rule.of[1].do: the text "exactly" is not possible here: did you mean "exact"?',
        ),
        (
            "{do: exact, of: b}",
            "{do: exact, off: b}",
            'line 9, lanes[0].rule.of[1].off: unknown field "off": did you mean "of"?',
        ),
        ("north", "North", 'line 2, key: expected a key of small letters, found the text "North"'),
        ("key: north\n", "", 'line 1: the field "key" is missing here'),
        ("kind: wall", "kind: wal", 'line 1: "wal" is not a kind read here: did you mean "wall"?'),
        (
            "kind: wall\n",
            "",
            "line 1: this document does not say its kind. Add `kind:` with one of: note, wall",
        ),
        (
            "kind: wall",
            "kind: wall\nschema_version: 3",
            (
                "line 2, schema_version: written by a newer desirepath (schema_version 3; this "
                "one reads up to 2). Upgrade desirepath, or write the document in the older form"
            ),
        ),
        (
            "colour: green",
            "name: Again",
            'line 5: "name" is written twice, on lines 4 and 5. Keep one of them',
        ),
        ("lanes:", "lanes: 4\nmore:", "line 3, lanes: expected a list, found the number 4"),
        (
            "key: north",
            "key: [north",
            (
                "line 3: this is not YAML: expected ',' or ']', but got ':'. Check the "
                "indentation, colons and quotes"
            ),
        ),
        (
            "key: north",
            "key: *other",
            (
                "line 2: this is not YAML: found undefined alias 'other'. Check the indentation, "
                "colons and quotes"
            ),
        ),
        (
            "key: north",
            "1: {2: 3}\nkey: north",
            'line 2, 1: unknown field "1": there are key, lanes, kind, schema_version, height',
        ),
    ],
)
def test_a_mistake_is_told_with_its_place_and_what_to_try(written: str, instead: str, says: str) -> None:
    assert written in WALL
    assert complaint(WALL.replace(written, instead, 1)) == f"wall.yaml, {says}"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "wall.yaml: the file is empty; expected a document"),
        ("- a", "wall.yaml, line 1: expected a document with fields (`kind: …`), found a list"),
        ("a\0b", "wall.yaml: expected YAML text, found binary data"),
        ("[" * 5000, "wall.yaml: nested too deeply to be a document"),
        ("- " * 300_000, "wall.yaml: nested too deeply to be a document"),
        (f"{WALL}---\n{WALL}", "wall.yaml: expected one document, found 2. Put each in a file of its own"),
    ],
)
def test_what_is_no_document_is_said_plainly(text: str, says: str) -> None:
    assert complaint(text) == says


def test_aliases_that_multiply_are_stopped() -> None:
    text = "a: &a [x, x, x, x, x, x, x, x, x, x]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n"
        for old, new in zip("abcdefg", "bcdefgh", strict=True)
    )
    assert "this is not a document" in complaint(text)


def test_a_file_may_hold_several_documents_of_several_kinds() -> None:
    text = f"{WALL}---\nkind: note\nwords: hello\n---\n"
    assert [type(d) for d in read_documents(text, file="all.yaml", kinds=KINDS)] == [Wall, Note]


def test_lines_are_counted_through_the_whole_file() -> None:
    with pytest.raises(DocumentError, match=r"all.yaml, line 11, wrds"):
        read_documents(f"{WALL}---\nwrds: x\nkind: note\n", file="all.yaml", kinds=KINDS)


def test_a_check_of_its_own_is_told_at_its_place() -> None:
    def only_two(wall: Wall) -> list[Flaw]:
        return [Flaw(path=("lanes", 0, "labels", "no"), says="nobody reads this")] if wall.lanes else []

    with pytest.raises(DocumentError, match=r"wall.yaml, line 8, lanes\[0\].labels.no: nobody reads this"):
        read_document(WALL, file="wall.yaml", kinds=KINDS, checks={"wall": only_two})


def test_a_document_is_written_in_a_stable_order() -> None:
    wall = Wall(key="north", lanes=[Lane(name="no", labels={"en": "12:30"})])
    assert write_document(wall) == (
        "kind: wall\nschema_version: 2\nkey: north\nlanes:\n  - name: 'no'\n    labels:\n      en: '12:30'\n"
    )


def test_a_remark_becomes_a_comment_above_its_place() -> None:
    wall = Wall(key="north", lanes=[Lane(name="Actions")])
    remarks = {(): "look at it", ("lanes", 0, "name"): "a guess"}
    assert write_document(wall, remarks=remarks) == (
        "# look at it\nkind: wall\nschema_version: 2\nkey: north\nlanes:\n  # a guess\n  - name: Actions\n"
    )


texts = st.text(max_size=12).filter(lambda t: t.isprintable()) | st.sampled_from(
    ["no", "1e3", "2024-01-01", "~", "a: b", "# c", "line\nbreak", "", " x ", "0x1f", "1_000", "é", "=", "<<"]
)
rules = st.recursive(
    texts | st.builds(Exact, of=texts),
    lambda inner: st.builds(Either, of=st.lists(inner, max_size=3)),
    max_leaves=6,
)
lanes = st.builds(Lane, name=texts, labels=st.dictionaries(texts, texts, max_size=3), rule=rules)


@given(
    st.builds(Wall, key=st.just("north"), lanes=st.lists(lanes, max_size=3), height=st.none() | st.integers())
)
def test_what_is_written_reads_as_the_same_record(wall: Wall) -> None:
    assert read_document(write_document(wall), file="x", kinds=KINDS) == wall


def test_the_schema_is_json_schema_2020_12() -> None:
    schema = document_schema(Wall, title="wall")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$defs"]["Wall"]["additionalProperties"] is False


def test_a_number_that_json_writes_without_a_point_is_a_number() -> None:
    class Measured(Record):
        value: float
        kind: str = "measured"

    found = read_document('{"kind": "measured", "value": 1e-05}', file="m.json", kinds={"measured": Measured})
    assert found == Measured(value=1e-05)


def test_a_character_that_json_writes_in_two_halves_is_one() -> None:
    (found,) = read_documents(r'{"kind": "note", "words": "\ud83d\ude00"}', file="n.json", kinds=KINDS)
    assert found == Note(words="😀")
