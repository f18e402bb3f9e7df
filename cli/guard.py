"""The guard at the top: every failure leaves as a sentence and an exit code."""

from __future__ import annotations

import os
import select
import sys
from collections.abc import Callable, Sequence

from .exit import Exit
from .failure import Failure

DEBUG = "JALON_DEBUG"


def guarded(work: Callable[[], Exit], words: Sequence[str]) -> Exit:
    """Runs the work and returns how it ended; JALON_DEBUG lets through what nobody expected."""
    try:
        code = work()
        sys.stdout.flush()
    except SystemExit as end:  # argparse, after --help
        return Exit(int(end.code or 0))
    except BrokenPipeError as error:
        return reader_left() if unread() else failed(error, words)
    except KeyboardInterrupt:
        print("interrupted", file=sys.stderr)
        return Exit.INTERRUPTED
    except Exception as error:
        return failed(error, words)
    return code


def unread() -> bool:
    """Whether it is our own output that nobody reads any more, and not some other connection."""
    poll = select.poll()
    poll.register(sys.stdout.fileno(), 0)  # an error is told without being asked for
    return any(happened & select.POLLERR for _, happened in poll.poll(0))


def reader_left() -> Exit:
    """`jalon … | head`: whoever read the output has enough; nothing more may be written to it."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return Exit.OK


def failed(error: Exception, words: Sequence[str]) -> Exit:
    """Prints the sentence of a failure; writes a crash file when it is none of ours."""
    failure = explained(error)
    if failure is None:
        if os.environ.get(DEBUG):
            raise error
        from .crash import crashed

        failure = crashed(error, words)
    print(sentence(failure), file=sys.stderr)
    return Exit.USAGE


def sentence(failure: Failure) -> str:
    """The failure as it is printed: what is wrong, and what to do."""
    from .databases import without_passwords
    from .report.paint import painted, visible

    said = visible(without_passwords(failure.message))
    head = f"{painted('error:', 'red', sys.stderr)} {said}"
    if not failure.help:
        return head
    help = visible(without_passwords(failure.help))
    return f"{head}\n  {painted('help:', 'cyan', sys.stderr)} {help}"


def explained(error: Exception) -> Failure | None:
    """The failure an exception stands for, or None when nobody expected it."""
    if isinstance(error, Failure):
        return error
    if isinstance(error, OSError):
        return refused(error)
    from ..runtime.store import StoreError  # only now: most commands need no store

    if isinstance(error, StoreError):
        return Failure(error.message, error.help)
    return None


def refused(error: OSError) -> Failure:
    """What the system would not do, in its own words."""
    reason = (error.strerror or str(error)).lower()
    if error.filename is None:
        return Failure(f"the system refused to go on: {reason}", f"`{DEBUG}=1` shows where")
    return Failure(
        f"`{os.fsdecode(error.filename)}`: {reason}", "is the path right, may you use it?"
    )
