"""A value in HTML is escaped for the place it stands in."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.deliver.templates.escaping import as_address
from jalon.deliver.templates.markup import pieces

from .rendering import failure, page

PLACES = [
    ("<p>{{ x }}</p>", '<a> & "b"', "<p>&lt;a&gt; &amp; &quot;b&quot;</p>"),
    ('<p title="{{ x }}">', '" onclick="', '<p title="&quot; onclick=&quot;">'),
    ("<p title='{{ x }}'>", "' onclick='", "<p title='&#x27; onclick=&#x27;'>"),
    ('<a href="{{ x }}">', "https://t/a b?c=d&e=f", '<a href="https://t/a%20b?c=d&amp;e=f">'),
    ('<a href="{{ x }}">', "mailto:a@x.example", '<a href="mailto:a@x.example">'),
    ('<a href="{{ x }}">', "/relative?x=1", '<a href="/relative?x=1">'),
    ('<a href="{{ x }}">', "javascript:alert(1)", '<a href="#">'),
    ('<a href="{{ x }}">', "JavaScript&colon;alert(1)", '<a href="JavaScript&amp;colon;alert(1)">'),
    ('<a href="{{ x }}">', " java\nscript:alert(1)", '<a href="#">'),
    ('<a href="{{ x }}">', "data:text/html,x", '<a href="#">'),
    ('<a href="{{ x }}">', "vbscript:x", '<a href="#">'),
    ('<a HREF="{{ x }}">', "javascript:alert(1)", '<a HREF="#">'),
    ('<a href="https://t/{{ x }}">', "a b/../c?d", '<a href="https://t/a%20b/../c%3Fd">'),
    ('<a href="https://t/?q={{ x }}">', "a&b=c#d", '<a href="https://t/?q=a%26b%3Dc%23d">'),
    ('<a href="{{ y }}{{ x }}">', "javascript:x", '<a href="#">'),
    ('<img src="{{ x }}">', "javascript:x", '<img src="#">'),
    ('<p style="a: {{ x }}">', "red; b: url(x)", '<p style="a: red b urlx">'),
    ("<!-- {{ x }} -->", "--><script>", "<!-- --&gt;&lt;script&gt; -->"),
    ("<title>{{ x }}</title>", "</title>", "<title>&lt;/title&gt;</title>"),
    ('<!--[if mso]><a href="{{ x }}"><![endif]-->', "a:b", '<!--[if mso]><a href="#"><![endif]-->'),
]
REFUSED = [
    ("<a href={{ x }}>", "put quotes around the value of `href`"),
    ("<{{ x }}>", "the name of a tag"),
    ("<p {{ x }}>", "the name of a tag or of an attribute"),
    ('<p {{ x }}="y">', "the name of a tag or of an attribute"),
    ("<p data-{{ x }}='y'>", "the name of a tag or of an attribute"),
    ("<style>{{ x }}</style>", "a value cannot stand inside <style>"),
    ("<script>{{ x }}</script>", "a value cannot stand inside <script>"),
    ("<script>{{ x }}", "a value cannot stand inside <script>"),
    ('<p onclick="{{ x }}">', "a value cannot stand in `onclick`"),
    ("<!--[if {{ x }}]> <![endif]-->", "a value cannot stand inside <if>"),
]


def inner(body: str, x: str) -> str:
    return page(f"<html>{body}", "html", x=x, y="").partition("</div>")[2].replace("<html>", "")


@pytest.mark.parametrize(("body", "value", "expected"), PLACES)
def test_a_value_is_escaped_for_its_place(body: str, value: str, expected: str) -> None:
    assert inner(body, value) == expected


@pytest.mark.parametrize(("body", "expected"), REFUSED)
def test_a_value_may_not_stand_where_nothing_makes_it_safe(body: str, expected: str) -> None:
    assert expected in failure(body, "html", x="x")


@given(st.text(max_size=60))
def test_no_value_makes_a_tag_or_an_attribute(value: str) -> None:
    link = '<a href="{{ x }}">b</a><!-- {{ x }} -->'
    body = '<p title="{{ x }}" style="a: {{ x }}">{{ x }}' + link + "</p>"
    made = list(pieces(inner(body, value)))
    tags = [(p.name, [name for name, _ in p.attributes()]) for p in made if p.kind == "tag"]
    assert tags == [("p", ["title", "style"]), ("a", ["href"]), ("/a", []), ("/p", [])]


@given(st.text(max_size=60))
def test_no_address_has_a_scheme_that_is_not_listed(value: str) -> None:
    head, colon, _ = as_address(value).partition(":")
    schemes = {"http", "https", "mailto", "tel", "sms"}
    assert not colon or set(head) & set("/?#") or head.lower() in schemes


@given(st.text(alphabet="<>!-[]/ab=\"' \n&;", max_size=80))
def test_the_pieces_of_any_html_are_the_whole_of_it(html: str) -> None:
    assert "".join(piece.source for piece in pieces(html)) == html
