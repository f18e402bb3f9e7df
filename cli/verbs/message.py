"""`jalon message`: what a message would say to one contact now; nothing is sent."""

from __future__ import annotations

from argparse import Namespace

from ...runtime.store import Store
from ...runtime.trace import similar
from ..arguments import Parser
from ..exit import Exit
from ..failure import Failure, meant, unknown
from ..options import add_database, database
from ..preparing import prepared
from ..programs import compiled
from ..stores import clock_of, trying
from ..templating import check_template


def declare(parser: Parser) -> None:
    """Adds the arguments of `jalon message`."""
    parser.add_argument("message", metavar="MESSAGE", help="the name of an email or sms")
    parser.add_argument(
        "--contact",
        metavar="CONTACT",
        required=True,
        help="an email address, or the contact's id: the latest cart or order is the one shown",
    )
    parser.add_argument("--html", action="store_true", help="the page, and not the text beside it")
    add_database(parser)


def run(options: Namespace) -> Exit:
    """Prints the subject and the text, or the page; the database is left as it was."""
    program = compiled(options.project, templates=check_template)
    if program is None:
        return Exit.FINDINGS
    names = [message.name for message in program.messages]
    if options.message not in names:
        raise unknown("message", options.message, names)
    from ...deliver.samples import Sample, sample
    from ...deliver.templates import TemplateError

    with trying(database(options)) as store, prepared(store, program):
        wanted = Sample(program, options.message, options.contact, clock_of(store).now())
        try:
            found = sample(store, wanted)
        except TemplateError as error:
            raise Failure(f"this contact would not get it: {error}") from None
        if found is None:
            raise Failure(f"there is no contact `{options.contact}`", guess(store, options.contact))
    if options.html and found.html:
        print(found.html)
    else:
        print(f"{found.subject}\n\n{found.text}".strip())
    return Exit.OK


def guess(store: Store, contact: str) -> str:
    """Who may have been meant."""
    return meant(contact, similar(store, contact, 2)) or "is the address right?"
