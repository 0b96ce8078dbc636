"""의뢰서: choose the partner, decide what to say, see the very page, issue and print it.

The page beside the form is drawn from what is typed at every pause. Ctrl+P issues:
the number is taken, the paper stored as printed, and its sheets go to the printer.
"""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, time
from functools import partial
from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QWidget

from desktop.domain.calendar import show_date, show_day
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.masking import mask_name
from desktop.domain.papers import Copy
from desktop.domain.partner import Suggestion
from desktop.domain.referral import Paper, ReferralLine, SlipDraft
from desktop.domain.sensitive import Flag, without
from desktop.domain.when import read_day, read_time
from desktop.services.papers import ReadyPaper
from desktop.services.referrals import IssuedSlip, SlipStart
from desktop.services.slips import SlipGround, SlipPreview, look_at
from desktop.ui.consent.panel import ConsentPanel
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Chip,
    Columns,
    Combo,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    KoreanTextEdit,
    PageHead,
    PagePreview,
    Panel,
    PlainLabel,
    Role,
    Segmented,
    Sign,
    ToggleChips,
    Tone,
    WorkingArea,
    column,
    finish_all_composition,
    plain_tip,
    row,
)
from desktop.ui.kit.typed_text import units
from desktop.ui.printing import CounterPrinter
from desktop.ui.referral.agreed import AgreedItems
from desktop.ui.referral.choosing import PartnerChoice
from desktop.ui.referral.issued import IssuedCard

PAUSE = 50
"""Milliseconds of rest after which the page is drawn again."""
SIZES = [("plain", "보통"), ("large", "큰 글자")]
TEXTS = ("reason", "wishes", "summary")
_USUAL = QSizePolicy.Policy.Preferred
tight = partial(Field, room=False)
"""A field that makes room for its sentence only when there is one."""


