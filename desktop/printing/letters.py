"""The letters of a file: their codes, and what goes into it of each face.

reportlab numbers the letters of each file anew, 255 to a subset. A paper of which many are
printed has the letters of its form first, in subsets of their own: they have the same codes
in every file, so that words of the form are written once, and their outlines are packed
once. All else a file says has its letters in the subsets behind them, and only its own.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from reportlab.pdfbase import pdfdoc, ttfonts

from desktop.printing.face_file import FastFont
from desktop.printing.packing import packed, stream

MARK = "\\"
_MARKED = {ord(MARK): ord(MARK), ord("("): ord("("), ord(")"): ord(")"), ord("\r"): ord("r")}
"""What has a meaning inside a literal string (ISO 32000-1, 7.3.4.2), by what follows its mark."""
FORMS = 32
"""Forms whose letters are kept."""
_PLANE = 256
_USUAL = 6
"""So many subsets are told apart at a stroke, those behind them letter by letter."""
_FAR = chr(_USUAL * _PLANE)


def _pattern(between: str) -> re.Pattern[str]:
    """Letters of one subset after the other, told apart by the higher byte of their codes.

    `between` may stand among them: a blank, which is 32 in every subset.
    """
    planes = range(_PLANE, _USUAL * _PLANE, _PLANE)
    higher = [f"[{chr(at)}-{chr(at + 255)}][{chr(at)}-{chr(at + 255)}{between}]*" for at in planes]
    return re.compile("|".join(("[\0-\xff]+", *higher, f"[{_FAR}-\uffff]+")))


_ALIKE, _ALIKE_WITH_BLANKS = _pattern(""), _pattern(" ")
BLANK = 32
WORDS = 2_000
"""Words of a file remembered as they are written: of many slips most have some alike."""


@dataclass(frozen=True, slots=True)
class _Subset:
    """What a file holds of a subset: packed outlines and their length, characters, widths."""

    outlines: bytes
    length: int
    characters: bytes
    widths: bytes


@dataclass(frozen=True, slots=True)
class _First:
    """The letters that files of one kind begin with, as reportlab's state of a font has them."""

    codes: dict[int, int]
    subsets: tuple[tuple[int, ...], ...]
    shown: dict[int, str]
    kept: dict[int, _Subset] = field(default_factory=dict)


class FormFont(FastFont):
    """reportlab's font, whose subsets may begin with the letters of a form."""

    def __init__(self, name: str, filename: str, **ways: Any) -> None:
        super().__init__(name, filename, **ways)
        self._firsts: dict[str, _First] = {}

    def begin(self, doc: Any, letters: str = "") -> "Shown":
        """How a new file writes its words, `letters` in subsets that all such files have."""
        state = self._assignState(doc)
        if not letters:
            return Shown(self, doc, {}, 0)
        first = self._firsts.get(letters)
        if first is None:
            if len(self._firsts) >= FORMS:
                self._firsts.clear()
            first = self._firsts[letters] = self._first(letters)
        state.first = first
        state.assignments = dict(first.codes)
        state.subsets = [list(subset) for subset in first.subsets]
        state.nextCode = _PLANE * len(first.subsets)
        self.getSubsetInternalName(0, doc)  # the same name in all of them
        return Shown(self, doc, first.shown, len(first.subsets))

    def _first(self, letters: str) -> _First:
        doc = pdfdoc.PDFDocument()
        codes = Shown(self, doc, {}, 0).codes
        codes.of(letters)
        state = self.state[doc]
        return _First(dict(state.assignments), tuple(map(tuple, state.subsets)), dict(codes))

    def addObjects(self, doc: Any) -> None:  # noqa: N802
        """What reportlab adds of a font, in its own objects; a form's subsets as kept."""
        state = self._assignState(doc)
        state.frozen = 1
        first: _First | None = getattr(state, "first", None)
        kept = first.kept if first is not None else {}
        forms = len(first.subsets) if first is not None else 0
        for number, points in enumerate(state.subsets):
            if forms:
                points.extend([BLANK] * (BLANK + 1 - len(points)))
            name = self.getSubsetInternalName(number, doc)[1:]
            title = f"{ttfonts.SUBSETN(number).decode()}+{self.face.name.decode()}"
            subset = kept.get(number)
            if subset is None:
                subset = self._cut(title, points, once=number < forms)
                if number < forms:
                    kept[number] = subset
            font = pdfdoc.PDFTrueTypeFont()
            font.Name, font.BaseFont = name, title
            font.FirstChar, font.LastChar = 0, len(points) - 1
            font.Widths = subset.widths
            font.ToUnicode = doc.Reference(stream(subset.characters), f"characters:{title}")
            font.FontDescriptor = self._descriptor(doc, title, subset)
            doc.Reference(font, name)
            doc.idToObject["BasicFonts"].dict[name] = font
        del self.state[doc]

    def _cut(self, title: str, points: Sequence[int], *, once: bool) -> _Subset:
        outlines = self.face.makeSubset(points)
        characters = ttfonts.makeToUnicodeCMap(title, points).encode("ascii")
        widths = pdfdoc.PDFArray(map(self.face.getCharWidth, points)).format(None)
        return _Subset(
            packed(outlines, once=once), len(outlines), packed(characters, once=once), widths
        )

    def _descriptor(self, doc: Any, title: str, subset: _Subset) -> Any:
        face = self.face
        outlines = stream(subset.outlines, Length1=subset.length)
        entries = {
            "Type": "/FontDescriptor",
            "Ascent": face.ascent,
            "CapHeight": face.capHeight,
            "Descent": face.descent,
            "Flags": (face.flags & ~ttfonts.FF_NONSYMBOLIC) | ttfonts.FF_SYMBOLIC,
            "FontBBox": pdfdoc.PDFArray(face.bbox),
            "FontName": pdfdoc.PDFName(title),
            "ItalicAngle": face.italicAngle,
            "StemV": face.stemV,
            "FontFile2": doc.Reference(outlines, f"outlines:{title}"),
            "MissingWidth": face.defaultWidth,
        }
        return doc.Reference(pdfdoc.PDFDictionary(entries), f"descriptor:{title}")


