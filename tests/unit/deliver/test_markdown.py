"""Markdown bodies: what the author wrote is markup, what the data says is text."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jalon.deliver.templates import Sources, prepare, render
from jalon.deliver.templates.markup import pieces
from jalon.deliver.templates.shapes import MOST_SHAPES

from .rendering import CART, failure, page, rendered, text

HOSTILE = [
    "**bold**",
    "[click](https://evil.example)",
    "![x](https://evil.example/pixel.gif)",
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "</p><h1>big</h1>",
    "# heading",
    "- item",
    "1. item",
    "> quote",
    "```code```",
    "`code`",
    "a | b",
    "<https://evil.example>",
    "[ref]: https://evil.example",
    "---",
    "&lt;b&gt;",
    "\\*",
    "{{ contact.email }}",
    "{% if true %}x{% endif %}",
    "qzv0vzq",
    '" onmouseover="alert(1)',
    "x\n\n# heading",
    "x\r\n\r\n<h1>",
]


def shape(html: str) -> list[str]:
    """The tags of a page, without what is in them."""
    return [f"{p.name} {[n for n, _ in p.attributes()]}" for p in pieces(html) if p.kind == "tag"]


def greeting(name: str) -> str:
    body = (
        "# Hi {{ c.name }}\n\n- **{{ c.name }}** said `{{ c.name }}` [{{ c.name }}](/{{ c.name }})"
    )
    return page(body, c={"name": name})


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_name_stays_a_name(name: str) -> None:
    assert shape(greeting(name)) == shape(greeting("Ana"))


@given(st.text(max_size=50))
def test_no_name_changes_the_shape_of_a_message(name: str) -> None:
    assert shape(greeting(name)) == shape(greeting("Ana"))


def test_a_value_is_written_as_text() -> None:
    assert page("{{ x }}", x="<b>*a* & b</b>") == "<p>&lt;b&gt;*a* &amp; b&lt;/b&gt;</p>"


def test_a_value_can_stand_in_emphasis_links_and_code() -> None:
    body = "**{{ x }}** _{{ x }}_ [{{ x }}](https://t/{{ x }}) `{{ x }}`"
    assert page(body, x="a b") == (
        "<p><strong>a b</strong> <em>a b</em> "
        '<a href="https://t/a%20b">a b</a> <code>a b</code></p>'
    )


def test_a_repeated_line_makes_one_list() -> None:
    body = "{% for l in cart.lines %}\n- {{ l.quantity }} × {{ l.name }}\n{% endfor %}"
    assert page(body) == "<ul>\n<li>2 × Trail Shoe</li>\n<li>1 × Socks</li>\n</ul>"


def test_a_repeated_line_makes_rows_of_one_table() -> None:
    row = "| {{ l.name }} | {{ l.price | money }} |"
    body = f"| what | price |\n|---|---|\n{{% for l in cart.lines %}}\n{row}\n{{% endfor %}}"
    made = page(body, cart={**CART, "lines": [{"name": "a | b", "price": 1, "currency": "EUR"}]})
    assert "<td>a | b</td>\n<td>€1.00</td>" in made
    assert made.count("<table>") == 1


def test_an_address_in_angle_brackets_is_a_link() -> None:
    assert page("<{{ cart.url }}>") == (
        '<p><a href="https://t/c/1?a=1&amp;b=2">https://t/c/1?a=1&amp;b=2</a></p>'
    )


def test_the_ways_through_a_template_are_kept_apart() -> None:
    body = "{% if x %}**{{ x }}**{% else %}none{% endif %}"
    assert [page(body, x=x) for x in ("a", "", "b")] == [
        "<p><strong>a</strong></p>",
        "<p>none</p>",
        "<p><strong>b</strong></p>",
    ]


def test_any_number_of_ways_through_a_template_works() -> None:
    templates = prepare(Sources("{% for x in xs %}{{ x }} {% endfor %}", "markdown"))
    for size in (*range(300), *range(300)):
        made = render(templates, {"xs": ["y"] * size})
        assert made.text.count("y") == size
    assert templates.shapes is not None
    assert len(templates.shapes.known) == MOST_SHAPES


def test_the_page_has_the_subject_and_a_hidden_preheader() -> None:
    html = rendered("Hello", "markdown").html or ""
    assert html.startswith("<!doctype html>")
    assert "<title></title>" in html
    assert '<div style="display:none' in html


def test_a_whole_page_keeps_its_own_frame() -> None:
    html = rendered("<html><body class='x'><p>{{ x }}</p></body></html>", "html", x="<i>").html
    assert html is not None
    assert html.startswith("<html><body class='x'><div style=\"display:none")
    assert html.endswith("<p>&lt;i&gt;</p></body></html>")


def test_plain_text_has_no_page() -> None:
    assert rendered("Hello").html is None
    assert text("**{{ x }}** <b>", x="<i>") == "**<i>** <b>"


def test_mjml_becomes_a_page() -> None:
    pytest.importorskip("mjml")
    body = (
        "<mjml><mj-body><mj-section><mj-column><mj-text>Hi {{ x }}</mj-text>"
        '<mj-button href="{{ cart.url }}">Go</mj-button></mj-column></mj-section></mj-body></mjml>'
    )
    made = rendered(body, "mjml", x="<b>Ana</b>")
    assert "Hi &lt;b&gt;Ana&lt;/b&gt;" in (made.html or "")
    assert 'href="https://t/c/1?a=1&amp;b=2"' in (made.html or "")
    assert made.text == "Hi <b>Ana</b>\n\nGo (https://t/c/1?a=1&b=2)\n"


def test_what_is_not_mjml_is_a_sentence() -> None:
    pytest.importorskip("mjml")
    assert "this is not MJML" in failure("<mjml><mj-body><mj-oops>", "mjml")


def test_mjml_without_its_package_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "mjml", None)
    assert "pip install 'jalon[mjml]'" in failure("<mjml></mjml>", "mjml")
