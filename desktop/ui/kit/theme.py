"""How the whole window looks: scheme, face and size, set once for the application.

`install` loads the bundled face, sets the application's font, palette, Korean
texts of Qt and the one style sheet (native text controls only). Everything the
kit paints asks `ink`, `font` and `px` while painting, so that a change of scheme
reaches it at once. A change of the font scale needs the window built anew,
because lengths already given to layouts stay as they are.
"""

import re
from enum import Enum
from functools import lru_cache
from typing import ClassVar, Protocol, runtime_checkable

from PySide6.QtCore import QLibraryInfo, QLocale, QTranslator
from PySide6.QtGui import QColor, QFont, QFontDatabase, QFontMetrics, QPalette, QRawFont
from PySide6.QtWidgets import QApplication

from desktop import paths
from desktop.ui.kit import spoken
from desktop.ui.kit.tokens import TABLE, Scheme, Tokens

FAMILY = "Pretendard GOV"
SMALLEST_SCALE = 1.0
LARGEST_SCALE = 2.0


class Face(Enum):
    """Sizes of text; the value is (pixels at 100 %, weight, figures of equal width)."""

    TINY = (12, 400, False)
    CAP = (12, 600, False)
    NOTE = (13, 400, False)
    LABEL = (13, 600, False)
    BODY = (14, 400, False)
    STRONG = (14, 600, False)
    FIGURE = (14, 401, True)
    FIGURE_STRONG = (14, 600, True)
    NAME = (15, 600, False)
    SECTION = (16, 600, False)
    TITLE = (20, 700, False)
    NUMBER = (24, 700, True)
    HERO = (24, 701, False)


@runtime_checkable
class Repainted(Protocol):
    """A widget that keeps something of the scheme and takes it again after a change."""

    def take_theme(self) -> None:
        """Read colours and fonts again."""


class _State:
    scheme: Scheme = Scheme.LIGHT
    scale: float = 1.0
    fonts: ClassVar[dict[Face, QFont]] = {}
    metrics: ClassVar[dict[Face, QFontMetrics]] = {}
    loaded: bool = False
    translator: QTranslator | None = None


def install(app: QApplication, scheme: Scheme = Scheme.LIGHT, font_scale: float = 1.0) -> None:
    """Dress the application; may be called again to change scheme or size.

    `font_scale` lies between 1.0 and 2.0 and multiplies every length, not only fonts.
    """
    if not _State.loaded:
        for weight in ("Regular", "SemiBold", "Bold"):
            # Without the bundled face a PC without Korean fonts shows boxes.
            QFontDatabase.addApplicationFont(
                str(paths.resources() / "fonts" / f"PretendardGOV-{weight}.ttf")
            )
        spoken.install()
        _State.loaded = True
    if _State.translator is None:
        QLocale.setDefault(QLocale(QLocale.Language.Korean, QLocale.Country.SouthKorea))
        translator = QTranslator()
        folder = QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath)
        if translator.load("qtbase_ko", folder):
            app.installTranslator(translator)
        _State.translator = translator
    _State.scheme = scheme
    _State.scale = min(LARGEST_SCALE, max(SMALLEST_SCALE, font_scale))
    _State.fonts.clear()
    _State.metrics.clear()
    app.setFont(font(Face.BODY))
    palette = _palette(tokens())
    app.setPalette(palette)
    # The ground of a field is its box's, not the style's: the whole ground would be a rectangle.
    clear = QPalette(palette)
    clear.setColor(QPalette.ColorRole.Base, QColor(0, 0, 0, 0))
    app.setPalette(clear, "KoreanLineEdit")  # type: ignore[arg-type]  # bytes are refused
    palette.setColor(
        QPalette.ColorGroup.Disabled, QPalette.ColorRole.Base, QColor(tokens().disabled)
    )
    app.setPalette(palette, "QTextEdit")  # type: ignore[arg-type]
    for widget in app.allWidgets():
        if isinstance(widget, Repainted):
            widget.take_theme()
        widget.update()


def is_installed() -> bool:
    """Whether the application has been dressed."""
    return _State.loaded


def scheme() -> Scheme:
    """The scheme in use."""
    return _State.scheme


def scale() -> float:
    """The font scale in use, 1.0 to 2.0."""
    return _State.scale


def tokens() -> Tokens:
    """The colours in use."""
    return TABLE[_State.scheme]


def px(length: float) -> int:
    """A length of the design at the present font scale, in logical pixels."""
    return round(length * _State.scale)


def ink(token: str) -> QColor:
    """The colour of a token in the present scheme."""
    return _colour(getattr(tokens(), token))


def font(face: Face) -> QFont:
    """The font of a text size; made once, because making one costs more than drawing."""
    made = _State.fonts.get(face)
    if made is None:
        pixels, weight, equal_figures = face.value
        made = QFont(FAMILY)
        made.setPixelSize(px(pixels))
        made.setWeight(QFont.Weight(weight // 100 * 100))
        made.setHintingPreference(QFont.HintingPreference.PreferNoHinting)
        if equal_figures:
            made.setFeature(QFont.Tag("tnum"), 1)
        _State.fonts[face] = made
    return made


def metrics(face: Face) -> QFontMetrics:
    """The measures of a text size."""
    made = _State.metrics.get(face)
    if made is None:
        made = _State.metrics[face] = QFontMetrics(font(face))
    return made


def missing(text: str) -> str:
    """The first character the bundled face cannot draw, which paper cannot either, or nothing.

    On the screen another face of the PC stands in for it, or a box.
    """
    raw = QRawFont.fromFont(font(Face.BODY))
    return next((one for one in text if not raw.supportsCharacter(ord(one))), "")


@lru_cache(maxsize=256)
def _colour(value: str) -> QColor:
    return QColor(value)


def _palette(colours: Tokens) -> QPalette:
    palette = QPalette()
    for role, value in (
        (QPalette.ColorRole.Window, colours.page),
        (QPalette.ColorRole.WindowText, colours.text),
        (QPalette.ColorRole.Base, colours.field),
        (QPalette.ColorRole.AlternateBase, colours.panel),
        (QPalette.ColorRole.Text, colours.text),
        (QPalette.ColorRole.Button, colours.card),
        (QPalette.ColorRole.ButtonText, colours.text),
        (QPalette.ColorRole.PlaceholderText, colours.hint),
        (QPalette.ColorRole.Highlight, colours.primary),
        (QPalette.ColorRole.HighlightedText, colours.on_primary),
        (QPalette.ColorRole.ToolTipBase, colours.toast),
        (QPalette.ColorRole.ToolTipText, colours.on_toast),
        (QPalette.ColorRole.Link, colours.link),
    ):
        palette.setColor(role, QColor(value))
    for role in (QPalette.ColorRole.WindowText, QPalette.ColorRole.Text):
        palette.setColor(QPalette.ColorGroup.Disabled, role, QColor(colours.disabled_text))
    return palette


def sheet(name: str) -> str:
    """The style sheet of a menu or a tip, with colours and lengths put in: Qt has no variables.

    Never for the application: it would keep rules for every widget, ten kilobytes each.
    """
    text = (paths.resources() / "style" / f"{name}.qss").read_text(encoding="utf-8")
    text = re.sub(r"/\*.*?\*/", "", text, flags=re.DOTALL)
    text = re.sub(r"\$px\((\d+)\)", lambda found: f"{px(int(found[1]))}px", text)
    return re.sub(r"\$([a-z_]+)", lambda found: str(getattr(tokens(), found[1])), text)
