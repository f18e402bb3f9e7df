"""What the tests of consent say and ask: contacts, statements, and what may be sent."""

from __future__ import annotations

from jalon.compiler.sql import postgres
from jalon.compiler.sql.statement import Statement
from jalon.runtime.consent.decision import forget, gather, rule
from jalon.runtime.intake import ContactRow, add_contacts
from jalon.runtime.store import Store
from tests.both import opened

ASK = """
INSERT INTO asking (enrollment_id, node_id, contact_id, channel, purpose, topic, at, late, again,
    abroad)
SELECT 1, 1, c.id, :channel, :purpose, :topic, CAST(:at AS INTEGER), 0, 0, 0 FROM contact AS c
"""
NOW = 1_772_366_400_000
DAY = 86_400_000


def statement(text: str) -> Statement:
    """Any statement without values: the same words for both stores."""
    return Statement(text)


def said(store: Store, text: str) -> Statement:
    """A statement with values, in the words of the store."""
    return Statement(text if store.dialect == "sqlite" else postgres.query(text))


def ready() -> Store:
    """A store that contacts can come to."""
    store = opened()
    store.write(statement("INSERT INTO zone (id, name) VALUES (0, 'UTC')"))
    return store


def contact(store: Store, key: str, **values: object) -> None:
    """A contact who has just signed up for everything."""
    told = {"email": f"{key}@x.example", "phone": "+33600000000", **values}
    signed = {"email_status": "subscribed", "sms_status": "subscribed"}
    row = ContactRow(key=key, **{**signed, **told})  # type: ignore[arg-type]
    add_contacts(store, [row], NOW)


def asked(store: Store, message: tuple[str, str, str], at: int = NOW) -> str:
    """The ruling about (purpose, channel, topic) for the only contact there is."""
    purpose, channel, topic = message
    with store.transaction():
        forget(store)
        asks = said(store, ASK)
        store.write(asks, channel=channel, purpose=purpose, topic=topic, at=at)
        gather(store)
        rule(store)
        ((ruling,),) = store.read("consent.rulings")
    return str(ruling)
