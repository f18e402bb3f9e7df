"""The 24 bugs of reliability 4.6, one more that was ours, and what must catch each."""

from __future__ import annotations

from ..consent import doors
from . import experiments, on_postgres, outside, sending, storing
from .bug import Bug
from .experiments import simulated

SOME = range(60)
RACES = ("go", "go", "untag", "status", "booked")

BUGS: tuple[Bug, ...] = (
    Bug(1, "no unique key on the outbox", storing.no_unique_key,
        experiments.a_second_row_of_a_key_is_refused,
        "the key is (run, step): that is the primary key", quick=True),
    Bug(2, "settled before it is sent", sending.settle_before_send, simulated(SOME)),
    Bug(3, "sent before the hand-off is committed", sending.send_before_commit, simulated(SOME)),
    Bug(4, "what was handed off is queued again", sending.requeue_what_was_handed_off,
        simulated(SOME)),
    Bug(5, "the key has the attempt in it", sending.key_has_the_attempt, simulated(SOME)),
    Bug(6, "the parts of a key run together", sending.key_runs_together,
        experiments.keys_are_all_different, quick=True),
    Bug(7, "no epoch in WHERE: messages", sending.no_epoch_in_where, simulated(SOME, RACES)),
    Bug(7, "no epoch in WHERE: lanes", storing.lane_without_epoch,
        on_postgres.who_was_taken_for_dead_writes_nothing,
        "a name is never used twice, so name and epoch are left out together"),
    Bug(8, "rescued by age", sending.rescue_by_age, simulated(SOME)),
    Bug(9, "the application's clock for leases", storing.host_clock_for_leases,
        on_postgres.leases_know_no_host_clock),
    Bug(10, "found by one query, taken by another", storing.claim_without_lock,
        on_postgres.a_lane_has_one_worker,
        "`IN (subquery LIMIT)` needs two claims in one lane, which cannot be: planted where lanes "
        "are claimed"),
    Bug(11, "BEGIN DEFERRED", storing.begin_deferred,
        experiments.nobody_reads_what_another_is_changing, quick=True),
    Bug(12, "attempts are counted by answers only", sending.attempt_counted_on_errors,
        simulated(SOME), "with the trigger that forbids it taken away too"),
    Bug(13, "consent is read before the transaction", sending.consent_read_outside,
        experiments.who_opts_out_in_time_gets_nothing, quick=True),
    Bug(14, "the limit is counted before the transaction", sending.cap_counted_before,
        experiments.two_workers_keep_one_limit, quick=True),
    Bug(15, "GET unsubscribes: the page", doors.a_look_unsubscribes,
        doors.looking_changes_nothing, quick=True),
    Bug(15, "GET unsubscribes: a click that was told", outside.a_click_unsubscribes,
        experiments.a_click_changes_no_consent, quick=True),
    Bug(16, "5.7.1 suppresses the address", outside.policy_is_no_address,
        experiments.a_policy_is_no_address, quick=True),
    Bug(17, "a day is 24 hours", storing.days_are_86400_seconds, simulated(SOME)),
    Bug(18, "29 February with another year", storing.leap_day_replaced, simulated(SOME)),
    Bug(19, "one bad message stops its batch", sending.batch_aborts, simulated(SOME)),
    Bug(20, "the event and the end of the wait both fire", storing.both_fire, simulated(SOME)),
    Bug(21, "an error of COMMIT is swallowed, and told again", storing.retried_with_another_key,
        experiments.what_is_told_again_counts_once, quick=True),
    Bug(22, "a proof is compared by `==`: tokens", doors.compared_by_equals,
        doors.proofs_are_compared_in_constant_time, quick=True),
    Bug(22, "a proof is compared by `==`: anywhere", outside.compared_by_equals,
        experiments.no_proof_is_compared_by_equals, "planted as one more module", quick=True),
    Bug(23, "templates in a plain environment", outside.plain_environment,
        experiments.no_template_reaches_python,
        "with the look at the tree taken away too: it would stop them alone", quick=True),
    Bug(24, "redirects are followed", outside.redirects_followed,
        experiments.no_redirect_is_followed, quick=True),
    Bug(25, "an exit counts from its tick on", sending.deaf_to_exits,
        simulated(SOME, ("order", "cart", "status", "go")), "none of the 24: it was in here once"),
)  # fmt: skip
