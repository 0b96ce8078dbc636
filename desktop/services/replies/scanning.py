"""Files of a scanner or a camera become stubs with their numbers; nothing touches the store.

Nothing is written anywhere either: a page is in memory until its reply is kept or given up.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from desktop.domain.errors import Unreadable

if TYPE_CHECKING:
    from PIL.Image import Image

SUFFIXES = (".png", ".jpg", ".jpeg", ".pdf")
DPI = 204
MOST_PAGES = 200


@dataclass(frozen=True, slots=True)
class ScannedStub:
    """A stub with its number (as printed) and its picture; without a number, the whole page.

    `source` is the file's name with the page, `trouble` why a file could not be read.
    """

    source: str
    number: str
    picture: bytes
    trouble: str = ""


def files_in(places: Sequence[Path]) -> tuple[Path, ...]:
    """Pictures and PDFs among files and in folders, by name."""
    found: list[Path] = []
    for place in places:
        inside = sorted(place.iterdir()) if place.is_dir() else [place]
        found += [one for one in inside if one.is_file() and one.suffix.lower() in SUFFIXES]
    return tuple(dict.fromkeys(found))


def read_scans(
    files: Sequence[Path],
    tell: Callable[[int, int], None] = lambda _done, _all: None,
    stop: Callable[[], bool] = lambda: False,
) -> tuple[ScannedStub, ...]:
    """Every stub of these files in their order; pages where none was read come as they are.

    `tell` is told how many files of how many are done; what was read until `stop` is given.
    """
    found: list[ScannedStub] = []
    for place, file in enumerate(files):
        tell(place, len(files))
        try:
            for stub in _stubs_of(file, stop):
                if stub.number and any(one.number == stub.number for one in found):
                    continue  # the same page scanned twice
                found.append(stub)
        except Unreadable as trouble:
            found.append(ScannedStub(file.name, "", b"", str(trouble)))
        except OSError:
            found.append(ScannedStub(file.name, "", b"", "파일을 열 수 없습니다."))
        if stop():
            break
    tell(len(files), len(files))
    return tuple(found)


def _stubs_of(file: Path, stop: Callable[[], bool]) -> Iterator[ScannedStub]:
    # The reader and PIL cost some tens of milliseconds: loaded with the first page.
    from desktop.exchange import scans

    if file.stat().st_size > scans.MOST_BYTES:
        raise Unreadable("파일이 너무 큽니다. 쪽을 나누어 다시 스캔해 주십시오.")
    data = file.read_bytes()
    for source, page in _pages_of(file, data):
        if stop():
            return
        stubs = scans.stubs_on(page)
        for stub in stubs:
            yield ScannedStub(source, stub.number, stub.picture)
        if not stubs:
            yield ScannedStub(source, "", scans.page_picture(page))


def _pages_of(file: Path, data: bytes) -> "Iterator[tuple[str, Image]]":
    from desktop.exchange import scans

    if not data.startswith(b"%PDF"):
        yield file.name, scans.open_picture(data)
        return
    from desktop.printing.picture import PageTrouble, pages_of_scan

    try:
        for number, one in enumerate(pages_of_scan(data, DPI, MOST_PAGES, scans.MOST_PIXELS), 1):
            page = scans.page_of_bytes(one.width, one.height, one.stride, one.pixels)
            yield f"{file.name} {number}쪽", page
    except PageTrouble as trouble:
        raise Unreadable("PDF를 읽을 수 없습니다. 다시 스캔해 주십시오.") from trouble
