"""The text alternative says what the page says."""

import pytest

from jalon.deliver.templates.plain_text import from_html

from .rendering import rendered

CASES = [
    ("<p>one</p><p>two</p>", "one\n\ntwo\n"),
    ("<h1>Title</h1>\n<p>one\n  two</p>", "Title\n\none two\n"),
    ("<p>a<br>b<br/>c</p>", "a\nb\nc\n"),
    ("<p>a <b>b</b> <i>c</i>d</p>", "a b cd\n"),
    ('<a href="https://t/1">go</a>', "go (https://t/1)\n"),
    ('<a href="https://t/1">https://t/1</a>', "https://t/1\n"),
    ('<a href="mailto:a@b.example">a@b.example</a>', "a@b.example\n"),
    ('<a href="#top">up</a>', "up\n"),
    ('<a href="https://t/1"><img src="x" alt="Shop"></a>', "Shop (https://t/1)\n"),
    ('<a href="https://t/1"><img src="x"></a>', "https://t/1\n"),
    ("<ul><li>a</li><li>b</li></ul><p>c</p>", "- a\n- b\n\nc\n"),
    ("<ol><li>a</li><li>b</li></ol>", "1. a\n2. b\n"),
    ("<ul><li>a<ul><li>b</li></ul></li><li>c</li></ul>", "- a\n  - b\n- c\n"),
    ("<ul><li><p>a</p></li><li><p>b</p></li></ul>", "- a\n- b\n"),
    ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td><td></td></tr></table>", "a b\nc\n"),
    ("<pre>a\n  b</pre>", "a\n  b\n"),
    ("<p>a</p><hr><p>b</p>", "a\n\n----\n\nb\n"),
    ("<p>&eacute;&amp;&lt;b&gt;&#8364;</p>", "é&<b>€\n"),
    ("<head><title>no</title></head><style>x</style><script>y</script><p>yes</p>", "yes\n"),
    ('<div style="display: none">no<p>no</p></div><p>yes</p>', "yes\n"),
    ("<!-- no --><!--[if mso]><p>outlook</p><![endif]--><p>yes</p>", "outlook\n\nyes\n"),
    ("</p></ul></a></pre>x", "x\n"),
    ("", "\n"),
]


@pytest.mark.parametrize(("html", "expected"), CASES)
def test_html_reads_as_text(html: str, expected: str) -> None:
    assert from_html(html) == expected


def test_values_are_not_escaped_in_text() -> None:
    made = rendered("# {{ x }}\n\n[{{ x }}]({{ cart.url }})", "markdown", x="<b> & *c*")
    assert made.text == "<b> & *c*\n\n<b> & *c* (https://t/c/1?a=1&b=2)\n"


def test_a_value_is_one_line_of_the_text() -> None:
    assert rendered("{{ x }}", "markdown", x="a\n\n-- \nb").text == "a -- b\n"
