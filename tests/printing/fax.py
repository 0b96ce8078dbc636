"""A reply that came by fax: what the line does to the page, and how the code is still read.

The page is made coarse, black and white, specked and tilted; the ladder tries the plain
picture first and then smoothed and enlarged ones, as a scanning station would.
"""

import random
from collections.abc import Iterator

import zxingcpp
from PIL import Image, ImageFilter

QR = zxingcpp.BarcodeFormats(zxingcpp.BarcodeFormat.QRCode)


def faxed(page: Image.Image, chance: random.Random, *, specks: float, tilt: float) -> Image.Image:
    """A grey page at 204 dpi as a standard fax (204×98 dpi, one bit) received a little askew."""
    turned = page.rotate(tilt, Image.Resampling.BICUBIC, expand=True, fillcolor=255)
    coarse = turned.resize((turned.width, round(turned.height * 98 / 204)), Image.Resampling.BOX)
    limit = chance.randint(110, 150)
    dots = bytearray(0 if value < limit else 255 for value in coarse.tobytes())
    for _ in range(round(len(dots) * specks)):
        place = chance.randrange(len(dots))
        dots[place] = 255 - dots[place]
    return Image.frombytes("L", coarse.size, bytes(dots))


def digits_read(received: Image.Image) -> set[str]:
    """Every QR content any rung of the ladder finds; stops at the first rung that reads one."""
    for picture in _ladder(received):
        found = {code.text for code in zxingcpp.read_barcodes(picture, formats=QR) if code.valid}
        if found:
            return found
    return set()


def _ladder(received: Image.Image) -> Iterator[Image.Image]:
    """From the plain picture to ever smoother ones, lines doubled to square dots first."""
    square = received.resize(
        (received.width, round(received.height * 204 / 98)), Image.Resampling.BICUBIC
    )
    yield square
    median = received.filter(ImageFilter.MedianFilter(3))
    calm = median.resize(square.size, Image.Resampling.BICUBIC)
    yield calm
    yield square.filter(ImageFilter.MedianFilter(3))
    for picture, blur in ((square, 1.6), (calm, 1.2), (square, 2.2), (calm, 1.8)):
        large = picture.resize((picture.width * 2, picture.height * 2), Image.Resampling.BICUBIC)
        soft = large.filter(ImageFilter.GaussianBlur(blur * 2))
        yield soft
        yield soft.point(lambda value: 0 if value < 140 else 255)
    for turn in (1.2, -1.2, 2.4, -2.4, 4.0, -4.0):
        yield calm.filter(ImageFilter.GaussianBlur(1.2)).rotate(
            turn, Image.Resampling.BICUBIC, fillcolor=255
        )