class SlipScreen(QWidget):
    """One slip for one visitor: the form at the left, the A4 page at the right."""

    keys = (
        ("Ctrl+P", "발급하고 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("Ctrl+S", "초안으로 두기"),
        ("F7", "동의 받기"),
        ("Alt+A", "기관 안내문 인쇄 (동의가 없을 때)"),
        ("Ctrl+Enter", "상담 요지에서 다음 칸으로"),
        ("Page Up · Page Down", "인쇄될 모습의 다른 장"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._visitor_id = 0
        self._visit_id: int | None = None
        self._start: SlipStart | None = None
        self._kept: tuple[str, ...] = ()
        self._flags: dict[str, tuple[Flag, ...]] = {}
        self._issued: IssuedSlip | None = None
        self._name = ""
        self._pending: dict[str, Any] | None = None
        self._turn = 0
        self._pause = QTimer(self)
        self._pause.setSingleShot(True)
        self._pause.setInterval(PAUSE)
        self._pause.timeout.connect(self._draw)
        self._lay_out()
        sheet = QShortcut(QKeySequence("Alt+A"), self._work)
        sheet.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sheet.setAutoRepeat(False)
        sheet.activated.connect(self._print_sheet)
        counter.masking_changed.connect(self._show_masking)

    # what the window asks

    @property
    def visitor_id(self) -> int | None:
        """Whose slip it is."""
        return self._visitor_id or None

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        return "의뢰서"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose draft it is."""
        return self._visitor_id or None

    @property
    def draft_name(self) -> str:
        """The name, masked by the keeper."""
        return self._name

    def is_dirty(self) -> bool:
        """Whether something typed is not issued yet."""
        if self._start is None or self._issued is not None:
            return False
        return self._form.is_dirty or self._consent.is_dirty()

    def finish_composition(self) -> None:
        """Put the syllable being composed into the text."""
        finish_all_composition()

    def snapshot(self) -> dict[str, Any]:
        """Everything typed and chosen."""
        start = self._start
        return {
            "service_id": start.ground.service.id if start else 0,
            "referral_id": (start.draft.referral_id or 0) if start else 0,
            "kept": list(self._kept),
            "form": self._form.snapshot(),
            "consent": self._consent.snapshot() if self._consent.is_dirty() else None,
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Show a form again that was left; it waits until partner and visitor were read."""
        self._pending = body
        service_id, referral_id = int(body["service_id"]), int(body.get("referral_id", 0))
        if referral_id:
            self._reopen(referral_id)
        elif service_id:
            self._prepare(service_id)

    def show_for(
        self,
        visitor_id: int = 0,
        service_id: int = 0,
        visit_id: int | None = None,
        referral_id: int = 0,
        **_where: object,
    ) -> None:
        """Begin a slip: with a partner chosen already, or by choosing one; or a changed one."""
        if visitor_id and visitor_id == self._visitor_id and self._is_going_on(service_id):
            self._front.setCurrentWidget(self._work)
            return
        self._visitor_id, self._visit_id = visitor_id, visit_id
        self._start, self._issued, self._kept, self._pending = None, None, (), None
        self._name = ""
        self._consent.clear()
        self._front.setCurrentWidget(self._work)
        self._show_part(self._choosing)
        self._preview.clear()
        self._head.whose.setText("")
        self._head.show_state("")
        if referral_id:
            self._reopen(referral_id)
        elif service_id:
            self._read_suggestions(focus=False)
            self._prepare(service_id)
        else:
            self._read_suggestions(focus=True)

    def _is_going_on(self, service_id: int) -> bool:
        start = self._start
        if start is None or not self.is_dirty() or self._pending is not None:
            return False
        return service_id in (0, start.ground.service.id)

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        self._front = QStackedWidget()
        outer.addWidget(self._front)
        self._work = QWidget()
        self._front.addWidget(self._work)
        self._consent = ConsentPanel(self._counter, back="의뢰서로 돌아가기", own_draft=False)
        self._consent.recorded.connect(self._consent_recorded)
        self._consent.given_up.connect(self._leave_consent)
        self._front.addWidget(self._consent)
        across = row(self._work, gap=0)
        left = self._left_side = QWidget()
        left_column = column(left, gap=0)
        self._area = WorkingArea(gap=12, margins=(24, 12, 20, 12))
        self._area.installEventFilter(self)
        left_column.addWidget(self._area, 1)
        left_column.addWidget(self._foot())
        page = Panel(margins=(8, 8))
        self._preview = PagePreview()
        page.body.addWidget(self._preview, 1)
        page.body.addLayout(self._pages())
        self._page = page
        self._columns = Columns([left, page], [0, 520], least=640, wide=[0, 610], gap=0)
        self._columns.rearranged.connect(self._rearrange)
        across.addWidget(self._columns)
        self._head = PageHead("의뢰서")
        self._area.body.addWidget(self._head)
        self._chosen_partner = self._partner_card()
        self._area.body.addWidget(self._chosen_partner)
        self._banner = Banner("", "warning")
        self._banner.acted.connect(self._banner_act)
        self._banner.hide()
        self._area.body.addWidget(self._banner)
        self._choosing = PartnerChoice()
        self._choosing.chosen.connect(self._prepare)
        self._choosing.card_focused.connect(self._area.follow)
        self._writing = QWidget()
        self._done = IssuedCard()
        self._done.given.connect(lambda: self._hand(Paper.HANDED))
        self._done.sent.connect(lambda: self._hand(Paper.SENT))
        self._done.again.connect(self._reprint)
        self._done.file_wanted.connect(self._save_pdf)
        for part in (self._choosing, self._writing, self._done):
            self._area.body.addWidget(part, 1)
        self._lay_out_form()
        self._show_part(self._choosing)
        self._rearrange()

    def _partner_card(self) -> Card:
        card = Card(margins=(14, 9))
        line = row(gap=12)
        line.addWidget(Sign("partner", 22, "link"))
        words = column(gap=1)
        self._partner = PlainLabel("", face=Face.SECTION, elide=True)
        self._service = PlainLabel("", face=Face.NOTE, ink="second", elide=True)
        words.addWidget(self._partner)
        words.addWidget(self._service)
        line.addLayout(words, 1)
        self._change = Button("기관 바꾸기", high=32)
        self._change.clicked.connect(self._choose_again)
        line.addWidget(self._change)
        card.body.addLayout(line)
        return card

    def _lay_out_form(self) -> None:
        self._agreed = AgreedItems()
        form = QWidget()
        box = column(form, gap=10)
        self._form = Form(self, guard=find_identifiers, clean=clean)
        self._form.changed.connect(self._changed)
        self._services = ToggleChips(())
        self._criteria = ToggleChips(())
        self._documents = ToggleChips(())
        self._reason_code = Combo(placeholder="사유 고르기")
        self._summary = KoreanTextEdit("건강·가족·채무 같은 민감한 내용은 적지 않습니다.", lines=3)
        self._add(box, "services", tight("의뢰 서비스", self._services, across=True))
        reasons = row(gap=10)
        self._add(
            reasons,
            "reason_code",
            tight("의뢰 사유", self._reason_code, required=True),
            2,
        )
        self._add(
            reasons,
            "reason",
            tight("한 줄로", KoreanLineEdit("기관이 알아야 할 한 줄")),
            3,
        )
        box.addLayout(reasons)
        self._add(box, "criteria", tight("확인한 요건", self._criteria, across=True))
        self._add(box, "wishes", tight("희망 조건", KoreanLineEdit()))
        self._add(box, "summary", tight("상담 요지", self._summary))
        box.addLayout(self._flag_buttons())
        meeting = row(gap=10)
        self._add(
            meeting,
            "appointment_on",
            tight("방문 예약", KoreanLineEdit("12. 3.")),
            2,
            self._day,
        )
        self._add(
            meeting,
            "appointment_at",
            tight("시각", KoreanLineEdit("14:00")),
            1,
            self._time,
        )
        self._add(
            meeting,
            "called_before",
            tight("사전 연락", KoreanLineEdit("통화한 분과 시각")),
            2,
        )
        box.addLayout(meeting)
        self._add(box, "documents", tight("가져갈 서류", self._documents, across=True))
        dates = row(gap=10)
        self._add(
            dates,
            "reply_due",
            tight("회신 기한", KoreanLineEdit(trailing="calendar")),
            2,
            self._day,
        )
        self._add(
            dates,
            "valid_until",
            tight("방문 유효 기한", KoreanLineEdit(trailing="calendar")),
            2,
            self._day,
        )
        self._add(dates, "large_type", tight("내담자 쪽지", Segmented(SIZES)), 0)
        box.addLayout(dates)
        box.addStretch(1)
        inside = column(self._writing, gap=0)
        inside.addWidget(
            Columns([self._agreed, form], [268, 0], least=360, wide=[310, 0], gap=18), 1
        )
        self._form.then(self._print)

    def _add(
        self,
        layout: Any,
        name: str,
        field: Field,
        share: int = 0,
        on_leave: Callable[[str], str | None] | None = None,
    ) -> None:
        self._form.add(name, field, on_leave=on_leave)
        layout.addWidget(field, share)

    def _flag_buttons(self) -> QHBoxLayout:
        line = row(gap=6)
        self._take_out = Button("표시한 부분 빼기", high=32)
        self._take_out.clicked.connect(self._take_flags_out)
        self._leave_in = Button("민감한 내용이 아님", Role.LINK, high=32)
        self._leave_in.clicked.connect(self._keep_flags)
        line.addWidget(self._take_out)
        line.addWidget(self._leave_in)
        line.addStretch(1)
        self._take_out.hide()
        self._leave_in.hide()
        return line

    def _pages(self) -> QHBoxLayout:
        line = row(gap=8)
        line.addStretch(1)
        self._copies = Segmented([(copy.value, copy.label) for copy in Copy], Copy.PARTNER.value)
        self._copies.set_name("어느 장을 볼지")
        self._copies.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._copies.value_changed.connect(self._draw)
        line.addWidget(self._copies)
        line.addStretch(1)
        return line

    def _foot(self) -> QWidget:
        foot = QWidget()
        line = row(foot, gap=10, margins=(24, 10, 20, 10))
        self._todo = Chip("", Tone.WARNING, icon="alert-triangle")
        self._fits = Chip("글자 빠짐 없음", Tone.SUCCESS, icon="check-circle")
        self._look = Button("종이 보기", Role.QUIET, icon="eye")
        self._look.clicked.connect(self._look_at_page)
        self._look.hide()
        line.addWidget(self._todo)
        line.addWidget(self._fits)
        line.addWidget(self._look)
        line.addStretch(1)
        self._sheet = Button("기관 안내문", Role.QUIET, icon="printer", keys="Alt+A")
        self._sheet.clicked.connect(self._print_sheet)
        line.addWidget(self._sheet)
        self._keep = Button("초안으로 두기", keys="Ctrl+S")
        self._keep.clicked.connect(self.save)
        self._print = Button("발급하고 인쇄", Role.PRIMARY, icon="printer", keys="Ctrl+P")
        self._print.clicked.connect(self.print_paper)
        line.addWidget(self._keep)
        line.addWidget(self._print)
        self._foot_bar = foot
        return foot

    def _rearrange(self) -> None:
        """Large type on a small desk: the page waits behind a button instead of beside the form."""
        stacked = self._columns.stacked
        self._look.setVisible(stacked)
        self._show_instead(None)

    def _look_at_page(self) -> None:
        self._show_instead(None if self._area.isHidden() else self._page)
        self._look.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_instead(self, page: QWidget | None) -> None:
        """The page in the form's place, or the form again (None)."""
        stacked = self._columns.stacked
        self._area.setVisible(page is None or not stacked)
        self._page.setVisible(page is not None or not stacked)
        self._look.set_words("양식 보기" if page is not None and stacked else "종이 보기")
        self._left_side.setSizePolicy(
            QSizePolicy.Policy.Preferred,
            QSizePolicy.Policy.Fixed if page is not None and stacked else _USUAL,
        )

    def _show_part(self, shown: QWidget) -> None:
        """Choosing, writing or done: one of them has the place, from its top."""
        for part in (self._choosing, self._writing, self._done):
            part.setVisible(part is shown)
        self._hide_foot(shown is not self._writing)
        self._chosen_partner.setVisible(shown is not self._choosing)
        self._area.verticalScrollBar().setValue(0)

    def _hide_foot(self, hidden: bool) -> None:
        self._foot_bar.setVisible(not hidden)
        self._change.setVisible(not hidden)
        self._copies.setVisible(not hidden)
        self._banner.hide()

    # choosing a partner

    def _read_suggestions(self, *, focus: bool) -> None:
        desk, account = self._counter.desk, self._counter.account
        visitor_id = self._visitor_id
        self._turn += 1
        turn = self._turn

        def work() -> tuple[str, tuple[Suggestion, ...]]:
            card = desk.visitors.reread(account, visitor_id)
            return card.draft.name, desk.partners.suggest(account, visitor_id)

        def show(found: tuple[str, tuple[Suggestion, ...]]) -> None:
            if turn != self._turn or visitor_id != self._visitor_id:
                return
            # Whose slip it will be is told from the start, not only once a partner is chosen.
            self._name, suggested = found
            self._show_whose()
            self._choosing.offer(suggested)
            if focus:
                self._choosing.begin()

        self._counter.jobs.read(work, show)

    def _choose_again(self) -> None:
        """Another partner: what was typed for this one is given up only when it is chosen."""
        self._show_part(self._choosing)
        self._preview.clear()
        self._choosing.show_again()
        self._choosing.begin()

    # beginning

    def _prepare(self, service_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        visitor_id, visit_id = self._visitor_id, self._visit_id
        self._begin(lambda: desk.referrals.prepare(account, visitor_id, service_id, visit_id))

    def _reopen(self, referral_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._begin(lambda: desk.referrals.reopen(account, referral_id))

    def _begin(self, work: Callable[[], SlipStart]) -> None:
        self._turn += 1
        turn = self._turn

        def show(start: SlipStart) -> None:
            if turn == self._turn:
                self._show_start(start)

        self._counter.jobs.write(work, show)

    def _show_start(self, start: SlipStart) -> None:
        self._start, self._issued = start, None
        self._visitor_id, self._name = start.ground.visitor_id, start.name
        ground, draft = start.ground, start.draft
        self._show_partner(ground)
        self._services.set_options(ground.service_choices)
        self._criteria.set_options([(text, text) for text, _ in draft.criteria])
        self._form.field("criteria").setVisible(bool(draft.criteria))
        self._documents.set_options(list(ground.document_labels.items()))
        self._reason_code.set_options(list(ground.reason_labels.items()))
        self._form.set_values(
            {
                "services": draft.services,
                "reason_code": draft.reason_code or None,
                "reason": draft.reason,
                "criteria": tuple(text for text, met in draft.criteria if met),
                "wishes": draft.wishes,
                "summary": draft.summary,
                "appointment_on": show_day(draft.appointment_on) if draft.appointment_on else "",
                "appointment_at": f"{draft.appointment_at:%H:%M}" if draft.appointment_at else "",
                "called_before": draft.called_before,
                "documents": draft.documents,
                "reply_due": show_day(ground.reply_due),
                "valid_until": show_day(ground.valid_until),
                "large_type": "large" if draft.large_type else "plain",
            }
        )
        self._form.mark_saved()
        self._form.clear_errors()
        self._agreed.show_ground(ground)
        self._show_part(self._writing)
        self._sheet.setVisible(bool(ground.fault))
        self._print.set_words("다시 발급하고 인쇄" if draft.referral_id else "발급하고 인쇄")
        self._show_masking(self._counter.masked)
        if self._pending is not None:
            body, self._pending = self._pending, None
            self._kept = tuple(body.get("kept", ()))
            self._form.restore(body["form"], focus=not ground.fault)
            if body.get("consent"):
                self._front.setCurrentWidget(self._consent)
                self._consent.ask(
                    self._visitor_id, self._name, (ground.service.id,), body["consent"]
                )
        elif not ground.fault:
            self._reason_code.setFocus(Qt.FocusReason.OtherFocusReason)
        self._show_banner()
        if ground.fault:
            self._banner.button.setFocus(Qt.FocusReason.OtherFocusReason)
        self._draw()

    def _show_partner(self, ground: SlipGround) -> None:
        service = ground.service
        self._partner.setText(service.organisation.replace("|", " "))
        parts = [service.name]
        if service.checked_on:
            parts.append(f"{show_date(service.checked_on)} 확인")
        if service.contact_team or service.phone:
            parts.append(" ".join(part for part in (service.contact_team, service.phone) if part))
        self._service.setText(" · ".join(parts))

    def _show_banner(self) -> None:
        start = self._start
        if start is None:
            return
        self._head.show_state(
            "다시 발급" if start.draft.referral_id else "작성 중", Tone.WARNING, "pencil"
        )
        if start.open_referral is not None and start.draft.referral_id is None:
            self._banner.say(
                f"이 기관에는 이미 의뢰하셨습니다({start.open_referral.number}, "
                f"{start.open_referral.progress.label}).",
                "warning",
                "그 의뢰 고치기",
            )
            self._banner.show()
        elif start.ground.fault:
            act = "기관 화면 열기" if start.ground.service.missing else "동의 받기 F7"
            self._banner.say(start.ground.fault, "warning", act)
            self._banner.show()
        elif start.same_kind:
            self._banner.say(
                f"같은 도움을 다른 곳에도 의뢰하셨습니다: {', '.join(start.same_kind)}", "info"
            )
            self._banner.show()
        else:
            self._banner.hide()

    def _banner_act(self) -> None:
        start = self._start
        if start is None:
            return
        if start.open_referral is not None and start.draft.referral_id is None:
            self._reopen(start.open_referral.id)
        elif start.ground.service.missing:
            self._counter.go("partners", organisation_id=start.ground.service.organisation_id)
        else:
            self.take_consent()

    # consent

    def take_consent(self) -> None:
        """Put the consent paper in front; the half-typed slip waits behind it."""
        if self._start is None:
            return
        finish_all_composition()
        self._front.setCurrentWidget(self._consent)
        asked = (self._start.ground.service.id,)
        if not self._consent.is_asking(self._visitor_id, asked):
            self._consent.ask(self._visitor_id, self._name, asked)
        else:
            self._consent.go_on()

    def _consent_recorded(self, _lines: object) -> None:
        start = self._start
        if start is None:
            return
        self._front.setCurrentWidget(self._work)
        self._pending = {
            "kept": list(self._kept),
            "form": {**self._form.snapshot(), "focus": "reason_code"},
        }
        self._prepare(start.ground.service.id)

    def _leave_consent(self) -> None:
        self._front.setCurrentWidget(self._work)
        self._reason_code.setFocus(Qt.FocusReason.OtherFocusReason)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7 asks for consent; Esc leaves the consent paper, which stays as ticked."""
        in_consent = self._front.currentWidget() is self._consent
        if event.key() == Qt.Key.Key_F7 and not in_consent:
            self.take_consent()
        elif event.key() == Qt.Key.Key_Escape and in_consent:
            self._leave_consent()
        else:
            super().keyPressEvent(event)

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        """Page keys turn the page beside the form; the form itself would scroll by them."""
        if (
            event.type() == QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)
        ):
            self._turn_page(1 if event.key() == Qt.Key.Key_PageDown else -1)
            return True
        return False

    # typing

    def _changed(self, name: str) -> None:
        if name in TEXTS:
            self._form.field(name).clear_message()
        self._pause.start()

    def _draft(self) -> SlipDraft | None:
        """What is typed now, as far as it can be read."""
        start = self._start
        if start is None:
            return None
        value = self._form.value
        met = value("criteria")
        return replace(
            start.draft,
            services=value("services"),
            reason_code=value("reason_code") or "",
            reason=value("reason"),
            criteria=tuple((text, text in met) for text, _ in start.draft.criteria),
            wishes=value("wishes"),
            summary=value("summary").replace("\n", " "),
            appointment_on=self._read_day("appointment_on"),
            appointment_at=self._read_time("appointment_at"),
            called_before=value("called_before"),
            documents=value("documents"),
            reply_due=self._read_day("reply_due"),
            valid_until=self._read_day("valid_until"),
            large_type=value("large_type") == "large",
        )

    def _read_day(self, name: str) -> date | None:
        text = self._form.value(name)
        try:
            return read_day(text, self._counter.clock.today()) if text.strip() else None
        except Refused:
            return None

    def _read_time(self, name: str) -> time | None:
        text = self._form.value(name)
        try:
            return read_time(text) if text.strip() else None
        except Refused:
            return None

    def _day(self, text: str) -> str:
        return show_day(read_day(text, self._counter.clock.today()))

    def _time(self, text: str) -> str:
        return f"{read_time(text):%H:%M}"

    # the page

    def _draw(self) -> None:
        """Look at what is typed and draw the page, away from the window's thread."""
        start, draft = self._start, self._draft()
        if start is None or draft is None or self._issued is not None:
            return
        office = self._counter.desk.office
        kept, copy = self._kept, Copy(self._copies.value() or Copy.PARTNER.value)

        def work() -> tuple[SlipPreview, bytes, tuple[str, ...]]:
            from desktop.printing.slip import draw_slip

            seen = look_at(start.ground, draft, office, kept)
            drawn = draw_slip(
                seen.record,
                copies=(copy,),
                large=draft.large_type,
                preview=True,
                withheld=seen.withheld,
            )
            return seen, drawn.pdf, tuple(problem.sentence for problem in drawn.problems)

        self._counter.jobs.latest("slip", work, self._show_page)

    def _show_page(self, found: tuple[SlipPreview, bytes, tuple[str, ...]]) -> None:
        seen, pdf, problems = found
        if self._start is None or self._issued is not None:
            return
        self._flags = dict(seen.flags)
        self._preview.show_pdf(pdf, page=0, about="의뢰서 인쇄될 모습")
        self._show_flags()
        todo = sum(len(flags) for flags in self._flags.values()) + (1 if seen.fault else 0)
        self._todo.show_state(f"확인 필요 {todo}", Tone.WARNING, "alert-triangle")
        self._todo.setVisible(bool(todo))
        if problems:
            self._fits.show_state("종이에 안 맞는 글", Tone.DANGER, "alert-circle")
            self._fits.setToolTip(plain_tip(problems[0]))
        else:
            self._fits.show_state("글자 빠짐 없음", Tone.SUCCESS, "check-circle")
            self._fits.setToolTip("")
        # Large type on a small desk has no room for good news.
        self._fits.setVisible(bool(problems) or not self._columns.stacked)

    def _show_flags(self) -> None:
        flags = self._flags.get("summary", ())
        text = self._form.value("summary")
        ranges = [(units(text[: flag.start]), units(text[: flag.end])) for flag in flags]
        self._summary.flag(ranges)
        for name in TEXTS:
            field = self._form.field(name)
            found = self._flags.get(name, ())
            if found and not field.error():
                field.set_note(found[0].advice, "warning")
            elif not found and not field.error():
                field.clear_message()
        self._take_out.setVisible(bool(self._flags))
        self._leave_in.setVisible(bool(self._flags))

    def _take_flags_out(self) -> None:
        for name in TEXTS:
            if name in self._flags:
                control = self._form.field(name).control
                control.replace_text(  # type: ignore[attr-defined]
                    without(self._form.value(name).replace("\n", " "), self._flags[name])
                )
        self._summary.setFocus(Qt.FocusReason.OtherFocusReason)
        self._draw()

    def _keep_flags(self) -> None:
        words = {flag.word for flags in self._flags.values() for flag in flags}
        self._kept = tuple(sorted({*self._kept, *words}))
        self._print.setFocus(Qt.FocusReason.OtherFocusReason)
        self._draw()

    def _turn_page(self, by: int) -> None:
        order = [copy.value for copy in Copy]
        at = order.index(self._copies.value() or order[0]) + by
        if 0 <= at < len(order):
            self._copies.set_value(order[at])

    def _show_whose(self) -> None:
        shown = mask_name(self._name) if self._counter.masked else self._name
        self._head.whose.setText(f"{shown} 님" if shown else "")

    def _show_masking(self, masked: bool) -> None:
        self._show_whose()
        self._form.set_masked(masked)
        self._agreed.set_masked(masked)
        self._preview.set_masked(masked)

    # acts

    def save(self) -> None:
        """Ctrl+S: the slip waits as a draft; in the consent paper it records what is ticked."""
        if self._front.currentWidget() is self._consent:
            self._consent.save()
        elif self.is_dirty():
            self._counter.say(
                "초안으로 두었습니다. 아래 진행 중에서 이어 쓰실 수 있습니다.", "info"
            )
            self._counter.go("visitor", visitor_id=self._visitor_id)
        elif self._issued is not None:
            self._counter.say("이미 발급하여 저장했습니다.", "info")
        else:
            self._counter.say("아직 적은 것이 없어 저장할 것이 없습니다.", "info")

    def print_paper(self) -> None:
        """Ctrl+P: issue and print all sheets; once issued, print the same paper again."""
        if self._front.currentWidget() is self._consent:
            self._consent.print_paper()
        elif self._issued is not None:
            self._reprint()
        else:
            self._issue(self._printer.print_now)

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first; for a file (Ctrl+Shift+S) no second print."""
        if self._front.currentWidget() is self._consent:
            self._consent.print_with_dialog()
        elif self._issued is not None and self._counter.paper_into_file:
            self._save_pdf()
        elif self._issued is not None:
            self._reprint(with_dialog=True)
        else:
            self._issue(self._printer.print_with_dialog)

    def _issue(self, out: Callable[[ReadyPaper], None]) -> None:
        start = self._start
        if start is None:
            self._counter.say("먼저 의뢰할 기관을 골라 주십시오.", "info")
            return
        finish_all_composition()
        if start.ground.fault:
            self._banner.button.setFocus(Qt.FocusReason.OtherFocusReason)
            self._counter.say(start.ground.fault, "warning")
            return
        if self._form.read() is None:
            return
        draft = self._draft()
        if draft is None or not self._print.isEnabled():
            return
        desk, account = self._counter.desk, self._counter.account
        kept, draft_id = self._kept, self._counter.draft_id
        self._print.setEnabled(False)

        def tell(issued: IssuedSlip) -> None:
            self._print.setEnabled(True)
            self._form.mark_saved()
            self._counter.filed.emit()
            out(issued.paper)
            self._show_issued(issued)

        self._counter.jobs.write(
            lambda: desk.referrals.issue(account, draft, kept, draft_id=draft_id),
            tell,
            self._tell_refused,
        )

    def _tell_refused(self, error: NaeilError) -> None:
        self._print.setEnabled(True)
        fields = dict(error.fields) if isinstance(error, Refused) else {}
        known = {name: text for name, text in fields.items() if name in self._form.names()}
        self._form.show_errors(known)
        if not known:
            self._counter.say(str(error), "warning")
        if set(known) & set(TEXTS):
            self._take_out.setVisible(bool(self._flags))
            self._leave_in.setVisible(bool(self._flags))

    def _show_issued(self, issued: IssuedSlip) -> None:
        self._issued = issued
        self._head.show_state("발급됨", Tone.SUCCESS, "check-circle")
        self._done.show_issued(issued)
        self._show_part(self._done)
        self._preview.show_pdf(issued.paper.pdf, page=0, about="발급한 의뢰서")
        self._done.begin()

    def _hand(self, how: Paper) -> None:
        issued = self._issued
        if issued is None:
            return
        desk, account = self._counter.desk, self._counter.account

        def tell(_line: ReferralLine) -> None:
            done = "드렸습니다" if how is Paper.HANDED else "보냈습니다"
            self._counter.say(
                f"의뢰서 {issued.line.number}을 {done}.",
                "success",
                "되돌리기",
                lambda: self._undo(issued.referral_id),
            )
            self._counter.go("visitor", visitor_id=issued.visitor_id)

        self._counter.jobs.write(
            lambda: desk.referrals.handed(account, issued.referral_id, how), tell
        )

    def _undo(self, referral_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.write(
            lambda: desk.referrals.undo(account, referral_id),
            lambda line: self._counter.say(
                f"되돌렸습니다. 지금 {line.progress.label} 상태입니다.", "info"
            ),
        )

    def _reprint(self, *, with_dialog: bool = False) -> None:
        issued = self._issued
        if issued is None:
            return
        desk, account = self._counter.desk, self._counter.account

        def tell(again: IssuedSlip) -> None:
            self._issued = again
            if with_dialog:
                self._printer.print_with_dialog(again.paper)
                return
            self._printer.print_now(again.paper, said=f"재출력 {again.line.reprints}을 인쇄합니다.")

        self._counter.jobs.write(lambda: desk.referrals.reprint(account, issued.line.id), tell)

    def _print_sheet(self) -> None:
        """What the partner offers, without a word about the visitor."""
        finish_all_composition()
        start = self._start
        if start is None or self._sheet.isHidden():
            return
        desk, account = self._counter.desk, self._counter.account
        service_id, large = start.ground.service.id, self._form.value("large_type") == "large"
        self._counter.jobs.write(
            lambda: desk.papers.partner_sheet(account, service_id, large=large),
            lambda ready: self._printer.print_now(ready, said="기관 안내문을 인쇄합니다."),
        )

    def _save_pdf(self) -> None:
        if self._issued is not None:
            self._printer.save_pdf(self._issued.paper)
