"""What the audience and the stores of a project are, with every default filled in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final, TypeVar

from ...dsl import nodes
from ..exact import Length, length

N = TypeVar("N", bound=nodes.Node)

CURRENCY: Final = "EUR"
ZONE: Final = "UTC"
IDLE: Final = Length(0, 0, 3_600_000)  # a cart is abandoned after an hour, LANGUAGE §4
LOW_STOCK: Final = 5  # SP-52
IMPLICIT_STORE: Final = "default"

VENDORS: Final = "vendors"
CATEGORIES: Final = "categories"
ORDER_COUNT: Final = "order count"
CAPABILITIES: Final = (VENDORS, CATEGORIES, ORDER_COUNT)
# SEG-02, SEG-04, SEG-05: a custom integration does not tell how many orders there are.
PLATFORMS: Final[Mapping[str, tuple[str, ...]]] = {
    "shopify": CAPABILITIES,
    "bigcommerce": CAPABILITIES,
    "magento": CAPABILITIES,
    "prestashop": CAPABILITIES,
    "wordpress": CAPABILITIES,
    "mailchimp": CAPABILITIES,
    "getresponse": CAPABILITIES,
    "custom": (VENDORS, CATEGORIES),
}


@dataclass(frozen=True, slots=True)
class Settings:
    """The settings of a declaration by key; of one that is repeated, the first."""

    found: Mapping[str, tuple[nodes.Node, ...]]

    @classmethod
    def of(cls, settings: tuple[nodes.Setting, ...]) -> Settings:
        """By key, the first of each."""
        return cls({one.key: one.values for one in reversed(settings)})

    def all(self, key: str, kind: type[N]) -> tuple[N, ...]:
        """The values of a setting that are of a kind."""
        return tuple(one for one in self.found.get(key, ()) if isinstance(one, kind))

    def one(self, key: str, kind: type[N]) -> N | None:
        """The value of a setting, None when it is not given."""
        return next(iter(self.all(key, kind)), None)

    def text(self, key: str) -> str | None:
        """The text of a setting."""
        found = self.one(key, nodes.Text)
        return found.value if found else None

    def word(self, key: str) -> str | None:
        """The word of a setting."""
        found = self.one(key, nodes.Word)
        return found.value if found else None


@dataclass(frozen=True, slots=True)
class AudienceFacts:
    """The project-wide settings."""

    currency: str = CURRENCY
    time_zone: str = ZONE
    tags: tuple[str, ...] | None = None  # None: any tag will do
    settings: Settings = Settings({})

    @property
    def websites(self) -> tuple[str, ...]:
        """The websites whose pages are tracked."""
        return tuple(one.value for one in self.settings.all("website", nodes.Text))

    @classmethod
    def of(cls, audience: nodes.Audience | None) -> AudienceFacts:
        """The facts of a declaration, the defaults without one."""
        settings = Settings.of(audience.settings if audience else ())
        tags = tuple(tag.value for tag in settings.all("tags", nodes.Text))
        return cls(
            settings.word("currency") or CURRENCY,
            settings.word("time zone") or ZONE,
            tags if "tags" in settings.found else None,
            settings,
        )


@dataclass(frozen=True, slots=True)
class StoreFacts:
    """A store, or the one that a project of journeys alone has by itself."""

    name: str
    currency: str
    time_zone: str
    has: tuple[str, ...] = CAPABILITIES
    idle: Length = IDLE
    title: str | None = None
    settings: Settings = Settings({})

    @classmethod
    def of(cls, store: nodes.Store, audience: AudienceFacts) -> StoreFacts:
        """The facts of a declaration; currency and zone are the audience's unless said."""
        settings = Settings.of(store.settings)
        idle = settings.one("cart abandoned after", nodes.Duration)
        return cls(
            store.name.text,
            settings.word("currency") or audience.currency,
            settings.word("time zone") or audience.time_zone,
            _capabilities(settings),
            (length(idle) if idle else None) or IDLE,
            store.title.value if store.title else None,
            settings,
        )

    @classmethod
    def implicit(cls, audience: AudienceFacts) -> StoreFacts:
        """The store of a project that declares nothing but journeys."""
        return cls(IMPLICIT_STORE, audience.currency, audience.time_zone)


def _capabilities(settings: Settings) -> tuple[str, ...]:
    if "has" in settings.found:
        said = {word.value for word in settings.all("has", nodes.Word)}
        return tuple(one for one in CAPABILITIES if one in said)
    platform = settings.word("platform")
    return PLATFORMS.get(platform, CAPABILITIES) if platform else CAPABILITIES
