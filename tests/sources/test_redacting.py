import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from desirepath.sources.redacting import redact, redact_text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("write to ana@example.org.", "write to [e-mail]."),
        ("Ana <ana.b+x@mail.example.co.uk>, bo@x.io", "Ana <[e-mail]>, [e-mail]"),
        ("jörg.müller@münchen.de schrieb", "[e-mail] schrieb"),
        ("анна@пример.рф пишет", "[e-mail] пишет"),
        ("ana (at) example.org", "[e-mail]"),
        ("ana＠example.org skrev", "[e-mail] skrev"),
        ("https://x.example/?email=ana%40example.org&a=1", "https://x.example/?email=[e-mail]&a=1"),
        ("mailto:ana@example.org?subject=hi", "mailto:[e-mail]?subject=hi"),
        ("follow @desirepath on x", "follow @desirepath on x"),
        ("two @ 5 each", "two @ 5 each"),
    ],
)
def test_e_mail_addresses_are_hidden(text: str, expected: str) -> None:
    assert redact_text(text) == expected


@pytest.mark.parametrize(
    "number",
    [
        "+47 912 34 567", "+4791234567", "0047 91 23 45 67", "912 34 567", "91 23 45 67", "+1 (555) 123-4567",
        "(555) 123-4567", "555-123-4567", "555.123.4567", "5551234567", "0170 1234567", "0170/1234567",
        "030-901820", "+49 (0)30 901820", "01 23 45 67 89", "01.23.45.67.89", "020 7946 0958", "07700 900123",
        "612 345 678", "+33\u00a06\u00a012\u00a034\u00a056\u00a078", "555\u2011123\u20114567",
        "+86 138 0013 8000", "91234567", "١٢٣٤٥٦٧٨٩٠", "015112345678",
    ],
)  # fmt: skip
def test_phone_numbers_are_hidden(number: str) -> None:
    assert redact_text(f"ring {number}, thanks") == "ring [phone], thanks"
    assert redact_text(f"電話{number}。") == "電話[phone]。"


def test_a_phone_number_at_the_end_of_a_sentence_is_hidden() -> None:
    assert redact_text("Ring meg på 91234567. 20250103 passer.") == "Ring meg på [phone]. 20250103 passer."


def test_a_phone_number_beside_a_date_is_hidden_and_the_date_stays() -> None:
    assert redact_text("rang 0170 1234567 on 01.02.2025 10:30") == "rang [phone] on 01.02.2025 10:30"
    assert redact_text("20250103 91234567, 91234568") == "20250103 [phone], [phone]"
    assert redact_text("2025-01-03 555-123-4567") == "2025-01-03 [phone]"


@pytest.mark.parametrize(
    "text",
    [
        "order 10442", "order #10442", "order 123456 arrived", "orders 1042, 1043 and 1044", "#1234567",
        "INV-2024-00123", "2025-01-03", "2025-01-03 10:00", "2025-01-03T10:00:05Z", "01.02.2025", "1/2/25",
        "01/02/2025 10:30:15", "10:00-11:30", "10:00:05", "from 2025-01-03 to 2025-02-04", "2024/2025",
        "20250103", "€1,299.00", "1.299,00 EUR", "12 345,67 kr", "1 234 567 kr", "1,234,567.89", "$49.99",
        "3 x 12,50", "100%", "version 3.11", "53.55, 9.99", "-122.419416", "room 4021", "zip 90210-1234",
        "2019 2020 2021", "50 000 people", "Route 66", "4.5/5", "1234567", "std::vector", "it's 10:00::ok",
        "B2B 24/7", "PO 4500", "¥12,800", "3,5 h", "0.99",
        "12345678.90 kr", "12345678,90 kr", "00:00", "a@b", "", "   ",
    ],
)  # fmt: skip
def test_orders_prices_dates_and_times_stay(text: str) -> None:
    assert redact_text(text) == text


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("card 4111 1111 1111 1111 exp 12/26", "card [card] exp 12/26"),
        ("4111111111111111", "[card]"),
        ("5500-0000-0000-0004!", "[card]!"),
        ("amex 3782 822463 10005", "amex [card]"),
        ("not a card 4111 1111 1111 1112", "not a card 4111 1111 1111 1112"),
        ("DE89 3704 0044 0532 0130 00 thanks", "[iban] thanks"),
        ("iban no9386011117947.", "iban [iban]."),
        ("GB29NWBK60161331926819", "[iban]"),
        ("FR14 2004 1010 0505 0001 3M02 606 please", "[iban] please"),
        ("DE00 3704 0044 0532 0130 00 is wrong", "DE00 3704 0044 0532 0130 00 is wrong"),
        ("from 192.168.1.10", "from [ip]"),
        ("from 2001:db8:85a3::8a2e:370:7334 today", "from [ip] today"),
        ("fe80::1ff:fe23:4567:890a", "[ip]"),
        ("version 1.2.3", "version 1.2.3"),
    ],
)
def test_cards_accounts_and_addresses_are_hidden(text: str, expected: str) -> None:
    assert redact_text(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("see https://ana:secret@shop.example/cart", "see https://[login]@shop.example/cart"),
        ("https://x.example/reset?token=abc123&step=2", "https://x.example/reset?token=[token]&step=2"),
        ("https://x.example/a?id=7&api_key=K-9_z#top", "https://x.example/a?id=7&api_key=[token]#top"),
        ("https://x.example/u/ana@example.org", "https://x.example/u/[e-mail]"),
        ("https://x.example/pricing?plan=pro", "https://x.example/pricing?plan=pro"),
        ("eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxIn0.abc-DEF_1", "[token]"),
    ],
)
def test_logins_and_tokens_in_links_are_hidden(text: str, expected: str) -> None:
    assert redact_text(text) == expected


def test_columns_keep_their_nulls_their_length_and_their_type() -> None:
    texts = ["ana@example.org", None, "", "ring 555-123-4567", "fine"]
    expected = ["[e-mail]", None, "", "ring [phone]", "fine"]
    assert redact(pa.array(texts)) == pa.array(expected)
    assert redact(pa.array(texts, pa.large_string())) == pa.array(expected, pa.large_string())
    chunked = pa.chunked_array([texts[:2], texts[2:]])
    assert redact(chunked).to_pylist() == expected
    assert redact(pa.array([], pa.string())) == pa.array([], pa.string())
    assert redact(pa.array([None], pa.string())) == pa.array([None], pa.string())


@settings(deadline=None, database=None)
@given(st.lists(st.text(st.sampled_from("a@.: +0123456789-(/é"), max_size=30), max_size=5))
def test_redacting_twice_changes_nothing_more_and_rows_do_not_touch(texts: list[str]) -> None:
    once = redact(pa.array(texts, pa.string()))
    assert once.to_pylist() == [redact_text(text) for text in texts]
    assert [redact_text(str(text)) for text in once.to_pylist()] == once.to_pylist()
