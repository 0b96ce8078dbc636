"""Scanned and photographed pages: which slips' stubs are on them, and how each stub looks.

The QR of a stub holds its nine digits and nothing else. A fax is coarse and specked, so
the page is tried as it came, then smoothed, doubled and blurred, then turned a little. Only
a number with the right check digit counts. The QR's own corners say where on the page the
stub lies and how it is turned: it is cut out upright.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import zxingcpp
from PIL import Image, ImageChops, ImageFilter, ImageOps

from desktop.domain.errors import Unreadable
from desktop.domain.paper_number import PaperKind, find

MOST_BYTES = 60_000_000
MOST_PIXELS = 60_000_000
"""An A4 page at 600 dpi has 35 million."""
LARGE = 9_000_000
"""From so many pixels on a page is looked at in half its size: it has enough of them."""
FORMATS = ("PNG", "JPEG")
CODE_SIDE, CODE_LEFT, CODE_TOP = 17.0, 173.0, 4.8
STUB_WIDE, STUB_HIGH = 210.0, 99.0
"""Millimetres: the code on the stub, as `printing.slip.stub` draws it, and the stub itself."""
MARGIN = 3.0
SHOWN = 7.5
"""Dots a millimetre of the stub cut out, some 190 dpi."""
TILTS = (4.0, -4.0, 8.0, -8.0)
_QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)
_BOMBS = (Image.DecompressionBombError, Image.DecompressionBombWarning)
_BROKEN = (OSError, ValueError, SyntaxError, EOFError, IndexError, KeyError, OverflowError)
Spot = tuple[float, float]


@dataclass(frozen=True, slots=True)
class FoundStub:
    """One stub on a page: its slip's number as printed, and its picture (PNG, grey, upright)."""

    number: str
    picture: bytes


def open_picture(data: bytes) -> Image.Image:
    """A picture file as a grey page, the right way up. Raises Unreadable with what is wrong."""
    if len(data) > MOST_BYTES:
        raise Unreadable("파일이 너무 큽니다. 쪽을 나누거나 해상도를 낮추어 다시 스캔해 주십시오.")
    try:
        picture = Image.open(io.BytesIO(data), formats=FORMATS)
        _refuse_huge(*picture.size)
        return ImageOps.exif_transpose(picture).convert("L")
    except _BOMBS as bomb:
        raise _huge() from bomb
    except _BROKEN as trouble:
        raise Unreadable(
            "그림을 읽을 수 없습니다. PNG, JPEG, PDF로 다시 스캔해 주십시오."
        ) from trouble


def page_of_bytes(width: int, height: int, stride: int, pixels: bytes) -> Image.Image:
    """A page drawn elsewhere (one byte of grey a pixel)."""
    _refuse_huge(width, height)
    return Image.frombytes("L", (width, height), pixels, "raw", "L", stride)


def stubs_on(page: Image.Image) -> tuple[FoundStub, ...]:
    """Every stub found on a grey page, from the top down."""
    places = read_codes(page)
    ordered = sorted(places.items(), key=lambda one: min(y for _, y in one[1]))
    return tuple(FoundStub(number, _png(_cut_out(page, place))) for number, place in ordered)


def read_codes(page: Image.Image) -> dict[str, tuple[Spot, ...]]:
    """Slip numbers on a page with the corners of their codes, clockwise from the code's own first.

    Once something was read, one more rung is tried: others may be on the page.
    """
    found: dict[str, tuple[Spot, ...]] = {}
    last = False
    for picture, back in _ladder(page):
        new = False
        for number, corners in _codes(picture):
            if number not in found:
                found[number] = tuple(back(*corner) for corner in corners)
                new = True
        if last and not new:
            break
        last = bool(found)
    return found


def page_picture(page: Image.Image, wide: int = 1240) -> bytes:
    """A page to look at where nothing was read (PNG, grey)."""
    high = max(1, round(page.height * wide / page.width))
    return _png(page.resize((wide, high), Image.Resampling.BOX, reducing_gap=2.0))


def to_keep(picture: bytes) -> bytes:
    """The picture of a stub in black and white, small enough to be kept (PNG, one bit).

    Dark is what is darker than its own surroundings: a photograph has its shadows.
    """
    grey = Image.open(io.BytesIO(picture), formats=("PNG",)).convert("L")
    ground = grey.filter(ImageFilter.BoxBlur(14))
    darker = ImageChops.subtract(ground, grey)
    clean = darker.filter(ImageFilter.MedianFilter(3))
    return _png(clean.point(lambda depth: 0 if depth > 26 else 255).convert("1"))


