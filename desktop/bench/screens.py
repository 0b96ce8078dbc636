"""What reaches the screen: from the key to the painted list, and lists that are scrolled."""

from collections.abc import Iterator

from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle, share
from desktop.bench.finding import TYPED
from desktop.bench.office import PASSWORD
from desktop.bench.starting import FRAME
from desktop.bench.stores import Store

QT = "QTableView 그대로"
ROWS = 2_000


def keys(store: Store) -> Iterator[Figure]:
    """From the key to the painted list, in the window."""
    times = asked("keys", str(store.folder), store.at.isoformat(), PASSWORD, *TYPED)
    yield Figure("글쇠에서 그려진 목록까지 p50", middle(times), at_most=FRAME)
    yield Figure("글쇠에서 그려진 목록까지 p99", share(times, 0.99), at_most=FRAME)


def lists() -> Iterator[Figure]:
    """A list of ours beside Qt's own over the same rows."""
    run = asked("lists", str(ROWS))
    ours, plain = run["ours"], run["plain"]
    for what, of, most, at_most in (
        ("목록 그리기", "paint", None, 0.06),
        ("목록 넘기기", "scroll", 1.5, None),
    ):
        yield Figure(what, middle(ours[of]), middle(plain[of]), QT, most=most, at_most=at_most)
