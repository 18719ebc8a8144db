"""Identity rules: which identifiers are strong, which values are junk, and how many people is too many.

A document like any other. `linking` applies it; nothing here touches a table.
"""

import re
from typing import Annotated, Literal

import msgspec
import pyarrow as pa
import pyarrow.compute as pc

from desirepath.errors import DocumentError
from desirepath.interactions import folded
from desirepath.records import Record

__all__ = [
    "BLOCKLIST",
    "RUNS",
    "STRONG",
    "IdentityRules",
    "blocking_pattern",
    "blocks_runs",
    "cap_of",
    "is_strong",
    "strength",
]

STRONG = ("customer", "user", "contact", "member", "email", "loyalty", "phone")
_NO_NAME = r"test(er|ing)?|example|sample|e?-?mail|name|you|your[-_.]?e?mail|user|someone|nobody|fake|dummy"
_NOTHING = r"none|null|na|no|no[-_.]?e?mail|nowhere|unknown|anon(ymous)?|abc|asdf|a{3,}|x{3,}|a|x"
BLOCKLIST = (
    r"[(\[<]?(null|none|nil|nan|n/?a|undefined|unknown|anonymous|anon|guest|not[ _-]?set|empty|blank)[)\]>]?",
    r"test([ _-]?(user|customer|account|id|device))?\d*|default|dummy|sample|invalid|missing|string|value",
    r"true|false|nobody|someone|object|\[object object\]|-1|[-.?*_# ]+|x{2,}",
    r"[+({]?[0-]*0[0-]*[)}]?|f{8}-?f{4}-?f{4}-?f{4}-?f{12}",
    r"(no[-_.]?reply|do[-_.]?not[-_.]?reply|mailer-daemon|postmaster|bounces?)@.*",
    rf"({_NO_NAME}|{_NOTHING})@({_NO_NAME}|{_NOTHING}|domain)(\.[a-z.]+)?",
)
RUNS = (r"\+?9{5,}|\+?1{6,}|\+?0*1234567?8?9?0?",)  # somebody's customer number, but nobody's phone
NEVER_RUNS = ("email", "phone", "device", "cookie")


class IdentityRules(Record):
    """How identifiers seen together become people.

    Strong types belong to one person (a customer number, an e-mail); every other type is weak (a
    device, a cookie) and may be shared. A type is as strong as the strongest word in its name:
    `crm_contact` is a contact.
    """

    key: Annotated[str, msgspec.Meta(pattern=r"^[a-z0-9][a-z0-9_-]{0,63}$")] = "default"
    kind: Literal["identity_rules"] = "identity_rules"
    schema_version: Literal[1] = 1
    # The strongest first: a row belongs to its strongest identifier that links.
    strong: list[str] = msgspec.field(default_factory=lambda: list(STRONG))
    # Regular expressions for the whole value, in any case: such a value is junk and links nobody.
    blocklist: list[str] = msgspec.field(default_factory=lambda: list(BLOCKLIST))
    # The same for values of these types only: runs of digits, which are good numbers for a customer.
    runs: list[str] = msgspec.field(default_factory=lambda: list(RUNS))
    never_runs: list[str] = msgspec.field(default_factory=lambda: list(NEVER_RUNS))
    also_blocked: list[str] = []  # plain values of your own to block beside the patterns
    # A shorter value of this type is junk.
    shortest: dict[str, int] = msgspec.field(default_factory=lambda: {"email": 6, "phone": 6})
    # A strong value links up to this many values of any one other strong type (a customer number: three
    # e-mails); a weak value up to this many people. With more it is shared and links nobody.
    caps: dict[str, int] = {}
    strong_cap: int = 3  # for strong types that `caps` does not name
    weak_cap: int = 1  # for weak types that `caps` does not name
    crowd: int = 50  # a weak value seen with more than this many weak values of one type ties none together
    most_per_row: int = 16  # a row with more identifiers of its own than this is a list, not a person

    def __post_init__(self) -> None:
        """DocumentError for a pattern that the engine cannot match: it knows RE2, which looks neither
        ahead nor behind.
        """
        nothing = pa.array([""])
        for key, patterns in (("blocklist", self.blocklist), ("runs", self.runs)):
            for pattern in patterns:
                try:
                    pc.match_substring_regex(nothing, pattern)
                except pa.ArrowInvalid as error:
                    raise DocumentError(
                        f'"{pattern}" is not a regular expression as RE2 reads it ({error}). '
                        "RE2 knows no (?=…), (?!…), (?<…) and no back references.",
                        file=self.key,
                        key=key,
                    ) from None


def is_strong(rules: IdentityRules, kind: str) -> bool:
    """Whether an identifier of this type belongs to one person.

    >>> is_strong(IdentityRules(), "crm_contact"), is_strong(IdentityRules(), "device")
    (True, False)
    """
    return strength(rules, kind) < len(rules.strong)


def strength(rules: IdentityRules, kind: str) -> int:
    """The rank of a type, 0 for the strongest; all weak types rank alike, last.

    >>> [strength(IdentityRules(), kind) for kind in ("customer", "email", "device")]
    [0, 4, 7]
    """
    named = _word(kind, rules.strong)
    return len(rules.strong) if named is None else rules.strong.index(named)


def cap_of(rules: IdentityRules, kind: str) -> int:
    """The most that a value of this type may be seen with and still link.

    >>> cap_of(IdentityRules(caps={"phone": 1}), "home_phone"), cap_of(IdentityRules(), "device")
    (1, 1)
    """
    named = _word(kind, list(rules.caps))
    if named is not None:
        return rules.caps[named]
    return rules.strong_cap if is_strong(rules, kind) else rules.weak_cap


def shortest_of(rules: IdentityRules, kind: str) -> int:
    """The fewest characters that a value of this type can have and mean somebody."""
    named = _word(kind, list(rules.shortest))
    return 1 if named is None else rules.shortest[named]


def blocks_runs(rules: IdentityRules, kind: str) -> bool:
    """Whether a run of digits is junk as a value of this type.

    >>> blocks_runs(IdentityRules(), "home_phone"), blocks_runs(IdentityRules(), "customer")
    (True, False)
    """
    return _word(kind, rules.never_runs) is not None


def blocking_pattern(rules: IdentityRules, *, runs: bool = False) -> str:
    """One regular expression that matches the whole of every junk value, written in lower case.

    With `runs` it is the one for the types whose value is never a run of digits.

    >>> junk = re.compile(blocking_pattern(IdentityRules()))
    >>> [text for text in ("null", "000-000", "test@test.com", "ana@test.com", "7") if junk.match(text)]
    ['null', '000-000', 'test@test.com']
    >>> [bool(re.match(blocking_pattern(IdentityRules(), runs=runs), "123456")) for runs in (False, True)]
    [False, True]
    """
    patterns = [*rules.blocklist, *(rules.runs if runs else [])]
    plain = [re.escape(folded(value)) for value in rules.also_blocked]
    return "^(?:" + "|".join(f"(?:{pattern})" for pattern in [*patterns, *plain]) + ")$"


def _word(kind: str, names: list[str]) -> str | None:
    if kind in names:
        return kind
    words = set(kind.split("_"))
    return next((name for name in names if name in words), None)
