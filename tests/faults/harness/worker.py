"""One worker: the real loop with the real senders, until it is killed."""

from __future__ import annotations

import os
from dataclasses import replace
from ipaddress import ip_network

from jalon.deliver.loop import Office, deliver_due
from jalon.deliver.senders import Sender
from jalon.deliver.senders.folder import FolderSender
from jalon.deliver.senders.networks import Reach
from jalon.deliver.senders.smtp import SmtpServer
from jalon.deliver.senders.webhook import WebhookSender
from jalon.deliver.settings import Delivery
from jalon.runtime import loop
from jalon.runtime.clock import Clock
from jalon.runtime.loop import Pace
from jalon.runtime.outage import Outage, steadily
from jalon.runtime.postgres import PostgresStore
from jalon.runtime.postgres.clock import DatabaseClock
from jalon.runtime.postgres.worker import Worker

from .ledger import Ledger
from .points import Watch, WatchedDesk, WatchedSmtp, watched
from .scene import Life, Scene
from .warmth import Warmth

LOCAL = (ip_network("127.0.0.0/8"),)


def live(scene: Scene, life: Life, warmth: Warmth) -> None:
    """Ticks and delivers for ever."""
    watch = Watch(scene.page(), life.place, life.point, life.times)
    watch.fenced, watch.trespasses = scene.tally("fenced"), scene.tally("trespasses")
    watch.at("starting")
    store = watched(scene.open(life.database), watch)
    warmth.give(store)
    clock: Clock = DatabaseClock(store) if isinstance(store, PostgresStore) else scene.clock()
    office = replace(post_office(scene, life, watch, warmth), clock=clock)
    share = Worker(store, lease=life.lane_lease) if isinstance(store, PostgresStore) else None

    def deliver(now: int) -> None:
        deliver_due(store, office, now)

    told = Ledger(scene.path / "told.log")
    outage = Outage(lambda words: told.note(task="worker", message=words))
    pace = Pace(None, life.rest)
    for _ in steadily(lambda: loop.run(store, clock, deliver, pace, share), outage):
        watch.at("resting")


def post_office(scene: Scene, life: Life, watch: Watch, warmth: Warmth) -> Office:
    """The senders of real life; the mail server is told who is speaking."""
    server = SmtpServer("127.0.0.1", scene.port("smtp"), "none", hello=f"w{os.getpid()}")
    mail = WatchedSmtp(server)
    mail.watch = watch
    desk = WatchedDesk(Delivery(), programs=warmth.programs)
    desk.watch = watch
    senders: dict[str, Sender] = {
        "email": mail,
        "sms": FolderSender(scene.path / "sms"),
        "webhook": hooks(scene, warmth),
    }
    return Office(senders, desk, life.patience, life.cut)


def hooks(scene: Scene, warmth: Warmth) -> WebhookSender:
    """The way out for requests; its client was made before the fork."""
    address = f"http://127.0.0.1:{scene.port('http')}/crm"
    return WebhookSender({"CRM_URL": address}, Reach(LOCAL), client=warmth.client)
