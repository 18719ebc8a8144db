"""Personal data in free text, replaced by the name of what stood there.

Addresses of all kinds are found by Arrow over whole columns; numbers, which need a check sum or a second
look (a card, an IBAN, a phone number and not a date), one text at a time, where a text has enough digits.
It prefers hiding a harmless long number to showing a phone number. Names of people are not found.
"""

import ipaddress
import re
from typing import Any, TypeAlias

import pyarrow as pa
import pyarrow.compute as pc

__all__ = ["redact", "redact_text"]

PRIVATE = r"[\w.-]*(?:token|key|sig|signature|secret|passw(?:or)?d|pwd|auth|session|sid|jwt|code)"
OCTET = r"(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)"
AT = r"(?:[@＠]|%40)"  # %40: in a URL
PART = r"[^\s@＠,;:<>()\[\]{}\"/?=&#!|]"  # of an e-mail address, in any script (RFC 6531)
LABEL = r"[^\s@＠.．,;:<>()\[\]{}\"/?=&#!|。、,]"
# In this order: "ana:pw@host" in a URL is a login and no e-mail address.
ADDRESSES = (
    (r"(://)[^/\s@]+@", r"\1[login]@"),
    (rf"(?i)([?&#;]{PRIVATE}=)[^&\s#;]+", r"\1[token]"),
    (r"\beyJ[\w-]{8,}\.[\w-]+\.[\w-]*", "[token]"),
    (rf"{PART}+(?:{AT}|\s?[\[(]at[\])]\s?){LABEL}+(?:[.．]{LABEL}+)+", "[e-mail]"),
    (rf"(^|[^\d.])(?:{OCTET}\.){{3}}{OCTET}\b", r"\1[ip]"),
)
HAS_ADDRESS = r"(?i)[@＠]|%40|\bat[\])]|://|[?&#;][\w.-]+=|\beyJ|\d\.\d{1,3}\.\d"
HAS_NUMBER = r"\d(?:[^\d]{0,5}\d){6}|[٠-٩۰-۹०-९０-９]{3}|(?i)[0-9a-f]*:[0-9a-f:]*:[0-9a-f]|[A-Z]{2}\d{2}"

DASH = r"\-\u2010-\u2014"
IBAN = re.compile(r"\b[A-Za-z]{2}\d{2}(?:[ \u00a0-]?[A-Za-z0-9]){11,30}\b")
CARD = re.compile(rf"(?<![\d#])\d(?:[ \u00a0{DASH}]?\d){{12,18}}(?!\d)")
IPV6 = re.compile(r"(?<![\w:])[0-9A-Fa-f]{0,4}(?::[0-9A-Fa-f]{0,4}){2,7}(?![\w:])")
PHONE = re.compile(  # letters of other scripts may stand right beside it: 電話090...
    rf"(?<![A-Za-z\d_#{DASH}])(?<!\d[.,])(?:\+|\()?\d(?:[\s.()/{DASH}]{{0,3}}\d){{6,16}}(?![A-Za-z\d_])"
)
# What holds many digits and is no phone number; phone numbers are looked for between these.
BARRIER = re.compile(
    rf"(?<![\d./{DASH}+(])"
    r"(\d{4}[-./]\d{1,2}[-./]\d{1,2}|\d{1,2}([-./])\d{1,2}\2(?:\d{4}|\d{2})|\d{1,2}:\d{2}(?::\d{2})?"
    r"|(?:19|20)\d\d[-–/](?:19|20)\d\d)"
    r"(?![-./]?\d)"
)
GROUP = re.compile(r"\d+")
EIGHT = re.compile(r"(?<!\d)\d{8}(?!\d)")  # a whole number in Norway and Denmark
DAY = re.compile(r"(?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])")
DECIMAL = re.compile(r"\d+\.\d+")
CENTS = re.compile(r",\d{1,2}(?!\d)")
PAIRS_OR_TRIPLES = {(2, 2, 2, 2), (3, 2, 3), (3, 3, 3), (2, 3, 2, 2), (3, 3, 4), (3, 4), (4, 4), (3, 2, 2, 2)}
ZIP_PLUS_4 = (5, 4)

Texts: TypeAlias = "pa.Array[Any] | pa.ChunkedArray[Any]"


