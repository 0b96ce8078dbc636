"""회신: type or scan the nine digits, see whose slip it is, say what came back, save.

The masked name and the partner are shown before anything can be recorded: a check
digit does not catch every slip of the hand.
"""

from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.paper_number import PaperKind
from desktop.domain.referral import ReferralLine
from desktop.services.referrals import FoundNumber
from desktop.services.replies import NearSlip, ScannedStub
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Columns,
    EmptyState,
    PageHead,
    WorkingArea,
    column,
    finish_all_composition,
)
from desktop.ui.referral.acts import EMPLOYED, ReferralActs
from desktop.ui.referral.deeds import ReferralDeeds
from desktop.ui.referral.number_card import NumberCard
from desktop.ui.referral.picks import Picks
from desktop.ui.referral.reply_form import ReplyForm
from desktop.ui.referral.scan_desk import ScanDesk
from desktop.ui.referral.sheet_page import SheetPage


class ReplyScreen(QWidget):
    """One reply after the other: number, ticks of the stub, Ctrl+S, next number."""

    saved = Signal(object)
    keys = (
        ("숫자 9자리", "번호가 다 들어가면 바로 찾습니다"),
        ("숫자 1~9", "칸에 표시하고 다음 줄로 (Backspace로 지웁니다)"),
        ("↑ ↓", "윗줄 · 아랫줄"),
        ("Ctrl+S", "회신 저장"),
        ("Ctrl+O", "스캔한 파일 읽기 (끌어다 놓아도 됩니다)"),
        ("Ctrl+Page Down · Ctrl+Page Up", "다음 그림, 앞 그림"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._deeds = ReferralDeeds(counter, self)
        self._acts = ReferralActs(counter, self)
        self._found: FoundNumber | None = None
        self._lay_out()
        self._show_nothing()
        counter.masking_changed.connect(self._form.set_masked)
        self._form.set_masked(counter.masked)

    @property
    def visitor_id(self) -> int | None:
        """Whose reply is in front."""
        return self._found.visitor_id if self._found else None

    def show_for(self, number: str = "", **_where: object) -> None:
        """Ready for the next number; `number` is looked up at once."""
        self._clear()
        self.number.number.set_value(number)
        self.number.begin()
        if number:
            self._look_up()

    @property
    def where(self) -> dict[str, Any]:
        """What brings this back: the number as far as it is typed."""
        typed = self.number.number.text_now()
        return {"number": typed} if typed else {}

    # left half-typed

    @property
    def draft_title(self) -> str:
        """In the strip."""
        return "회신"

    @property
    def draft_visitor_id(self) -> int | None:
        """Whose slip it is."""
        return self.visitor_id

    @property
    def draft_name(self) -> str:
        """The visitor is known by the slip's number."""
        return ""

    def is_dirty(self) -> bool:
        """Whether something of a reply was typed."""
        return self._found is not None and not self.reply.isHidden() and self._form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """The number and everything typed beside it."""
        return {
            "number": self._found.number if self._found else "",
            "form": self._form.snapshot(),
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Look the slip up again and show what was typed, unless it can take no reply any more."""
        # A whole number would be looked up by itself, emptying all.
        self.number.show_typed(str(body.get("number", "")))
        self._look_up(body.get("form"))

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=0)
        self._area = WorkingArea(gap=14, margins=(24, 16, 24, 16))
        outer.addWidget(self._area)
        head = PageHead("회신")
        head.whose.setText("회신서나 전화로 받은 것을 적습니다.")
        scans = Button("스캔 파일 읽기", icon="scan", keys="Ctrl+O")
        scans.clicked.connect(self.read_scans)
        head.acts.addWidget(scans)
        self.sheet = Button("회신 표", icon="inbox")
        self.sheet.clicked.connect(lambda: SheetPage(self._counter, self).open())
        head.acts.addWidget(self.sheet)
        listing = Button("열린 의뢰 보기", icon="referral")
        listing.clicked.connect(lambda: self._counter.go("referrals"))
        head.acts.addWidget(listing)
        self._area.body.addWidget(head)
        self.number = NumberCard()
        self.number.whole.connect(self._whole_number)
        self.number.broken.connect(self._broken_number)
        self.number.asked.connect(lambda: self._look_up())
        self._area.body.addWidget(self.number)
        self.picks = Picks()
        self.picks.picked.connect(self._open_picked)
        self._area.body.addWidget(self.picks)
        self._empty = EmptyState(
            "의뢰번호 9자리를 넣어 주십시오.",
            "회신서의 QR을 읽어도 됩니다.",
            icon="scan",
            framed=True,
        )
        self._area.body.addWidget(self._empty, 1)
        self.reply = ReplyForm(self._counter)
        self.reply.save_wanted.connect(self.save)
        self.reply.visitor_wanted.connect(self._open_visitor)
        self.reply.picture_wanted.connect(self._show_kept)
        self._form = self.reply.form
        self.scans = ScanDesk(self._counter)
        self.scans.chosen.connect(self._show_scanned)
        self.scans.done.connect(lambda: self._counter.say("스캔한 회신을 모두 적었습니다."))
        beside = Columns([self.scans, self.reply], [520, 0], gap=14, least=560)
        self._area.body.addWidget(beside)
        self._area.body.addStretch(1)
        self.setAcceptDrops(True)
        for keys, act in (
            ("Ctrl+O", self.read_scans),
            ("Ctrl+PgDown", lambda: self.scans.step(1)),
            ("Ctrl+PgUp", lambda: self.scans.step(-1)),
        ):
            shortcut = QShortcut(QKeySequence(keys), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(act)

    # scanned pages

    def read_scans(self) -> None:
        """Choose scanned pages; their stubs come one after the other, the picture beside."""
        finish_all_composition()
        self.scans.ask_for_files()

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """Files may be dropped here."""
        if event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """Pictures, PDFs and folders with them."""
        event.acceptProposedAction()
        self.scans.take_dropped(event.mimeData().urls())

    def _show_scanned(self, stub: ScannedStub) -> None:
        if self.is_dirty():
            # What was typed of another one waits in the strip.
            self._counter.go("reply")
        self._clear()
        self.number.show_typed(stub.number)
        self.number.begin()
        if stub.number:
            self._look_up()

    def _show_kept(self) -> None:
        key = self._found.picture_id if self._found else None
        if key is not None:
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.write(
                lambda: desk.replies.picture(account, key), self.scans.show_kept
            )

    # the number

    def _whole_number(self, number: str) -> None:
        if self._found is None or self._found.number != number:
            self._look_up()

    def _broken_number(self) -> None:
        if self._found is not None or not self.number.number.text_now():
            self._show_nothing()

    def _look_up(self, kept: dict[str, Any] | None = None) -> None:
        typed = self.number.number.text_now()
        if not typed.strip():
            return
        desk, account = self._counter.desk, self._counter.account

        def show(found: FoundNumber) -> None:
            self._show_found(found)
            if kept is not None and not self.reply.isHidden():
                self.reply.put_back(kept)

        self._counter.jobs.write(
            lambda: desk.referrals.find_number(account, typed),
            show,
            lambda error: self._not_found(typed, error),
        )

    def _not_found(self, typed: str, error: NaeilError) -> None:
        """Say why, and list the issued slips whose number is nearly the one typed."""
        self._show_unknown(error)
        desk, account = self._counter.desk, self._counter.account

        def offer(near: tuple[NearSlip, ...]) -> None:
            if self._found is None and self.number.number.text_now() == typed:
                self.picks.show_slips(near)
                self._empty.setVisible(not near)

        self._counter.jobs.write(lambda: desk.replies.near(account, typed), offer)

    def _show_unknown(self, error: NaeilError) -> None:
        self._show_nothing()
        self.number.show_unknown(str(error))

    def _open_picked(self, number: str) -> None:
        self.number.show_typed(number)
        self._look_up()

    def _show_nothing(self) -> None:
        self._found = None
        self.reply.hide()
        self.picks.clear()
        self._empty.show()
        self.number.show_nothing()

    def _show_found(self, found: FoundNumber) -> None:
        if found.kind is not PaperKind.SLIP:
            self._show_unknown(
                Refused(f"{found.kind.label}입니다. 회신서에는 의뢰번호 9자리가 있습니다.")
            )
            return
        self._found = found
        self.picks.clear()
        self.number.show_found(found)
        if found.void:
            self.reply.hide()
            self._empty.setVisible(not found.successor)
            if found.successor:
                self.picks.show_successor(found.successor)
        elif not found.outcomes and not found.late:
            self.reply.hide()
        else:
            self._empty.hide()
            self.reply.show()
            self.reply.begin(found)

    # acts

    def save(self) -> None:
        """Ctrl+S: write the reply; the next number can be typed at once."""
        found = self._found
        if found is None or self.reply.isHidden():
            self.number.begin()
            self._counter.say("회신 번호를 먼저 넣어 주십시오.", "info")
            return
        reply = self.reply.read(found.number)
        if reply is None:
            return
        desk, account = self._counter.desk, self._counter.account
        draft_id = self._counter.draft_id
        self.reply.save.setEnabled(False)

        def tell(line: ReferralLine) -> None:
            self.reply.save.setEnabled(True)
            told = "늦은 소식을 남겼습니다" if found.late else line.progress.label
            self._counter.say(
                f"{line.masked_name} 님 · {line.partner}: {told}",
                "success",
                "되돌리기",
                lambda: self._deeds.undo(line.id),
            )
            self._form.mark_saved()
            self._counter.filed.emit()
            self.saved.emit(line)
            self.show_for()
            self.scans.finished()
            if line.result_code == EMPLOYED:
                self._acts.ask_employed(line, only_if_any=True)

        def refused(error: NaeilError) -> None:
            self.reply.save.setEnabled(True)
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            if not self.reply.show_refused(fields):
                self._counter.report(error, self.save)

        scanned = self.scans.current

        def keep() -> ReferralLine:
            if scanned is not None and scanned.picture:
                return desk.replies.record_scanned(
                    account, reply, scanned.picture, draft_id, late=found.late
                )
            if found.late:
                return desk.replies.note_late(account, reply, draft_id)
            return desk.referrals.record_reply(account, reply, draft_id)

        self._counter.jobs.write(keep, tell, refused)

    def _open_visitor(self) -> None:
        if self._found is not None and self._found.visitor_id is not None:
            self._counter.go("visitor", visitor_id=self._found.visitor_id)

    def _clear(self) -> None:
        finish_all_composition()
        self.number.number.set_value("")
        self._show_nothing()

    def keyPressEvent(self, event: QKeyEvent) -> Any:
        """Esc goes back to the number, to be typed over; a reply begun waits in the strip."""
        if event.key() == Qt.Key.Key_Escape and self.is_dirty():
            self._counter.go("reply")
        elif event.key() == Qt.Key.Key_Escape:
            self.number.begin(again=True)
        else:
            super().keyPressEvent(event)