def _codes(picture: Image.Image) -> Iterator[tuple[str, tuple[Spot, ...]]]:
    # A plain buffer: through a picture of PIL the reader would ask for numpy.
    view = memoryview(picture.tobytes()).cast("B", (picture.height, picture.width))
    for code in zxingcpp.read_barcodes(view, formats=_QR):
        if not code.valid:
            continue
        number = find(code.text)
        if number is None or number.kind is not PaperKind.SLIP or number.digits != code.text:
            continue
        corners = code.position
        yield (
            number.text,
            tuple(
                (float(spot.x), float(spot.y))
                for spot in (
                    corners.top_left,
                    corners.top_right,
                    corners.bottom_right,
                    corners.bottom_left,
                )
            ),
        )


Back = Callable[[float, float], Spot]


def _ladder(page: Image.Image) -> Iterator[tuple[Image.Image, Back]]:
    """From the page as it came to ever smoother ones, with the way back to the page's dots."""
    looks = list(_shapes(page))
    for picture, back in looks:
        yield picture, back
    for picture, back in looks:
        yield picture.filter(ImageFilter.MedianFilter(3)), back
    calm = [(picture.filter(ImageFilter.MedianFilter(3)), back) for picture, back in looks]
    for (rough, back), (smooth, _) in zip(looks, calm, strict=True):
        for picture, blur in ((smooth, 1.2), (rough, 1.6), (smooth, 1.8), (rough, 2.4)):
            if picture.width * picture.height * 4 > MOST_PIXELS:
                yield picture.filter(ImageFilter.GaussianBlur(blur)), back
                continue
            double = picture.resize(
                (picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC
            ).filter(ImageFilter.GaussianBlur(blur * 2))
            yield double, _shrunk(back, 2.0, 2.0)
            yield double.point(lambda value: 0 if value < 140 else 255), _shrunk(back, 2.0, 2.0)
    for picture, back in calm:
        soft = picture.filter(ImageFilter.GaussianBlur(1.2))
        for tilt in TILTS:
            yield _turned(soft, tilt, back)


def _shapes(page: Image.Image) -> Iterator[tuple[Image.Image, Back]]:
    """The page itself, halved where it is large; and with its lines doubled, as a coarse fax needs.

    A standard fax has 204 dots across and 98 down: its page is wider than it is high.
    """

    def same(x: float, y: float) -> Spot:
        return x, y

    wide, high = page.size
    if wide * high > LARGE:
        by = (wide * high / LARGE) ** 0.5
        small = page.resize((round(wide / by), round(high / by)), Image.Resampling.BOX)
        yield small, _shrunk(same, small.width / wide, small.height / high)
    else:
        yield page, same
    if wide * high * 2 <= LARGE and 1.2 < wide / high < 1.9:
        square = page.resize((wide, round(high * 204 / 98)), Image.Resampling.BICUBIC)
        yield square, _shrunk(same, 1.0, square.height / high)


def _shrunk(back: Back, across: float, down: float) -> Back:
    return lambda x, y: back(x / across, y / down)


def _turned(picture: Image.Image, tilt: float, back: Back) -> tuple[Image.Image, Back]:
    from math import cos, radians, sin

    turned = picture.rotate(tilt, Image.Resampling.BICUBIC, fillcolor=255)
    angle = radians(tilt)
    middle_x, middle_y = picture.width / 2, picture.height / 2

    def there(x: float, y: float) -> Spot:
        x, y = x - middle_x, y - middle_y
        return back(
            x * cos(angle) - y * sin(angle) + middle_x, x * sin(angle) + y * cos(angle) + middle_y
        )

    return turned, there


def _cut_out(page: Image.Image, code: tuple[Spot, ...]) -> Image.Image:
    """The stub round its code, upright; white where the page ends."""
    first, second, _, fourth = code
    across = tuple((b - a) / CODE_SIDE for a, b in zip(first, second, strict=True))
    down = tuple((b - a) / CODE_SIDE for a, b in zip(first, fourth, strict=True))

    def spot(x: float, y: float) -> Spot:
        x, y = x - CODE_LEFT, y - CODE_TOP
        return (
            first[0] + x * across[0] + y * down[0],
            first[1] + x * across[1] + y * down[1],
        )

    left, top = -MARGIN, -MARGIN
    right, bottom = STUB_WIDE + MARGIN, STUB_HIGH + MARGIN
    corners = (spot(left, top), spot(left, bottom), spot(right, bottom), spot(right, top))
    size = (round((right - left) * SHOWN), round((bottom - top) * SHOWN))
    return page.transform(
        size,
        Image.Transform.QUAD,
        tuple(value for corner in corners for value in corner),
        Image.Resampling.BILINEAR,
        fillcolor=255,
    )


def _png(picture: Image.Image) -> bytes:
    held = io.BytesIO()
    picture.save(held, "PNG")
    return held.getvalue()


def _refuse_huge(width: int, height: int) -> None:
    if width * height > MOST_PIXELS or min(width, height) < 1:
        raise _huge()


def _huge() -> Unreadable:
    return Unreadable("그림이 너무 큽니다. 해상도를 200~300dpi로 하여 다시 스캔해 주십시오.")
