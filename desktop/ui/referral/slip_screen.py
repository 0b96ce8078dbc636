"""의뢰서: choose the partner, decide what to say, see the very page, issue and print it.

The page beside the form is drawn from what is typed at every pause. Ctrl+P issues:
the number is taken, the paper stored as printed, and its sheets go to the printer.
"""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QSizePolicy, QStackedWidget, QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.masking import mask_name
from desktop.domain.rights import Right
from desktop.domain.suggestion import Suggestion
from desktop.services.papers import ReadyPaper
from desktop.services.referrals import IssuedSlip, SlipStart
from desktop.services.slips import SlipPreview, choices_of
from desktop.ui.consent.panel import ConsentPanel
from desktop.ui.consent.withdrawal import Withdrawal
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Choice,
    Tone,
    ask,
    column,
    finish_all_composition,
)
from desktop.ui.referral.deeds import ReferralDeeds
from desktop.ui.referral.elsewhere import at_the_form, tell_elsewhere
from desktop.ui.referral.issued import CARRIED
from desktop.ui.referral.slip_desk import SlipDesk
from desktop.ui.referral.slip_page import Typed

_USUAL = QSizePolicy.Policy.Preferred


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
        self._deeds = ReferralDeeds(counter, self)
        self._visitor_id = 0
        self._visit_id: int | None = None
        self._predecessor_id: int | None = None
        self._start: SlipStart | None = None
        self._issued: IssuedSlip | None = None
        self._name = ""
        self._pending: dict[str, Any] | None = None
        self._turn = 0
        self._lay_out()
        self._writing, self._form = self.work.writing, self.work.writing.form
        self._connect()

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
        return self._form.is_dirty or self.consent.is_dirty()

    def finish_composition(self) -> None:
        """Put the syllable being composed into the text."""
        finish_all_composition()

    def snapshot(self) -> dict[str, Any]:
        """Everything typed and chosen."""
        start = self._start
        return {
            "service_id": start.ground.service.id if start else 0,
            "referral_id": (start.draft.referral_id or 0) if start else 0,
            "predecessor_id": self._predecessor_id or 0,
            "kept": list(self._writing.kept),
            "form": self._form.snapshot(),
            "consent": self.consent.snapshot() if self.consent.is_dirty() else None,
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Show a form again that was left; it waits until partner and visitor were read."""
        self._pending = body
        service_id, referral_id = int(body["service_id"]), int(body.get("referral_id", 0))
        self._predecessor_id = int(body.get("predecessor_id", 0)) or None
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
        predecessor_id: int = 0,
        **_where: object,
    ) -> None:
        """Begin a slip: with a partner chosen already, or by choosing one; or a changed one.

        `predecessor_id` is the referral that led nowhere and that this one follows.
        """
        same = visitor_id and visitor_id == self._visitor_id and not predecessor_id
        if same and self._is_going_on(service_id):
            self._front.setCurrentWidget(self.work)
            return
        self._visitor_id, self._visit_id = visitor_id, visit_id
        self._predecessor_id = predecessor_id or None
        self._start, self._issued, self._pending = None, None, None
        self._writing.kept = ()
        self._name = ""
        self.consent.clear()
        self._front.setCurrentWidget(self.work)
        self.work.show_part(self.work.choosing)
        self.work.page.preview.clear()
        self.work.head.whose.setText("")
        self.work.head.show_state("")
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

    # layout and connections

    def _lay_out(self) -> None:
        self._front = QStackedWidget()
        column(self, gap=0).addWidget(self._front)
        self.work = SlipDesk(self._counter)
        self.consent = ConsentPanel(self._counter, back="의뢰서로 돌아가기", own_draft=False)
        self._front.addWidget(self.work)
        self._front.addWidget(self.consent)

    def _connect(self) -> None:
        work, foot, done = self.work, self.work.foot, self.work.done
        self.consent.recorded.connect(self._consent_recorded)
        self.consent.given_up.connect(self._leave_consent)
        self.consent.ground_recorded.connect(lambda: self._consent_recorded(()))
        withdrawal = Withdrawal(self._counter, self)
        self.consent.withdrawal_wanted.connect(withdrawal.ask)
        withdrawal.recorded.connect(lambda: self._consent_recorded(()))
        work.partner.change_wanted.connect(self._choose_again)
        work.choosing.chosen.connect(self._prepare)
        work.choosing.answered.connect(self._answer)
        work.reopen_wanted.connect(self._reopen)
        work.partner_wanted.connect(self._open_partner)
        work.consent_wanted.connect(self.take_consent)
        work.request_wanted.connect(lambda one: self._counter.go("requests", request_id=one))
        work.page.typed = self._typed
        work.page.looked.connect(self._show_seen)
        foot.sheet.clicked.connect(self._print_sheet)
        foot.keep.clicked.connect(self.save)
        foot.issue.clicked.connect(self.print_paper)
        done.given.connect(lambda: self._hand(CARRIED))
        done.sent.connect(self._hand)
        done.again.connect(self._reprint)
        done.file_wanted.connect(self._save_pdf)
        sheet = QShortcut(QKeySequence("Alt+A"), work)
        sheet.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        sheet.setAutoRepeat(False)
        sheet.activated.connect(self._print_sheet)
        self._counter.masking_changed.connect(self._show_masking)

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
            self.work.choosing.offer(suggested)
            if focus:
                self.work.choosing.begin()

        self._counter.jobs.read(work, show)

    def _answer(self, asks: str, yes: bool) -> None:
        """What the visitor answered is a fact from now on; the list argues anew at once."""
        desk, account, visitor_id = self._counter.desk, self._counter.account, self._visitor_id
        if not visitor_id or not self._counter.allow(Right.RECEIVE):
            return

        def again(_verdicts: object) -> None:
            if visitor_id == self._visitor_id:
                self._counter.say("대답을 적었습니다. 추천을 다시 따졌습니다.")
                self._read_suggestions(focus=True)

        self._counter.jobs.write(lambda: desk.targets.answer(account, visitor_id, asks, yes), again)

    def _choose_again(self) -> None:
        """Another partner: what was typed for this one is given up only when it is chosen."""
        self.work.show_part(self.work.choosing)
        self.work.page.preview.clear()
        self.work.choosing.show_again()
        self.work.choosing.begin()

    # beginning

    def _prepare(self, service_id: int) -> None:
        desk, account = self._counter.desk, self._counter.account
        visitor_id, visit_id, before = self._visitor_id, self._visit_id, self._predecessor_id
        self._begin(
            lambda: desk.referrals.prepare(account, visitor_id, service_id, visit_id, before)
        )

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
        ground = start.ground
        self.work.show_start(start)
        self._show_masking(self._counter.masked)
        if self._pending is not None:
            body, self._pending = self._pending, None
            self._writing.kept = tuple(body.get("kept", ()))
            self._form.restore(body["form"], focus=not ground.fault)
            if body.get("consent"):
                self._front.setCurrentWidget(self.consent)
                self.consent.ask(
                    self._visitor_id, self._name, (ground.service.id,), body["consent"]
                )
        elif not ground.fault:
            self._writing.begin()
        self.work.show_banner()
        if ground.fault:
            self.work.go_to_banner()
        self.work.page.draw()

    def _open_partner(self, organisation_id: int) -> None:
        self._counter.go("partners", organisation_id=organisation_id)

    # consent

    def take_consent(self) -> None:
        """Put the consent paper in front; the half-typed slip waits behind it."""
        if self._start is None:
            return
        finish_all_composition()
        self._front.setCurrentWidget(self.consent)
        asked = (self._start.ground.service.id,)
        if not self.consent.is_asking(self._visitor_id, asked):
            self.consent.ask(self._visitor_id, self._name, asked)
        else:
            self.consent.go_on()

    def _consent_recorded(self, _lines: object) -> None:
        start = self._start
        if start is None:
            return
        self._front.setCurrentWidget(self.work)
        self._pending = {
            "kept": list(self._writing.kept),
            "form": {**self._form.snapshot(), "focus": "reason_code"},
        }
        self._prepare(start.ground.service.id)

    def _leave_consent(self) -> None:
        self._front.setCurrentWidget(self.work)
        self._writing.begin()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """F7 asks for consent; Esc leaves the consent paper, which stays as ticked."""
        in_consent = self._front.currentWidget() is self.consent
        if event.key() == Qt.Key.Key_F7 and not in_consent:
            self.take_consent()
        elif event.key() == Qt.Key.Key_Escape and in_consent:
            self._leave_consent()
        else:
            super().keyPressEvent(event)

    # the page

    def _typed(self) -> Typed | None:
        """What the page beside the form shows; nothing once the slip is issued."""
        start, draft = self._start, self._writing.draft()
        if start is None or draft is None or self._issued is not None:
            return None
        return start.ground, draft, self._writing.kept

    def _show_seen(self, seen: SlipPreview, problems: tuple[str, ...]) -> None:
        self._writing.show_flags(seen.flags)
        todo = sum(len(flags) for flags in seen.flags.values()) + (1 if seen.fault else 0)
        self.work.foot.show_seen(todo, problems, narrow=self.work.narrow)

    def _show_whose(self) -> None:
        shown = mask_name(self._name) if self._counter.masked else self._name
        self.work.head.whose.setText(f"{shown} 님" if shown else "")

    def _show_masking(self, masked: bool) -> None:
        self._show_whose()
        self._writing.set_masked(masked)
        self.work.page.preview.set_masked(masked)

    # acts

    def save(self) -> None:
        """Ctrl+S: the slip waits as a draft; in the consent paper it records what is ticked."""
        if self._front.currentWidget() is self.consent:
            self.consent.save()
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
        if self._front.currentWidget() is self.consent:
            self.consent.print_paper()
        elif self._issued is not None:
            self._reprint()
        else:
            self._issue(self._deeds.printer.print_now)

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first; for a file (Ctrl+Shift+S) no second print."""
        if self._front.currentWidget() is self.consent:
            self.consent.print_with_dialog()
        elif self._issued is not None and self._counter.paper_into_file:
            self._save_pdf()
        elif self._issued is not None:
            self._reprint(with_dialog=True)
        else:
            self._issue(self._deeds.printer.print_with_dialog)

    def _issue(self, out: Callable[[ReadyPaper], None], *, second: bool = False) -> None:
        start = self._start
        if start is None:
            self._counter.say("먼저 의뢰할 기관을 골라 주십시오.", "info")
            return
        finish_all_composition()
        if start.ground.fault:
            self.work.go_to_banner()
            self._counter.say(start.ground.fault, "warning")
            return
        if self._form.read() is None:
            return
        draft = self._writing.draft()
        if draft is None or not self.work.foot.issue.isEnabled():
            return
        if start.asks_second and not second:
            self._ask_second(start, out)
            return
        desk, account = self._counter.desk, self._counter.account
        kept, draft_id = self._writing.kept, self._counter.draft_id
        self.work.foot.issue.setEnabled(False)

        def tell(issued: IssuedSlip) -> None:
            self.work.foot.issue.setEnabled(True)
            self._form.mark_saved()
            self._counter.filed.emit()
            out(issued.paper)
            self._show_issued(issued)

        self._counter.jobs.write(
            lambda: desk.referrals.issue(account, draft, kept, draft_id=draft_id, second=second),
            tell,
            lambda error: self._tell_refused(error, lambda: self._issue(out, second=second)),
        )

    def _ask_second(self, start: SlipStart, out: Callable[[ReadyPaper], None]) -> None:
        """One open referral per person and service; another one is wanted only knowingly."""
        first = start.open_referral
        if first is None:
            return

        def answered(key: str) -> None:
            if key == "second":
                self._issue(out, second=True)
            elif key == "edit":
                self._reopen(first.id)

        ask(
            self,
            "이 기관에 이미 의뢰하셨습니다.",
            f"{first.number} · {first.service} · {first.progress.label}. "
            "하나 더 발급하면 앞 의뢰에 이어진 것으로 적습니다.",
            [
                Choice("edit", "그 의뢰 고치기"),
                Choice("second", "하나 더 발급하고 인쇄"),
                Choice("keep", "그만두기"),
            ],
            "edit",
            answered,
            escape="keep",
        )

    def _tell_refused(self, error: NaeilError, again: Callable[[], None]) -> None:
        self.work.foot.issue.setEnabled(True)
        fields = dict(error.fields) if isinstance(error, Refused) else {}
        fields = at_the_form(fields, self._writing.draft())
        shown = self._writing.show_refused(fields)
        names = self._form.names()
        rest = {name: text for name, text in fields.items() if name not in names}
        if not tell_elsewhere(self._counter, rest, self._start) and not shown:
            self._counter.report(error, again, "다시 발급")

    def _show_issued(self, issued: IssuedSlip) -> None:
        self._issued = issued
        self._predecessor_id = None
        self.work.head.show_state("발급됨", Tone.SUCCESS, "check-circle")
        self.work.done.show_issued(issued)
        self.work.show_part(self.work.done)
        self.work.page.preview.show_pdf(issued.paper.pdf, page=0, about="발급한 의뢰서")
        self._offer_ways(issued, CARRIED)
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.read(
            lambda: desk.referrals.way_out(account, issued.referral_id),
            lambda way: self._offer_ways(issued, way),
        )

    def _offer_ways(self, issued: IssuedSlip, usual: str) -> None:
        if self._issued is issued:
            today = self._counter.clock.today()
            ways = choices_of(self._counter.desk.office, "sent_ways", today)
            self.work.done.offer_ways(ways, usual)
            self.work.done.begin()

    def _hand(self, way: str) -> None:
        issued = self._issued
        if issued is not None:
            self._deeds.hand(
                issued.referral_id,
                way,
                lambda: self._counter.go("visitor", visitor_id=issued.visitor_id),
            )

    def _reprint(self, *, with_dialog: bool = False) -> None:
        issued = self._issued
        if issued is None:
            return

        def keep(again: IssuedSlip) -> None:
            self._issued = again

        self._deeds.reprint(lambda: issued.line.id, keep, with_dialog=with_dialog)

    def _print_sheet(self) -> None:
        """What the partner offers, without a word about the visitor."""
        finish_all_composition()
        start = self._start
        if start is not None and not self.work.foot.sheet.isHidden():
            self._deeds.partner_sheet(start.ground.service.id, large=self._writing.large)

    def _save_pdf(self) -> None:
        if self._issued is not None:
            self._deeds.printer.save_pdf(self._issued.paper)