class Shown:
    """How the words of one file are written in one face, whose first `forms` subsets are a form's.

    `others` counts the pieces that needed another letter.
    """

    def __init__(self, font: FormFont, doc: Any, codes: dict[int, str], forms: int) -> None:
        self.codes = _Codes(font, doc, codes)
        self.others = 0
        self._font, self._doc, self._forms = font, doc, forms
        self._heads: dict[tuple[int, float], str] = {}
        self._known: dict[tuple[str, float], tuple[str, bool]] = {}

    def pieces(self, words: str, size: float) -> str:
        """The words as a page shows them, subset by subset; in Latin-1."""
        known = self._known.get((words, size))
        if known is None:
            pieces, highest = [], 0
            for run in self._runs(self.codes.of(words)):
                subset = _subset_of(run[0])
                if subset:
                    run = run.encode("utf-16-be")[1::2].decode("latin-1")
                    highest = max(highest, subset)
                head = self._heads.get((subset, size)) or self._head(subset, size)
                pieces.append(f"{head}{run}) Tj")
            known = " ".join(pieces), highest >= self._forms
            if len(self._known) < WORDS:
                self._known[words, size] = known
        self.others += known[1]
        return known[0]

    def _runs(self, shown: str) -> Iterator[str]:
        """The codes of words, subset by subset.

        Without a form blanks part the subsets as reportlab has it: so kept papers were drawn.
        """
        for run in (_ALIKE_WITH_BLANKS if self._forms else _ALIKE).findall(shown):
            if run[0] < _FAR:
                yield run
            else:
                yield from ("".join(alike) for _, alike in groupby(run, _subset_of))

    def _head(self, subset: int, size: float) -> str:
        name = self._font.getSubsetInternalName(subset, self._doc)
        head = self._heads[subset, size] = f"{name} {size:g} Tf ("
        return head


def _subset_of(code: str) -> int:
    return ord(code) // _PLANE


class _Codes(dict[int, str]):
    """A letter's code in a file by its number, marked as a literal string wants it."""

    def __init__(self, font: FormFont, doc: Any, known: dict[int, str]) -> None:
        super().__init__(known)
        self._font, self._doc = font, doc
        self._words = ""

    def of(self, words: str) -> str:
        """The codes of all letters. reportlab gives new ones as it meets them in the words."""
        self._words = words
        return words.translate(self)

    def __missing__(self, point: int) -> str:
        letters = map(ord, self._words)
        for subset, codes in self._font.splitString(self._words, self._doc):
            plane = subset * _PLANE
            for code, letter in zip(codes, letters, strict=False):  # the letters run on
                mark = _MARKED.get(code)
                self[letter] = chr(plane + code)
                if mark is not None:
                    self[letter] = chr(plane + ord(MARK)) + chr(plane + mark)
        return self[point]
