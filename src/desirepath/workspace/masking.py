"""Who may see personal data, and what everybody else sees in its place.

A masked value still tells two people apart for whoever knows them: an address keeps its first letter and its
domain, a number its ends.
"""

import re
from itertools import pairwise

from desirepath.maps import Audience

__all__ = ["LOCAL_ROLE", "masked", "masked_trait", "may_unmask"]

LOCAL_ROLE: Audience = "owner"  # whoever sits at this machine, until there are users
DOTS = "•••"
SHORT = 6
PERSONAL = frozenset(
    {
        "name", "firstname", "lastname", "surname", "fullname", "username", "email", "mail", "phone",
        "telephone", "tel", "msisdn", "mobile", "address", "street", "postcode", "zip", "birth", "birthday",
        "birthdate", "dateofbirth", "born", "dob", "iban", "ssn", "nationalid", "passport", "ip",
    }
)  # fmt: skip


def may_unmask(role: Audience) -> bool:
    """Whether this role may see personal data as it was told.

    >>> may_unmask("owner"), may_unmask("viewer")
    (True, False)
    """
    return role == "owner"


def masked(value: str) -> str:
    """An identifier without what would tell who it is.

    >>> masked("kari.berg@post.example"), masked("+4718504209"), masked("ana"), masked("usr_5d3fb830f02c9a")
    ('k•••@post.example', '+4•••09', '•••', 'us•••9a')
    """
    name, at, domain = value.rpartition("@")
    if at and name:
        return f"{name[0]}{DOTS}@{domain}"
    return DOTS if len(value) < SHORT else f"{value[:2]}{DOTS}{value[-2:]}"


def masked_trait(name: str, value: str) -> str:
    """A trait's value, masked where its name says that it is personal or it is an address.

    >>> masked_trait("plan", "Fibre 500"), masked_trait("first_name", "Kari"), masked_trait("note", "a@b.no")
    ('Fibre 500', '•••', 'a•••@b.no')
    """
    words = re.split(r"[^a-z]+", re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", name).lower())
    pairs = map("".join, pairwise(words))  # national_id, and customer_national_id
    is_personal = "".join(words) in PERSONAL or not PERSONAL.isdisjoint([*words, *pairs])
    return masked(value) if is_personal or re.search(r"\S@\S", value) else value
