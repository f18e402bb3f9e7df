"""Requests: whom they may reach, what is in them, and what happens to secrets (T11)."""

from __future__ import annotations

import socket
from ipaddress import ip_address, ip_network

import pytest

from jalon.compiler.ir.webhooks import Header, Secret
from jalon.deliver.senders import Accepted, Outcome, Refused, Request, Retry, Unknown
from jalon.deliver.senders.networks import Reach
from jalon.deliver.senders.webhook import Waits, WebhookSender
from jalon.deliver.templates import Plain, Sources, TemplateError, prepare
from jalon.deliver.templates.requests import request_body

from .hooks import LOOPBACK, dribbling, listening, sender

PRIVATE = (
    *("127.0.0.1", "10.0.0.1", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1"),
    *("0.0.0.0", "224.0.0.1", "192.0.0.8", "255.255.255.255", "::1", "::", "fe80::1", "fc00::1"),
    *("::ffff:10.0.0.1", "64:ff9b::a9fe:a9fe", "2002:7f00:1::", "fec0::1", "ff02::1"),
)


def request(url: str | Secret, *headers: Header) -> Request:
    """A request."""
    return Request("k" * 64, "", "crm", b"{}", 0, url=url, headers=headers)


def sent(way: WebhookSender, *requests: Request) -> list[Outcome]:
    """What becomes of requests."""
    try:
        return way.send_all(requests)
    finally:
        way.close()


@pytest.mark.parametrize("address", PRIVATE)
def test_nothing_in_a_private_network_can_be_reached(address: str) -> None:
    assert not Reach().may(ip_address(address), 443)


def test_only_the_usual_ports_of_the_public_web_can_be_reached() -> None:
    public, inside = ip_address("93.184.216.34"), ip_address("10.1.2.3")
    allowed = Reach((ip_network("10.1.0.0/16"),))
    assert [Reach().may(public, port) for port in (80, 443, 25)] == [True, True, False]
    assert (allowed.may(inside, 8080), allowed.may(ip_address("10.2.0.1"), 80)) == (True, False)


@pytest.mark.parametrize("host", ["127.0.0.1", "localhost", "2130706433", "[::1]", "0x7f.1"])
def test_another_spelling_of_this_machine_is_this_machine(host: str) -> None:
    with listening() as hooks:
        port = hooks.url.split(":")[2]
        [said] = sent(WebhookSender(), request(f"http://{host}:{port}"))
    assert isinstance(said, Refused)
    assert said.code == "blocked"
    assert hooks.taken == []


def test_the_host_is_told_by_its_name_though_the_address_is_fixed() -> None:
    with listening() as hooks:
        url = hooks.url.replace("127.0.0.1", "localhost")
        way = WebhookSender(reach=Reach((*LOOPBACK.allowed, ip_network("::1"))))
        assert sent(way, request(url)) == [Accepted("200")]
    assert hooks.taken[0].headers["host"].startswith("localhost:")


def test_a_redirect_is_not_followed_and_a_pause_is_kept() -> None:
    with listening(302, 503, Location="http://127.0.0.1:1/", Retry_After="120") as hooks:
        first, second = (sent(sender(), request(hooks.url))[0] for _ in range(2))
    assert isinstance(first, Retry)
    assert "redirects are not followed" in first.reason
    assert second == Retry("the answer was 503", 120_000)
    assert len(hooks.taken) == 2


def test_who_does_not_answer_holds_nobody_up_for_long() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
        way = WebhookSender(reach=LOOPBACK, waits=Waits(1, 0.05))
        said = sent(way, *map(request, [url] * 3))
    assert said == [Unknown("no answer within 0.05 seconds")] * 3


def test_who_dribbles_an_answer_holds_nobody_up_for_long() -> None:
    with dribbling() as url:
        way = WebhookSender(reach=LOOPBACK, waits=Waits(1, 1, whole=0.2))
        assert sent(way, request(url)) == [Unknown("no answer within 0.2 seconds")]


def test_where_nobody_listens_it_is_tried_again() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        url = f"http://127.0.0.1:{server.getsockname()[1]}"
    [said] = sent(sender(), request(url))
    assert isinstance(said, Retry)
    assert said.reason.startswith("no connection")


def test_where_the_name_is_not_known_there_was_no_request(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(*_: object, **__: object) -> None:
        raise socket.gaierror

    monkeypatch.setattr(socket, "getaddrinfo", unknown)
    said = Retry("the name of the machine is not known", reached=False)
    assert sent(sender(), request("https://hooks.example/x")) == [said]


def test_a_secret_is_in_the_request_and_in_no_word_about_it() -> None:
    token = Header(name="X-Token", value=Secret(env="TOKEN"))
    with listening() as hooks:
        way = sender(TOKEN="open sesame", URL=hooks.url)
        assert sent(way, request(Secret(env="URL"), token)) == [Accepted("200")]
        assert "sesame" not in repr(way) + repr(request(Secret(env="URL"), token))
        [unset] = sent(sender(URL=hooks.url), request(Secret(env="URL"), token))
        [broken] = sent(sender(URL=hooks.url, TOKEN="a\r\nb"), request(Secret(env="URL"), token))
    assert unset == Retry("the environment variable `TOKEN` is not set", reached=False)
    assert isinstance(broken, Retry)
    assert broken.reason == "the environment variable `TOKEN` is not one line of ASCII"


def test_an_address_that_is_no_name_is_refused_without_being_repeated() -> None:
    way = sender(URL=f"https://secret{'x' * 64}.example/hook")
    [said] = sent(way, request(Secret(env="URL")))
    assert said == Refused("blocked", "the host of the address is no name of a machine")


EVIL = '"}, "admin": true, {"\\'


@pytest.mark.parametrize(
    ("body", "value", "expected"),
    [
        ('{"a": "{{ v }}"}', EVIL, r'{"a": "\"}, \"admin\": true, {\"\\"}'),
        ('{"a": {{ v }}}', "1, 2", '{"a": "1, 2"}'),
        ('{"a": {{ v }}, "b": "x{{ v }}"}', None, '{"a": null, "b": "x"}'),
        ('{"\\"": {{ v }}}', True, '{"\\"": true}'),
        ('[{{ v }}, "{{ v }}"]', 12.5, '[12.5, "12.5"]'),
        (
            "[{% for x in v %}{{ x }}{% if not loop.last %},{% endif %}{% endfor %}]",
            [1, 2],
            "[1,2]",
        ),
        ("[{{ v }}]", {"x": [1]}, '[{"x": [1]}]'),
    ],
)
def test_a_value_in_json_is_never_more_than_a_value(body: str, value: Plain, expected: str) -> None:
    assert request_body(prepare(Sources(body)), {"v": value}, "json") == expected


def test_what_comes_out_as_no_json_is_an_error() -> None:
    with pytest.raises(TemplateError, match="not JSON"):
        request_body(prepare(Sources('{"a": {{ v }}')), {"v": 1}, "json")


def test_a_form_has_the_names_that_are_written_and_no_others() -> None:
    templates = prepare(Sources("a={{ v }}&b=1\nc = {{ v }}!"))
    assert (
        request_body(templates, {"v": "x&d=y\nz"}, "form")
        == "a=x%26d%3Dy%0Az&b=1&c=x%26d%3Dy%0Az%21"
    )
