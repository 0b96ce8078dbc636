"""Everything on the desk while a slip is written: partner, form or result, page, acts.

Choosing, writing and done take turns in one place; with large type on a small desk the
page waits behind a button instead of standing beside the form.
"""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.domain.referral import Progress, ReferralLine
from desktop.services.referrals import SlipStart
from desktop.ui.counter import Counter
from desktop.ui.kit import Banner, Columns, PageHead, Tone, WorkingArea, column, row
from desktop.ui.referral.choosing import ChosenPartner, PartnerChoice
from desktop.ui.referral.issued import IssuedCard
from desktop.ui.referral.slip_foot import SlipFoot
from desktop.ui.referral.slip_form import SlipForm
from desktop.ui.referral.slip_page import SlipPage

_USUAL = QSizePolicy.Policy.Preferred


class SlipDesk(QWidget):
    """Where things stand, and what stands in the way of the slip."""

    reopen_wanted = Signal(object)
    """The slip this partner has already, by the referral's id."""
    partner_wanted = Signal(object)
    """The partner whose service lacks what a consent must tell."""
    consent_wanted = Signal()
    request_wanted = Signal(object)
    """The request of the person that keeps the slip back, by its id."""

    def __init__(self, counter: Counter) -> None:
        super().__init__()
        self._start: SlipStart | None = None
        self.head = PageHead("의뢰서")
        self.partner = ChosenPartner()
        self.banner = Banner("", "warning")
        self.choosing = PartnerChoice(counter)
        self.writing = SlipForm(counter.clock)
        self.done = IssuedCard()
        self.foot = SlipFoot()
        self.page = SlipPage(counter)
        self._lay_out()
        self.show_part(self.choosing)
        self._rearrange()
        self.banner.acted.connect(self._act)
        self.choosing.card_focused.connect(self._area.follow)
        self.writing.form.then(self.foot.issue)
        self.writing.changed.connect(self.page.draw_soon)
        self.writing.judged.connect(self.page.draw)
        self.writing.found_harmless.connect(self.foot.issue.setFocus)
        self.foot.look.clicked.connect(self._look_at_page)

    def _lay_out(self) -> None:
        across = row(self, gap=0)
        left = self._left_side = QWidget()
        left_column = column(left, gap=0)
        self._area = WorkingArea(gap=12, margins=(24, 12, 20, 12))
        self._area.installEventFilter(self)
        self._area.follow_focus()
        left_column.addWidget(self._area, 1)
        self._columns = Columns([left, self.page], [0, 520], least=640, wide=[0, 610], gap=0)
        self._columns.rearranged.connect(self._rearrange)
        across.addWidget(self._columns)
        self._area.body.addWidget(self.head)
        self._area.body.addWidget(self.partner)
        self._area.body.addWidget(self.banner)
        self.banner.hide()
        for part in (self.choosing, self.writing, self.done):
            self._area.body.addWidget(part, 1)
        # After the form: Tab goes the way of the eye, to the acts last.
        left_column.addWidget(self.foot)

    # one of three has the place

    def show_part(self, shown: QWidget) -> None:
        """Choosing, writing or done: one of them has the place, from its top."""
        for part in (self.choosing, self.writing, self.done):
            part.setVisible(part is shown)
        writing = shown is self.writing
        self.foot.setVisible(writing)
        self.partner.let_change(writing)
        self.page.copies.setVisible(writing)
        self.banner.hide()
        self.partner.setVisible(shown is not self.choosing)
        self._area.verticalScrollBar().setValue(0)

    def show_start(self, start: SlipStart) -> None:
        """Begin writing with what is known already."""
        self._start = start
        self.partner.show_service(start.ground.service)
        self.writing.show_start(start)
        self.show_part(self.writing)
        self.foot.sheet.setVisible(bool(start.ground.fault))
        again = bool(start.draft.referral_id)
        self.foot.issue.set_words("다시 발급하고 인쇄" if again else "발급하고 인쇄")

    @property
    def narrow(self) -> bool:
        """Whether the page has no room beside the form."""
        return self._columns.stacked

    # what stands in the way

    def show_banner(self) -> None:
        """Say what stands in the way, or what is good to know first."""
        start = self._start
        if start is None:
            return
        self.head.show_state(
            "다시 발급" if start.draft.referral_id else "작성 중", Tone.WARNING, "pencil"
        )
        self.banner.show()
        if start.open_referral is not None and start.asks_second:
            self.banner.say(
                f"이 기관에는 이미 의뢰하셨습니다({start.open_referral.number}, "
                f"{start.open_referral.progress.label}).",
                "warning",
                "그 의뢰 고치기",
            )
        elif start.ground.fault:
            act = "기관 화면 열기" if start.ground.service.missing else "동의 받기 F7"
            if start.ground.held_by:
                act = "요구 보기"
            self.banner.say(start.ground.fault, "warning", act)
        elif start.follows is not None:
            self.banner.say(_following(start.follows), "info")
        elif start.same_kind:
            self.banner.say(
                f"같은 도움을 다른 곳에도 의뢰하셨습니다: {', '.join(start.same_kind)}", "info"
            )
        else:
            self.banner.hide()

    def go_to_banner(self) -> None:
        """Put the keys on what has to be done first."""
        self.banner.button.setFocus(Qt.FocusReason.OtherFocusReason)

    def _act(self) -> None:
        start = self._start
        if start is None:
            return
        if start.open_referral is not None and start.asks_second:
            self.reopen_wanted.emit(start.open_referral.id)
        elif start.ground.held_by:
            self.request_wanted.emit(start.ground.held_by)
        elif start.ground.service.missing:
            self.partner_wanted.emit(start.ground.service.organisation_id)
        else:
            self.consent_wanted.emit()

    # where the page stands

    def _rearrange(self) -> None:
        """Large type on a small desk: the page waits behind a button instead of beside the form."""
        stacked = self._columns.stacked
        self.foot.look.setVisible(stacked)
        self._show_instead(None)

    def _look_at_page(self) -> None:
        self._show_instead(None if self._area.isHidden() else self.page)
        self.foot.look.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_instead(self, page: QWidget | None) -> None:
        """The page in the form's place, or the form again (None)."""
        stacked = self._columns.stacked
        self._area.setVisible(page is None or not stacked)
        self.page.setVisible(page is not None or not stacked)
        self.foot.look.set_words("양식 보기" if page is not None and stacked else "종이 보기")
        self._left_side.setSizePolicy(
            QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Fixed if page is not None and stacked else _USUAL,
        )

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Page keys turn the page beside the form; the form itself would scroll by them."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        ):
            self.page.turn(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return True
        return False


def _following(line: ReferralLine) -> str:
    words = (
        f"{line.number}({line.partner}, {line.progress.label})에 이어 의뢰합니다. "
        "그때 적은 말을 옮겨 두었으니 이 기관에 맞게 고쳐 주십시오."
    )
    if line.progress is Progress.NO_SHOW:
        words += " 발급하면 앞 의뢰는 철회로 닫습니다."
    return words
