"""The built-in e-mails, one file per language: the subject, the preheader, a line, the body."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from ..ir.messages import Email
from ..project import LANGUAGES
from ..resolve.sends import BUILT_IN, ORDER

RULE: Final = "\n---\n"


@cache
def builtin_email(kind: str, name: str, usual: str = LANGUAGES[0]) -> Email:
    """The built-in e-mail for a kind of starting point, under the name it is sent by.

    Its templates choose the contact's language themselves; `usual` is for everybody whose
    language it does not speak. What tells of an order is transactional (SP-69). A kind without
    one: KeyError.
    """
    if kind not in BUILT_IN:
        raise KeyError(kind)
    texts = {one: parts(kind, one) for one in sorted(LANGUAGES, key=lambda one: one != usual)}
    subject, preheader, body = (
        choice({language: text[part] for language, text in texts.items()}) for part in range(3)
    )
    return Email(
        name=name,
        subject=subject,
        preheader=preheader,
        purpose="transactional" if kind.startswith(ORDER) else "marketing",
        body=body,
    )


def parts(kind: str, language: str) -> tuple[str, str, str]:
    """Subject, preheader and body of one file."""
    folder = files(__name__.rpartition(".")[0])
    text = folder.joinpath(f"{kind}.{language}.md").read_text("utf-8")
    head, _, body = text.partition(RULE)
    subject, preheader = head.splitlines()
    return subject, preheader, body.strip()


def choice(texts: dict[str, str]) -> str:
    """One template that shows each contact the text in her language, the first one by default."""
    (_, usual), *others = texts.items()
    template = usual
    for language, text in others:
        test = f"(contact.language or '') is startingwith '{language}'"
        template = f"{{% if {test} %}}{text}{{% else %}}{template}{{% endif %}}"
    return template
