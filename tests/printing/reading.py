"""Papers read back with pdfium: their words, faces and sizes as a reader sees them."""

import ctypes
from dataclasses import dataclass

import pypdfium2
import pypdfium2.raw as pdfium
from PIL import Image

POINTS_PER_MM = 72 / 25.4


@dataclass(frozen=True, slots=True)
class Letter:
    """One character with its size in points, its face and its place in mm from the top left."""

    character: str
    size: float
    face: str
    x: float
    y: float


def page_texts(pdf: bytes) -> list[str]:
    """What each page says."""
    document = pypdfium2.PdfDocument(pdf)
    return [page.get_textpage().get_text_bounded().replace("\r\n", "\n") for page in document]


def words_of(pdf: bytes) -> str:
    """Everything said, without any blank: spread letters read as one word."""
    return "".join("".join(page_texts(pdf)).split())


def letters(pdf: bytes, page_number: int = 0) -> list[Letter]:
    """Every visible character of a page."""
    page = pypdfium2.PdfDocument(pdf)[page_number]
    text = page.get_textpage()
    height = page.get_height()
    found: list[Letter] = []
    for index in range(text.count_chars()):
        character = chr(pdfium.FPDFText_GetUnicode(text, index))
        if character.isspace() or not character.isprintable():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        pdfium.FPDFText_GetCharOrigin(text, index, x, y)
        name = ctypes.create_string_buffer(128)
        flags = ctypes.c_int()
        pdfium.FPDFText_GetFontInfo(text, index, name, 128, flags)
        found.append(
            Letter(
                character,
                round(pdfium.FPDFText_GetFontSize(text, index), 2),
                name.value.decode().rpartition("+")[2],
                x.value / POINTS_PER_MM,
                (height - y.value) / POINTS_PER_MM,
            )
        )
    return found


def find(all_letters: list[Letter], words: str) -> list[Letter]:
    """The letters of these words, wherever they stand in one run; empty when they are not there."""
    wanted = "".join(words.split())
    run = "".join(letter.character for letter in all_letters)
    start = run.find(wanted)
    return all_letters[start : start + len(wanted)] if start >= 0 else []


def picture(pdf: bytes, dpi: float, page_number: int = 0) -> Image.Image:
    """A page in grey."""
    page = pypdfium2.PdfDocument(pdf)[page_number]
    shown: Image.Image = page.render(scale=dpi / 72, grayscale=True).to_pil()
    return shown.convert("L")


def information(pdf: bytes) -> dict[str, str]:
    """The file's own description."""
    return dict(pypdfium2.PdfDocument(pdf).get_metadata_dict())
