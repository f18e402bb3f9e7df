"""Every message we write is read back by the standard library, and says the same."""

from email import message_from_bytes, policy
from email.message import EmailMessage

from hypothesis import given
from hypothesis import strategies as st

from jalon.deliver.messages import Letter, compose, unsubscribe_by_mail, unsubscribe_by_page

KEY = "ab" * 32
TEXTS = st.text(alphabet=st.characters(exclude_categories=["Cc", "Cs"], include_characters="\n"))


def letter(text: str = "Hello", html: str | None = "<p>Hello</p>", subject: str = "Hi") -> Letter:
    headers = unsubscribe_by_page("https://t.example/u", "secret", KEY, (1, 2)).headers
    sender = "Trail & Co <hello@trail.example>"
    return Letter(sender, "ana@x.example", subject, text, html, f"<{KEY[:40]}@t>", 0, headers)


def read(content: bytes) -> EmailMessage:
    return message_from_bytes(content, policy=policy.default)


def body(message: EmailMessage, kind: str) -> str:
    part = message.get_body((kind,))
    assert part is not None
    return str(part.get_content()).replace("\r\n", "\n")


@given(TEXTS, TEXTS, TEXTS)
def test_a_message_comes_back_whole(text: str, html: str, subject: str) -> None:
    message = read(compose(letter(text, html, subject[:100].replace("\n", " "))))
    assert body(message, "plain").rstrip("\n") == text.rstrip("\n")
    assert body(message, "html").rstrip("\n") == html.rstrip("\n")
    assert [part.defects for part in message.walk()] == [[], [], []]
    assert str(message["subject"]).strip() == subject[:100].replace("\n", " ").strip()


@given(TEXTS)
def test_a_message_is_seven_bits_in_lines_that_every_server_takes(text: str) -> None:
    content = compose(letter(text, text))
    assert content.isascii()
    lines = content.split(b"\r\n")
    assert all(b"\r" not in line and b"\n" not in line and len(line) <= 998 for line in lines)
    assert content.endswith(b"\r\n")


def test_a_message_has_exactly_these_headers() -> None:
    message = read(compose(letter()))
    assert list(message) == [
        "Date",
        "From",
        "To",
        "Subject",
        "Message-ID",
        "List-Unsubscribe",
        "List-Unsubscribe-Post",
        "MIME-Version",
        "Content-Type",
    ]
    assert message["Date"] == "Thu, 01 Jan 1970 00:00:00 +0000"
    assert message["Message-ID"] == f"<{KEY[:40]}@t>"


def test_a_plain_message_has_one_part() -> None:
    message = read(compose(letter(html=None)))
    assert message.get_content_type() == "text/plain"
    assert body(message, "plain") == "Hello\n"


def test_the_same_letter_is_the_same_bytes() -> None:
    assert compose(letter()) == compose(letter())


def test_the_standard_librarys_smtp_policy_writes_the_same_texts() -> None:
    content = compose(letter("é\n.\nFrom x\n", "<p>é</p>"))
    again = message_from_bytes(content, policy=policy.SMTP).as_bytes()
    assert body(read(again), "plain") == "é\n.\nFrom x\n"
    assert read(again)["List-Unsubscribe"] == read(content)["List-Unsubscribe"]


def test_a_text_in_another_script_is_shorter_in_base64() -> None:
    content = compose(letter("こんにちは" * 100, None))
    assert b"Content-Transfer-Encoding: base64" in content
    assert body(read(content), "plain") == "こんにちは" * 100 + "\n"


def test_one_click_unsubscribes_on_a_page() -> None:
    way_out = unsubscribe_by_page("https://t.example/u/", "secret", KEY, (10, 255))
    assert way_out.url.startswith("https://t.example/u/1-a-ff-")
    assert dict(way_out.headers) == {
        "List-Unsubscribe": f"<{way_out.url}>",
        "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
    }
    assert f"List-Unsubscribe: <{'x' * 0}https://t.example/u" in compose(letter()).decode()


def test_the_token_of_a_page_holds_no_address_and_cannot_be_guessed() -> None:
    tokens = {
        unsubscribe_by_page("https://t", secret, key, (1, 2)).url
        for secret in ("a", "b")
        for key in (KEY, "cd" * 32)
    }
    assert len(tokens) == 4
    assert all(len(token.rpartition("-")[2]) == 32 and "@" not in token for token in tokens)


def test_without_a_page_one_unsubscribes_by_mail() -> None:
    way_out = unsubscribe_by_mail("hello+list@trail.example", KEY)
    expected = f"mailto:hello+list@trail.example?subject=unsubscribe%20{KEY[:40]}"
    assert way_out.url == expected
    assert way_out.headers == (("List-Unsubscribe", f"<{expected}>"),)
