"""Texts as exact numbers: decimals with nine digits after the point, never floats.

Handles decimal commas, thousands separators, currency signs and accountants' minus signs, and
refuses what could be read two ways: with a decimal point, "12,50" is not a number.
"""

import re
from decimal import Decimal, InvalidOperation

import pyarrow as pa

from desirepath.interactions.arrays import Array, null_mask, pc
from desirepath.interactions.texts import Batch, complain

__all__ = ["DECIMAL", "decimals", "decimals_or_complain"]

DECIMAL = pa.decimal128(28, 9)
_NINE_PLACES = Decimal("0.000000001")
_LARGEST = Decimal(10) ** 18
_NOISE = re.compile(r"[^\d.,()+\-eE−]|(?<!\d)[eE]|[eE](?![+\-]?\d)")
_GROUPED = {
    ".": re.compile(r"^[+-]?(\d{1,3}(,\d{2,3})*,\d{3}|\d+)?(\.\d*)?([eE][+-]?\d+)?$"),
    ",": re.compile(r"^[+-]?(\d{1,3}(\.\d{2,3})*\.\d{3}|\d+)?(,\d*)?([eE][+-]?\d+)?$"),
}


def decimals(texts: Array, *, decimal: str = ".") -> Array:
    """Every text as a decimal, null where it is not a number.

    >>> decimals(pa.array(["1.234,50", "(3,00)", "€ 7", "x"]), decimal=",").to_pylist()
    [Decimal('1234.500000000'), Decimal('-3.000000000'), Decimal('7.000000000'), None]
    """
    if decimal == ".":
        try:
            return pc.cast(texts, DECIMAL)
        except pa.ArrowInvalid:
            pass
    words = pc.dictionary_encode(texts)
    if isinstance(words, pa.ChunkedArray):
        words = words.combine_chunks()
    parsed = pa.array([_decimal(word, decimal) for word in words.dictionary.to_pylist()], DECIMAL)
    return parsed.take(words.indices)


def decimals_or_complain(batch: Batch, texts: Array, what: str, *, decimal: str = ".") -> Array:
    """Every text as a decimal; rows where it is not a number go to quarantine."""
    parsed = decimals(texts, decimal=decimal)
    if parsed.null_count > texts.null_count:
        mark = "comma" if decimal == "," else "point"
        bad = null_mask(parsed) & ~null_mask(texts)
        complain(batch, bad, f"{what} {{}} is not a number with a decimal {mark}", texts)
    return parsed


def _decimal(text: str, decimal: str) -> Decimal | None:
    plain = _NOISE.sub("", text).replace("−", "-")
    if not any(sign.isdigit() for sign in plain) or _has_words(text):
        return None
    if plain.startswith("(") and plain.endswith(")"):
        plain = f"-{plain[1:-1]}"
    elif plain.endswith("-"):
        plain = f"-{plain[:-1]}"
    if not _GROUPED[decimal].match(plain):
        return None
    other = "," if decimal == "." else "."
    return _exact(plain.replace(other, "").replace(decimal, "."))


def _exact(plain: str) -> Decimal | None:
    try:
        number = Decimal(plain)
        return number.quantize(_NINE_PLACES) if abs(number) < _LARGEST else None
    except InvalidOperation:
        return None


def _has_words(text: str) -> bool:
    """More letters than a currency code or sign has: "12 apples" is not an amount."""
    return bool(re.search(r"[^\W\d_]{4,}", text)) or bool(re.search(r"\d\s*[^\W\d_]+\s*\d", _without_e(text)))


def _without_e(text: str) -> str:
    return re.sub(r"(?<=\d)[eE](?=[+\-]?\d)", "", text)
