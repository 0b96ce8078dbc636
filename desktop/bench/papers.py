"""Slips against reportlab as it comes, the page beside the form, and the way to the printer."""

from collections.abc import Iterator

from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle

STOCK = "reportlab 그대로"


def slips(rounds: int) -> Iterator[Figure]:
    """One sheet for the partner, the first and the next ones."""
    ours, stock, cold = [], [], []
    for _ in range(rounds):
        ours.append(asked("slips", "warm"))
        stock.append(asked("slips", "stock"))
        cold.append(asked("slips", "cold")["first"])
    warm, plain = (middle([run["warm"] for run in runs]) for runs in (ours, stock))
    yield Figure("의뢰서 한 장", warm, plain, STOCK, most=0.8)
    size, large = (runs[0]["size"] / 1e3 for runs in (ours, stock))
    yield Figure("의뢰서 크기", size, large, STOCK, at_most=60, unit="KB")
    yield Figure("첫 의뢰서(미리 데운 뒤)", middle([run["first"] for run in ours]), at_most=0.1)
    first = middle([run["first"] for run in stock])
    yield Figure("첫 의뢰서(데우기 전)", middle(cold), first, STOCK, at_most=0.1)


def many_slips(count: int) -> Iterator[Figure]:
    """A fair's worth in one file, and as many files."""
    run = asked("many_slips", str(count))
    size = f"한 장에 {run['bytes_a_page'] / 1e3:.1f} KB"
    for what, key, least, more in (
        (f"의뢰서 {count:,}장을 한 파일로", "together", 1_000, size),
        (f"의뢰서 {count:,}장을 파일 {count:,}개로", "apart", 130, ""),
    ):
        yield Figure(what, run[key], at_most=least, unit="/s", more=more)


def seen() -> Iterator[Figure]:
    """The page drawn again after a pause of typing, and its way to the printer.

    Linux queues take the PDF itself; elsewhere a page goes as a grey picture at 300 dpi.
    """
    yield Figure("미리 보기 다시 그리기", middle(asked("preview")), at_most=0.1)
    run = asked("printed")
    yield Figure("인쇄 한 쪽, 그림으로 보낼 때", middle(run["times"]))
    yield Figure(
        "인쇄 한 쪽의 스풀, 그림으로 보낼 때",
        run["spool"] / 1e3,
        run["pdf"] / 1e3,
        "PDF 그대로 보낼 때",
        unit="KB",
    )
    if run["memory"]:
        yield Figure("인쇄하는 동안 더 쓰는 메모리", run["memory"], unit="MB")
