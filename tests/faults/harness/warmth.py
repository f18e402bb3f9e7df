"""What a worker would work out anew at every start: made once, before the first fork."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from jalon.deliver.records import Programs
from jalon.deliver.senders.webhook import Waits, new_client
from jalon.runtime import loaded
from jalon.runtime.loaded import Plans, plans_of, versions

from .scene import AnyStore, Scene

if TYPE_CHECKING:
    import httpx


@dataclass
class Warmth:
    """The statements of the journeys, the templates, and a client with its certificates read."""

    plans: Plans
    client: httpx.Client = field(default_factory=lambda: new_client(Waits()))
    programs: Programs = field(default_factory=Programs)

    @classmethod
    def of(cls, scene: Scene) -> Warmth:
        """Reads the store once."""
        store = scene.open()
        with store.transaction():
            versions(store)
        warmth = cls(plans_of(store))
        for number, program in warmth.plans.programs.items():
            warmth.programs.program(store, number)
            for message in program.messages:
                warmth.programs.templates(number, message.name, None)
        store.close()
        return warmth

    def give(self, store: AnyStore) -> None:
        """Lets a store use the statements: another process made them for the same programs."""
        loaded._PLANS[store] = self.plans
