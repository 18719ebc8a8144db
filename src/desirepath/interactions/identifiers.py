"""Who a row is about: identifiers in one spelling, so that the same person is found again.

The spelling follows a word of the identifier's type (work_email is an e-mail address, mobile_phone a
phone number) unless the mapping names another. Blank ones are dropped;
whether a value is junk is for `identities` to say.
"""

from collections.abc import Callable, Sequence

import msgspec
import numpy as np
import pyarrow as pa

from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.expressions import evaluate, reads
from desirepath.interactions.facts import IDENTIFIER
from desirepath.interactions.mappings import Identifier
from desirepath.interactions.texts import Batch, complain

__all__ = ["Named", "gather", "interleave", "normalise", "read_identifiers"]

Named = list[tuple[Identifier, Array]]

_MOST = 256  # identifiers that one row may name at once


def read_identifiers(identifiers: Sequence[Identifier], batch: Batch) -> Named:
    """The normalised values of each identifier of a rule: one column each, several where one names many."""
    found: Named = []
    for each in identifiers:
        texts = evaluate(each.select, batch)
        for values in _entries(texts, each, batch) if each.many else [texts]:
            found.append((each, normalise(values, each.normalise or _spelling(each.type))))
    return found


def _entries(texts: Array, identifier: Identifier, batch: Batch) -> list[Array]:
    """Texts that may be JSON lists as one column for each place in the lists."""
    rows = [_listed(text) for text in texts.to_pylist()]
    too_many = np.array([len(row) > _MOST for row in rows], np.bool_)
    complain(batch, too_many, f"{reads(identifier.select)} names more than {_MOST} identifiers at once")
    places = min(max(map(len, rows), default=0), _MOST)
    return [
        pa.array([row[place] if place < len(row) else None for row in rows], pa.string())
        for place in range(max(places, 1))
    ]


def _listed(text: str | None) -> list[str | None]:
    if text is None or not text.startswith("["):
        return [text]
    try:
        entries = msgspec.json.decode(text, type=list[str | int | None])
    except msgspec.DecodeError:
        return [text]
    return [None if entry is None else str(entry).strip() or None for entry in entries]


def _spelling(kind: str) -> str:
    """The spelling of a type by its words; an email_hash or a phone_id is a code, whatever it is of."""
    words = kind.split("_")
    if not _CODES.isdisjoint(words):
        return "exact"
    return next((word for word in words if word in _BY_WORD), "exact")


def normalise(values: Array, spelling: str) -> Array:
    """Values in one spelling; null where nothing is left.

    >>> normalise(pa.array(["Mailto:Ana@Shop.example", "Ana <ana@shop.example>"]), "email").to_pylist()
    ['ana@shop.example', 'ana@shop.example']
    >>> normalise(pa.array(["0047 22 33 44 55", "(22) 33-44"]), "phone").to_pylist()
    ['+4722334455', '223344']
    """
    words = _SPELLINGS[spelling](values)
    return (
        words if spelling == "exact" else pc.if_else(pc.equal(words, ""), pa.scalar(None, words.type), words)
    )


def gather(named: Named, rows: int) -> Array:
    """One list of identifiers a row, without the blank ones."""
    offsets, items, places = interleave([values for _, values in named], rows)
    types = pa.array([each.type for each, _ in named], pa.string()).take(places)
    roles = pa.array([each.role for each, _ in named], pa.string()).take(places)
    entries = pa.StructArray.from_arrays([types, items, roles], fields=list(IDENTIFIER))
    return pa.ListArray.from_arrays(offsets, entries)


def interleave(values: Sequence[Array], rows: int) -> tuple[Array, Array, Array]:
    """Several columns as one list a row: list offsets, the known values, and which column each is from."""
    if not values:
        return pa.array(np.zeros(rows + 1, np.int32)), pa.array([], pa.string()), pa.array([], pa.int32())
    columns = len(values)
    known = np.stack([~null_mask(column) for column in values], axis=1)
    offsets = np.concatenate([[0], np.cumsum(known.sum(axis=1))]).astype(np.int32)
    row, column = np.nonzero(known)
    stacked = pa.concat_arrays(values) if columns > 1 else values[0]
    items = stacked.take(pa.array(column * rows + row))
    return pa.array(offsets), items, pa.array(column.astype(np.int32))


def _email(values: Array) -> Array:
    lowered = pc.utf8_lower(values)
    if pc.any(pc.match_substring_regex(lowered, pattern="^mailto:|<")).as_py():
        lowered = pc.replace_substring_regex(lowered, pattern=r"^mailto:", replacement="")
        lowered = pc.replace_substring_regex(
            lowered, pattern=r"^.*<([^<>@\s]+@[^<>\s]+)>.*$", replacement=r"\1"
        )
    return pc.utf8_trim_whitespace(lowered)


def _phone(values: Array) -> Array:
    """Digits with a leading plus; "00" is a plus, an extension and a trunk "(0)" are left out."""
    without_extension = pc.replace_substring_regex(
        pc.utf8_lower(values), pattern=r"\s*(ext\.?|x|#)\s*\d+$", replacement=""
    )
    without_trunk = pc.replace_substring_regex(without_extension, pattern=r"^(\+.*?)\(0\)", replacement=r"\1")
    digits = pc.replace_substring_regex(without_trunk, pattern=r"[^\d+]", replacement="")
    one_plus = pc.replace_substring_regex(digits, pattern=r"(\d)\++", replacement=r"\1")
    return pc.replace_substring_regex(one_plus, pattern=r"^(00|\++)", replacement="+")


def _digits(values: Array) -> Array:
    return pc.replace_substring_regex(values, pattern=r"\D", replacement="")


_BY_WORD = ("email", "phone")
_CODES = {"id", "hash", "hashed", "token", "md5", "sha1", "sha256"}
_SPELLINGS: dict[str, Callable[[Array], Array]] = {
    "email": _email,
    "phone": _phone,
    "lower": pc.utf8_lower,
    "upper": pc.utf8_upper,
    "digits": _digits,
    "exact": lambda values: values,
}