def redact(texts: Texts) -> Texts:
    """The texts with personal data replaced by [e-mail], [phone], [card], [iban], [ip], [login] or [token].

    Nulls stay null. Dates, times, prices and order numbers of up to six digits stay as they are.

    >>> redact(pa.array(["Call +47 912 34 567 about order 10442", None])).to_pylist()
    ['Call [phone] about order 10442', None]
    """
    if isinstance(texts, pa.ChunkedArray):
        return pa.chunked_array([redact(texts.combine_chunks())], texts.type)
    found = _where(texts, HAS_ADDRESS)
    if found is not None:
        hidden = texts.filter(found)
        for pattern, name in ADDRESSES:
            hidden = pc.replace_substring_regex(hidden, pattern, name)
        texts = pc.replace_with_mask(texts, found, hidden)
    found = _where(texts, HAS_NUMBER)
    if found is not None:
        numbers = [_without_numbers(str(text)) for text in texts.filter(found).to_pylist()]
        texts = pc.replace_with_mask(texts, found, pa.array(numbers, texts.type))
    return texts


def redact_text(text: str) -> str:
    """One text redacted, as `redact` does whole columns.

    >>> redact_text("from ana@example.org, 2025-01-03 10:00, paid 1,299.00")
    'from [e-mail], 2025-01-03 10:00, paid 1,299.00'
    """
    return str(redact(pa.array([text]))[0].as_py())


def _where(texts: Texts, pattern: str) -> Any:
    matches: Any = pc.match_substring_regex(texts, pattern)
    found = matches.fill_null(False)
    return found if pc.any(found).as_py() else None


def _without_numbers(text: str) -> str:
    """The text without numbers of people; what a replaced number stood in the way of is found too."""
    hidden = _numbers_hidden(text)
    return text if hidden == text else _without_numbers(hidden)


def _numbers_hidden(text: str) -> str:
    text = IBAN.sub(_iban, text)
    text = CARD.sub(_card, text)
    text = IPV6.sub(_ipv6, text)
    parts = []
    end = 0
    for barrier in BARRIER.finditer(text):
        parts += [PHONE.sub(_phone, text[end : barrier.start()]), barrier[0]]
        end = barrier.end()
    return "".join([*parts, PHONE.sub(_phone, text[end:])])


def _iban(found: re.Match[str]) -> str:
    """The match with its longest beginning that is an IBAN (ISO 13616, mod 97 is 1) replaced."""
    text = found[0]
    for end in range(len(text), 14, -1):
        if text[end : end + 1].isalnum():
            continue
        code = re.sub(r"[^A-Za-z0-9]", "", text[:end]).upper()
        if len(code) < 15:
            break
        turned = code[4:] + code[:4]
        if int("".join(str(int(letter, 36)) for letter in turned)) % 97 == 1:
            return f"[iban]{text[end:]}"
    return text


def _card(found: re.Match[str]) -> str:
    return "[card]" if _luhn(_digits(found[0])) else found[0]


def _luhn(digits: str) -> bool:
    """Whether the check digit of a card number is right (ISO/IEC 7812-1)."""
    doubled = [int(digit) * (1 + position % 2) for position, digit in enumerate(reversed(digits))]
    return sum(number - 9 if number > 9 else number for number in doubled) % 10 == 0


def _ipv6(found: re.Match[str]) -> str:
    text = found[0]
    try:
        ipaddress.IPv6Address(text)
    except ValueError:
        return text
    return "[ip]" if sum(character != ":" for character in text) >= 3 else text


def _phone(found: re.Match[str]) -> str:
    text = found[0]
    if _is_phone(text):
        return "[phone]"
    is_amount = CENTS.match(found.string, found.end()) or _is_decimal(text)
    return text if is_amount else EIGHT.sub(_eight, text)


def _eight(found: re.Match[str]) -> str:
    return found[0] if DAY.fullmatch(found[0]) else "[phone]"


def _is_decimal(text: str) -> bool:
    return DECIMAL.fullmatch(text) is not None


def _is_phone(text: str) -> bool:
    digits = _digits(text)
    groups = tuple(len(group) for group in GROUP.findall(text))
    if text[0] == "+" or digits.startswith("00"):
        return 7 <= len(digits) <= 17
    if text[0] in "(0":
        return 8 <= len(digits) <= 13
    if len(groups) == 1:
        return 9 <= len(digits) <= 13
    return not _is_decimal(text) and (groups in PAIRS_OR_TRIPLES or _is_grouped_number(groups, len(digits)))


def _is_grouped_number(groups: tuple[int, ...], digits: int) -> bool:
    """A long number in groups that are neither years nor thousands."""
    is_thousands = set(groups[1:]) == {3} and groups[0] <= 3
    return 9 <= digits <= 15 and set(groups) != {4} and groups != ZIP_PLUS_4 and not is_thousands


def _digits(text: str) -> str:
    return "".join(character for character in text if character.isdigit())
