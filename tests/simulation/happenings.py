"""What happens to the audience: people who differ, and what is told of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from ..differential.story import Action, Arrived, Filled, Placed, Told
from ..differential.vocabulary import PRICES
from ..reference.world import Cart, Contact, Event, Line, Order, Value
from .fate import HOUR, MINUTE, Fate

ZONES = (None, "Europe/Paris", "America/New_York", "Asia/Kathmandu", "Australia/Lord_Howe")
EMAIL = (*("subscribed",) * 6, "non_subscribed", "unsubscribed", "pending", "cleaned")
SMS = ("subscribed", "subscribed", "none", "unsubscribed")
OPT_OUTS = ("unsubscribed", "unsubscribed", "subscribed")
BIRTHDAYS = (None, 228, 229, 301, 330, 329, 1025)
LATE = (0, 0, 0, 0, MINUTE, HOUR)
KINDS = (
    *("go", "go", "untag", "vip", "booked", "booked", "join", "status", "status", "sms"),
    *("order", "order", "cart", "cart", "opened"),
)


def contact(fate: Fate, number: int, base: int) -> Contact:
    """Somebody; messages to whom cannot be written when her size is nothing."""
    values: dict[str, Value] = {
        "email": fate.pick((f"c{number}@x.test",) * 5 + (None,)),
        "phone": f"+3360000000{number}",
        "first_name": fate.pick(("Ana", None)),
        "email_status": fate.pick(EMAIL),
        "sms_status": fate.pick(SMS),
        "rating": 2,
        "vip": 0,
        "added_at": base,
        "changed_at": base,
        "field.size": fate.pick((1, 1, 1, 0)) * 1_000_000,
        "field.dob": fate.pick(BIRTHDAYS),
    }
    return Contact(number, f"c{number}", fate.pick(ZONES), values)


@dataclass
class Happenings:
    """Draws what happens next, to somebody."""

    fate: Fate
    people: int
    count: int = 0
    late: Contact | None = None
    kinds: Sequence[str] = KINDS

    def next(self) -> tuple[str, Action]:
        """The key of what happens, and what it is."""
        self.count += 1
        if self.late is not None:
            new, self.late = self.late, None
            return f"n{self.count}", Arrived(new, "live")
        kind = self.fate.pick(self.kinds)
        who = 1 + self.fate.random.randrange(self.people)
        return f"n{self.count}", self.happening(kind, who)

    def happening(self, kind: str, who: int) -> Action:
        """One happening."""
        now = self.fate.clock.now()
        match kind:
            case "go" | "vip":
                return Told("tag", who, kind)
            case "untag":
                return Told("untag", who, self.fate.pick(("go", "go", "vip")))
            case "join":
                return Told("join", who, "interests.running")
            case "status":
                return Told("status", who, "email", self.fate.pick(OPT_OUTS))
            case "sms":
                return Told("status", who, "sms", self.fate.pick(("subscribed", "unsubscribed")))
            case "order":
                return Placed(self.order(who, now), "live")
            case "cart":
                return self.cart(who, now)
            case "opened":
                return Event(0, who, "email_clicked", now, now, "hello")
        return Event(0, who, "custom", now - self.fate.pick(LATE), now, "booked")

    def order(self, who: int, now: int) -> Order:
        """Somebody buys; it may be told late."""
        lines = [Line(1 + self.fate.random.randrange(2))]
        return Order(0, "shop", who, now - self.fate.pick(LATE), "EUR", 1000, lines)

    def cart(self, who: int, now: int) -> Filled:
        """Somebody fills a cart."""
        product = 1 + self.fate.random.randrange(2)
        cart = Cart(0, "shop", who, now, now, [Line(product)], f"https://x.test/{who}")
        cart.total = PRICES[product]
        return Filled(f"k{who}", cart, "live")
