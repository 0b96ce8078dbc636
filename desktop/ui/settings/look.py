"""화면: colours, size of type, and when the window locks itself. For this PC only."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Columns,
    Face,
    Field,
    Form,
    Paragraph,
    PlainLabel,
    Role,
    Scheme,
    Segmented,
    column,
    paint,
    row,
    theme,
)
from desktop.ui.kit.theme import px
from desktop.ui.kit.tokens import TABLE
from desktop.ui.look import LOCK_CHOICES, Look
from desktop.ui.settings.page import SettingsPage

SIZES = (100, 110, 125, 150, 175, 200)
SCHEMES = ((Scheme.LIGHT, "밝게"), (Scheme.DARK, "어둡게"), (Scheme.HIGH_CONTRAST, "고대비"))

PICTURES = (("shown", "보이기"), ("off", "가리기"))
KEPT_OFF = "가리면 캡처한 그림과 화면 공유, 원격 지원에 이 창이 나오지 않습니다."
NOT_HERE = (
    "화면 캡처 가리기는 Windows에서만 됩니다. 이 컴퓨터에서는 다른 프로그램이 창을 "
    "찍을 수 있으니, 화면을 공유하기 전에 잠가(Ctrl+L) 주십시오."
)


class LookPage(SettingsPage):
    """Chosen at the left, shown at the right before it holds."""

    key, label = "look", "화면"
    remark = "색, 글자 크기, 잠금, 캡처"
    keys = (("← →", "고르기"),)
    kinds = ()

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self.head("이 컴퓨터에만 적용됩니다. 쓰던 것은 그대로 남습니다.")
        card = Card(gap=8, margins=(18, 14))
        form = Form(self)
        schemes = Segmented([(scheme.value, words) for scheme, words in SCHEMES], name="색")
        sizes = Segmented([(str(size), f"{size} %") for size in SIZES], name="글자 크기")
        locks = Segmented([(str(one), f"{one}분") for one in LOCK_CHOICES], name="자동 잠금")
        for name, field in (
            ("scheme", Field("색", schemes)),
            ("size", Field("글자 크기", sizes)),
            (
                "lock",
                Field(
                    "손대지 않으면 잠그기",
                    locks,
                    hint="내담자가 앞에 있는 창구는 짧을수록 좋습니다.",
                ),
            ),
        ):
            card.body.addWidget(form.add(name, field))
        if counter.can_stay_off_pictures:
            pictures = Segmented(PICTURES, name="화면 캡처")
            field = Field("화면 캡처와 화면 공유", pictures, hint=KEPT_OFF)
            card.body.addWidget(form.add("pictures", field))
        else:
            card.body.addWidget(Paragraph(NOT_HERE, face=Face.NOTE, ink="second"))
        self.keep = Button("이렇게 쓰기", Role.PRIMARY, icon="check", keys="Ctrl+S")
        line = row(gap=10)
        line.addStretch(1)
        line.addWidget(self.keep)
        card.body.addLayout(line)
        left = QWidget()
        box = column(left, gap=12)
        box.addWidget(card)
        box.addStretch(1)
        right = QWidget()
        beside = column(right, gap=8)
        beside.addWidget(PlainLabel("이렇게 보입니다", face=Face.STRONG))
        self.sample = Sample()
        beside.addWidget(self.sample)
        beside.addWidget(Paragraph("저장해야 창 전체가 바뀝니다.", face=Face.NOTE, ink="second"))
        beside.addStretch(1)
        self.body.addWidget(Columns([left, right], [480, 0], gap=24, least=300))
        self.body.addStretch(1)
        form.then(self.keep)
        form.changed.connect(lambda _name: self.sample.show_look(self.chosen()))
        # A method, not a lambda: it is forgotten with the page when the screens are built anew.
        counter.look_changed.connect(self._take_look)
        self.form = form
        self.keep.clicked.connect(self.save)
        self.reset()

    def begin(self) -> None:
        assert self.form is not None
        self.form.field("scheme").control.setFocus(Qt.FocusReason.OtherFocusReason)

    def reset(self) -> None:
        assert self.form is not None
        look = self._counter.look
        nearest = min(SIZES, key=lambda size: abs(size - look.scale * 100))
        lock = min(LOCK_CHOICES, key=lambda one: abs(one - look.lock_after))
        self.form.set_values({"scheme": look.scheme.value, "size": str(nearest), "lock": str(lock)})
        if self._counter.can_stay_off_pictures:
            self.form.set_values({"pictures": "off" if look.off_pictures else "shown"})
        self.form.mark_saved()
        self.sample.show_look(look)

    def _take_look(self, _look: Look) -> None:
        self.reset()

    def is_dirty(self) -> bool:
        # A choice is made again in three keys: nothing worth a place in the strip.
        return False

    def chosen(self) -> Look:
        """What is chosen now."""
        assert self.form is not None
        off = self._counter.look.off_pictures
        if self._counter.can_stay_off_pictures:
            off = self.form.value("pictures") == "off"
        return Look(
            Scheme(self.form.value("scheme")),
            int(self.form.value("size")) / 100,
            int(self.form.value("lock")),
            off,
        )

    def save(self) -> None:
        before, wanted = self._counter.look, self.chosen()
        if wanted == before:
            self._counter.say("이미 이렇게 쓰고 있습니다.", "info")
            return
        counter = self._counter

        def undo() -> None:
            counter.choose_look(before)

        if counter.choose_look(wanted):
            # This very page may have been built anew by now.
            counter.say("화면을 바꿨습니다.", action="되돌리기", on_action=undo)

    def leave(self) -> bool:
        """Esc: as the window is."""
        if self.chosen() == self._counter.look:
            return False
        self.reset()
        return True


class Sample(QWidget):
    """A card as it would look: painted with the colours and the size chosen."""

    def __init__(self) -> None:
        super().__init__()
        self._look = Look()
        self.setAccessibleName("미리 보기")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def show_look(self, look: Look) -> None:
        """Draw in this look."""
        self._look = look
        words = dict(SCHEMES)[look.scheme]
        self.setAccessibleDescription(f"{words}, 글자 {look.scale * 100:.0f} %")
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(px(260), round(178 * self._look.scale) + 2)

    def minimumSizeHint(self) -> QSize:
        return QSize(px(120), self.sizeHint().height())

    def _font(self, face: Face) -> QFont:
        made = QFont(theme.font(face))
        made.setPixelSize(round(face.value[0] * self._look.scale))
        return made

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        colours, one = TABLE[self._look.scheme], self._look.scale

        def ink(token: str) -> QColor:
            return QColor(getattr(colours, token))

        def write(box: QRectF, words: str, face: Face, token: str, align: Qt.AlignmentFlag) -> None:
            painter.setFont(self._font(face))
            painter.setPen(ink(token))
            painter.drawText(box, int(align), words)

        whole = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        paint.surface(painter, whole, 8 * one, ink("page"), ink("rule"))
        card = whole.adjusted(12 * one, 12 * one, -12 * one, -12 * one)
        paint.surface(painter, card, 8 * one, ink("card"), ink("line"))
        left, top, wide = card.left() + 14 * one, card.top() + 10 * one, card.width() - 28 * one
        write(QRectF(left, top, wide, 24 * one), "24  박*아", Face.SECTION, "text", paint.LEFT)
        top += 28 * one
        write(
            QRectF(left, top, wide, 20 * one),
            "취업상담 · 교육 문의",
            Face.BODY,
            "second",
            paint.LEFT,
        )
        top += 26 * one
        chip = QRectF(left, top, 76 * one, 24 * one)
        paint.surface(painter, chip, 4 * one, ink("warning_tint"))
        write(chip, "18분 대기", Face.LABEL, "warning", paint.CENTRE)
        top += 36 * one
        button = QRectF(left, top, 92 * one, 36 * one)
        paint.surface(painter, button, 6 * one, ink("primary"))
        write(button, "부르기", Face.STRONG, "on_primary", paint.CENTRE)
        other = QRectF(button.right() + 10 * one, top, 72 * one, 36 * one)
        if other.right() <= card.right() - 8 * one:
            paint.surface(painter, other, 6 * one, ink("card"), ink("control"))
            write(other, "시작", Face.STRONG, "text", paint.CENTRE)
