"""Stubs on scanned and faxed pages: read, cut out upright, and never read wrongly."""

import io
import os
import random
import subprocess
import sys
from dataclasses import replace

import pytest
from PIL import Image

from desktop.domain.errors import Unreadable
from desktop.domain.paper_number import PaperKind, make
from desktop.domain.papers import Copy
from desktop.exchange import scans
from desktop.printing.picture import pages_to_grey
from desktop.printing.slip import render_slip
from tests.printing.samples import SLIP, footer

FINE, COARSE = 196, 98


def sheet(serial: int, dpi: float = 204) -> tuple[Image.Image, str]:
    """The partner's copy of a slip as a grey page, and its number."""
    number = make(PaperKind.SLIP, 2026, 101, serial).text
    pdf = render_slip(replace(SLIP, number=number), footer(), copies=(Copy.PARTNER,))
    one = next(iter(pages_to_grey(pdf, dpi)))
    return scans.page_of_bytes(one.width, one.height, one.stride, one.pixels), number


def faxed(page: Image.Image, chance: random.Random, lines: int, specks: float) -> Image.Image:
    """What a fax of so many lines to the inch makes of a page at 204 dpi: one bit, specked."""
    turned = page.rotate(chance.uniform(-1.5, 1.5), Image.Resampling.BICUBIC, fillcolor=255)
    high = round(turned.height * lines / 204)
    small = turned.resize((turned.width, high), Image.Resampling.BOX)
    limit = chance.randint(110, 150)
    dots = bytearray(0 if value < limit else 255 for value in small.tobytes())
    for _ in range(round(len(dots) * specks)):
        place = chance.randrange(len(dots))
        dots[place] = 255 - dots[place]
    return Image.frombytes("L", small.size, bytes(dots))


def trial(lines: int, pages: int, seed: int) -> tuple[int, int]:
    """How many of so many faxed pages are read, and how many wrongly."""
    chance = random.Random(seed)
    read = wrong = 0
    for serial in range(pages):
        page, number = sheet(serial)
        found = set(scans.read_codes(faxed(page, chance, lines, 0.02)))
        read += number in found
        wrong += bool(found - {number})
    return read, wrong


@pytest.mark.parametrize("lines", [FINE, COARSE])
def test_faxed_pages_are_read_and_none_wrongly(
    lines: int, capsys: pytest.CaptureFixture[str]
) -> None:
    pages = 100 if os.environ.get("NAEIL_LONG") else 10
    read, wrong = trial(lines, pages, seed=lines)
    with capsys.disabled():
        print(f"\nfax at 204×{lines} dpi, 2 % specks: {read} of {pages} read, {wrong} wrong")
    assert wrong == 0
    assert read >= pages - pages // 100


@pytest.mark.parametrize("turn", [0, 90, 180, 270])
@pytest.mark.parametrize("tilt", [-5, 0, 5])
def test_a_page_is_read_however_it_lay_and_its_stub_is_cut_out_upright(
    turn: int, tilt: int
) -> None:
    page, number = sheet(7, 150)
    lain = page.rotate(turn + tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    (stub,) = scans.stubs_on(lain)
    assert stub.number == number
    picture = Image.open(io.BytesIO(stub.picture))
    assert picture.width > 2 * picture.height
    # Read again in the picture: the code stands where the stub has it, upright.
    (corners,) = scans.read_codes(picture).values()
    left, top = corners[0]
    assert left == pytest.approx((scans.CODE_LEFT + scans.MARGIN) * scans.SHOWN, abs=8)
    assert top == pytest.approx((scans.CODE_TOP + scans.MARGIN) * scans.SHOWN, abs=8)


def test_several_stubs_on_one_page_are_all_found() -> None:
    page, first = sheet(1)
    other, second = sheet(2)
    third, last = sheet(3)
    cut = round(page.height * 2 / 3)
    for at, stub in ((0, other), (round(page.height / 3), third)):
        page.paste(stub.crop((0, cut, page.width, page.height)), (0, at))
    assert [stub.number for stub in scans.stubs_on(page)] == [second, last, first]


def test_what_is_kept_is_small_black_and_white_and_still_read() -> None:
    page, number = sheet(11)
    (stub,) = scans.stubs_on(faxed(page, random.Random(3), FINE, 0.02))
    kept = scans.to_keep(stub.picture)
    print("bytes kept of a specked stub:", len(kept))
    assert len(kept) < 60_000
    picture = Image.open(io.BytesIO(kept))
    assert picture.mode == "1"
    assert set(scans.read_codes(picture.convert("L"))) == {number}


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"not a picture",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 40,
        b"GIF89a" + b"\0" * 40,
    ],
)
def test_what_is_no_picture_is_refused_with_a_sentence(data: bytes) -> None:
    with pytest.raises(Unreadable, match="다시 스캔"):
        scans.open_picture(data)


def test_a_small_file_that_unpacks_to_a_huge_picture_is_refused_unopened() -> None:
    held = io.BytesIO()
    Image.new("1", (12_000, 12_000), 1).save(held, "PNG")
    assert len(held.getvalue()) < 100_000
    with pytest.raises(Unreadable, match="너무 큽니다"):
        scans.open_picture(held.getvalue())


def test_a_cut_off_file_is_refused() -> None:
    held = io.BytesIO()
    sheet(1)[0].save(held, "JPEG")
    with pytest.raises(Unreadable):
        scans.open_picture(held.getvalue()[:5_000])


def test_a_page_without_a_stub_has_none() -> None:
    assert scans.stubs_on(Image.new("L", (800, 1100), 255)) == ()


def test_numpy_is_not_asked_for() -> None:
    """The frozen program leaves it out."""
    held = io.BytesIO()
    sheet(5, 150)[0].save(held, "PNG")
    code = (
        "import sys\n"
        "class No:\n"
        "    def find_spec(self, name, *_):\n"
        "        if name.split('.')[0] == 'numpy': raise ImportError('no numpy here')\n"
        "sys.meta_path.insert(0, No())\n"
        "from desktop.exchange import scans\n"
        "page = scans.open_picture(sys.stdin.buffer.read())\n"
        "(stub,) = scans.stubs_on(page)\n"
        "scans.to_keep(stub.picture)\n"
        "assert 'numpy' not in sys.modules\n"
        "print(stub.number)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], input=held.getvalue(), capture_output=True, check=False
    )
    assert done.returncode == 0, done.stderr.decode()
    assert done.stdout.decode().strip() == make(PaperKind.SLIP, 2026, 101, 5).text
