"""Search at every key of realistic typing, beside what others would do with the same names."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

from sqlcipher3 import dbapi2

from desktop.bench.figure import Figure, middle, share
from desktop.bench.office import bare, opened
from desktop.bench.starting import FRAME
from desktop.bench.stores import Store
from desktop.store import file
from desktop.store.search import find_visitors

TYPED = (
    *("ㄱ", "ㄱㅁ", "ㄱㅁㅈ", "기", "김", "김ㅁ", "김미", "김민", "김민ㅈ", "김민지"),
    *("ㅇ", "이", "이ㅅ", "이서", "이서ㅇ", "이서연", "ㅂㅅㅇ", "ㅊ", "최"),
    *("5", "56", "567", "5678", "0105678", "01056781234", "1", "19", "199", "1990", "900312"),
    *("김민지 9", "김민지 90", "없는이름"),
)
NAMES = ("김민", "이서연", "최")
"""What the peers are asked for; a trigram needs three letters, and of fewer it reads all."""
TRIGRAM = 3
SCAN = "LIKE로 모두 훑기"
GREAT = 1_000_000
"""From here on a key may take a frame; below 99 of 100 take 5 ms."""
PEER_ROUNDS = 3
"""They take seconds where ours takes none."""


def search(store: Store, rounds: int) -> Iterator[Figure]:
    """Every key through the service, the part of it that is SQL, and peers by turns."""
    whole: list[float] = []
    inside: list[float] = []
    others: dict[str, list[float]] = {}
    with opened(store) as office, bare(store) as beneath, _peers(beneath) as peers:
        for turn in range(rounds):
            whole += [timed(office.desk.visitors.look_up, office.account, one) for one in TYPED]
            with office.desk.office.reading_aside(office.account) as session:
                today = store.at.date()
                inside += [timed(find_visitors, session, one, today) for one in TYPED]
            if turn < PEER_ROUNDS:
                for peer, ask in peers.items():
                    others.setdefault(peer, []).extend(timed(ask, name) for name in NAMES)
    great = store.visitors >= GREAT
    p50, worst = middle(inside), max(inside)
    yield Figure("찾기의 SQL, 글쇠마다 p50", p50, middle(others[SCAN]), SCAN, most=1.0)
    p99 = share(inside, 0.99)
    yield Figure("찾기의 SQL, 글쇠마다 p99", p99, at_most=FRAME if great else 0.005)
    for peer, taken in others.items():
        goal = FRAME if peer == SCAN else None
        yield Figure("찾기의 SQL, 가장 느린 글쇠", worst, max(taken), peer, at_most=goal)
    yield Figure("찾기, 권한을 살핀 것까지 p99", share(whole, 0.99), at_most=FRAME)


def timed(ask: Callable[..., object], *about: object) -> float:
    """Seconds of one question."""
    begun = time.perf_counter()
    ask(*about)
    return time.perf_counter() - begun


@contextmanager
def _peers(beneath: file.Connection) -> Iterator[dict[str, Callable[[str], object]]]:
    """The scan of our own store, and others over the same names in a file without encryption."""
    with TemporaryDirectory(prefix="naeil-bench-") as name:
        plain = dbapi2.connect(str(Path(name) / "plain.db"), isolation_level=None)
        try:
            plain.execute("PRAGMA journal_mode = OFF")
            plain.execute("PRAGMA synchronous = OFF")
            plain.execute("CREATE TABLE person (id INTEGER PRIMARY KEY, name, phone, last)")
            plain.execute("BEGIN")
            rows = beneath.execute("SELECT id, name, phone, last_visit_on FROM visitor")
            plain.executemany("INSERT INTO person VALUES (?, ?, ?, ?)", rows)
            for table, more in (("word", ""), ("three", ", tokenize = 'trigram'")):
                plain.execute(
                    f"CREATE VIRTUAL TABLE {table} USING fts5(name, phone, content=''{more})"
                )
                plain.execute(
                    f"INSERT INTO {table} (rowid, name, phone) SELECT id, name, phone FROM person"
                )
            plain.execute("COMMIT")

            def matched(table: str, words: str) -> object:
                return plain.execute(
                    f"SELECT person.id FROM {table} JOIN person ON person.id = {table}.rowid "
                    f"WHERE {table} MATCH ? ORDER BY last DESC LIMIT 12",
                    (words,),
                ).fetchall()

            def scanned(on: file.Connection, table: str, order: str, name: str) -> object:
                asked = f"SELECT id FROM {table} WHERE name LIKE ? ORDER BY {order} DESC LIMIT 12"
                return on.execute(asked, (f"%{name}%",)).fetchall()

            yield {
                SCAN: lambda name: scanned(beneath, "visitor", "last_visit_on", name),
                "암호 없는 파일을 LIKE로": lambda name: scanned(plain, "person", "last", name),
                "FTS5": lambda name: matched("word", f'"{name}"*'),
                # Of fewer than three letters trigrams know nothing: whoever uses them scans.
                "FTS5 trigram": lambda name: (
                    matched("three", f'"{name}"')
                    if len(name) >= TRIGRAM
                    else scanned(plain, "person", "last", name)
                ),
            }
        finally:
            plain.close()
