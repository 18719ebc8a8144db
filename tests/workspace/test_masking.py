"""Which traits are personal, by the words of their names."""

import pytest

from desirepath.workspace.masking import masked_trait

VALUE = "plain as it was told"


@pytest.mark.parametrize(
    "name",
    [
        "telephone", "tel", "Tel.", "msisdn", "mobile", "mobile_2", "birth", "birth_year", "dateOfBirth",
        "birthday", "dob", "ip", "clientIP", "IPAddress", "last-ip", "ip4", "ssn", "national_id",
        "nationalId", "customer.national id", "passport", "passport_no", "first_name", "e-mail",
    ],
)  # fmt: skip
def test_a_personal_trait_is_masked(name: str) -> None:
    assert masked_trait(name, VALUE) == "pl•••ld"


@pytest.mark.parametrize(
    "name",
    [
        "plan", "ship", "shipping", "tip", "zipper", "recipe", "hotel", "telling", "birthplaces", "dobby",
        "national", "id", "national_team", "mobility", "passports_sold", "region", "membership",
    ],
)  # fmt: skip
def test_a_word_that_only_holds_such_letters_is_not(name: str) -> None:
    assert masked_trait(name, VALUE) == VALUE
