"""The pages of the first run in order, and the line of discs that shows them."""

from enum import Enum

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.ui.kit import icons, paint, theme
from desktop.ui.kit.theme import Face


class Step(Enum):
    """The pages of the wizard in order."""

    PLACE = ("이 컴퓨터", "저장 위치와 창구 번호", "이 컴퓨터를 준비합니다")
    CENTRE = ("우리 센터", "이름·주소·전화", "우리 센터를 알려 주십시오")
    ACCOUNT = ("첫 사용자", "이름과 비밀번호", "처음 쓰실 분을 정합니다")
    CODE = ("복구 코드", "잊었을 때를 위해", "복구 코드를 종이에 남깁니다")
    READY = ("시작", "확인하고 열기", "준비가 끝났습니다")

    def __init__(self, short: str, under: str, title: str) -> None:
        self.short, self.under, self.title = short, under, title


class Steps(QWidget):
    """The pages as a line of discs; done, here, to come."""

    def __init__(self) -> None:
        super().__init__()
        self._here = 0
        self.setFixedHeight(theme.px(56) * len(Step))
        self.setAccessibleName("설정 순서")

    def mark(self, here: int) -> None:
        """Show which page is in front."""
        self._here = here
        self.setAccessibleDescription(f"{here + 1}번째, {list(Step)[here].short}")
        self.update()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        for place, step in enumerate(Step):
            top = theme.px(56) * place
            disc = QRectF(0.5, top + theme.px(6), theme.px(27), theme.px(27))
            done, here = place < self._here, place == self._here
            if place + 1 < len(Step):
                painter.fillRect(
                    round(disc.center().x()),
                    round(disc.bottom() + theme.px(4)),
                    max(1, theme.px(2)),
                    theme.px(21),
                    theme.ink("primary" if done else "line"),
                )
            painter.setPen(theme.ink("control") if not done and not here else Qt.PenStyle.NoPen)
            painter.setBrush(theme.ink("primary" if here else "primary_tint" if done else "card"))
            painter.drawEllipse(disc)
            if done:
                side = theme.px(15)
                icons.draw(
                    painter,
                    "check",
                    disc.center().x() - side / 2,
                    disc.center().y() - side / 2,
                    side,
                    theme.ink("primary_text"),
                )
            else:
                paint.text(
                    painter,
                    disc,
                    str(place + 1),
                    Face.LABEL,
                    theme.ink("on_primary" if here else "second"),
                    Qt.AlignmentFlag.AlignCenter,
                )
            left = theme.px(40)
            words = QRectF(left, top + theme.px(2), self.width() - left, theme.px(20))
            under = QRectF(left, top + theme.px(20), self.width() - left, theme.px(20))
            paint.text(
                painter, words, step.short, Face.STRONG if here else Face.BODY, theme.ink("text")
            )
            paint.text(painter, under, step.under, Face.NOTE, theme.ink("second"))
