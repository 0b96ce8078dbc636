"""기관: find a partner, see what it offers, mend what changed, fill in what consent needs."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

from desktop.domain.errors import NaeilError, Refused
from desktop.domain.partner import Contact, Organisation, PartnerLine, PartnerPage, PartnerService
from desktop.domain.rights import Right
from desktop.services.centre import SlipDefaults
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter, OfNobody
from desktop.ui.gate import only
from desktop.ui.kit import (
    Button,
    Choice,
    Columns,
    PageHead,
    SideArea,
    WorkingArea,
    ask,
    column,
    empty_out,
    finish_all_composition,
)
from desktop.ui.partners.book import BookPreview, DirectoryBook
from desktop.ui.partners.cards import PartnerCards
from desktop.ui.partners.directory import Directory
from desktop.ui.partners.forms import (
    ContactForm,
    OrganisationForm,
    ServiceForm,
    empty_contact,
    empty_organisation,
    empty_service,
)
from desktop.ui.partners.upkeep import Upkeep
from desktop.ui.printing import CounterPrinter


class PartnersScreen(OfNobody, QWidget):
    """The directory at the left, one partner at the right; forms open in its place."""

    keys = (
        ("↑ ↓", "기관 고르기"),
        ("Enter", "그 기관 보기"),
        ("F7", "확인했음, 전화로 — 다음 기관으로"),
        ("Shift+F7", "다른 방법으로 확인"),
        ("Ctrl+S", "고친 것 저장"),
        ("Ctrl+P", "첫 서비스의 안내문 인쇄"),
        ("Ctrl+Shift+P", "프린터를 골라 인쇄"),
        ("Esc", "고치기 그만두기"),
    )

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._counter = counter
        self._printer = CounterPrinter(counter, self)
        self._page: PartnerPage | None = None
        self._editing: OrganisationForm | ServiceForm | ContactForm | None = None
        self._preview: BookPreview | None = None
        self._wanted = 0
        self._lay_out()

    def show_for(self, organisation_id: int = 0, **_where: object) -> None:
        """Show the directory; with `organisation_id` that partner."""
        self._wanted = organisation_id
        if self._editing is not None:
            # What was typed waits in the strip.
            self._editing = None
            self._clear()
        self.refresh()
        self._directory.search.setFocus(Qt.FocusReason.OtherFocusReason)

    # left half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        kinds = {"organisation": "기관", "service": "기관 서비스", "contact": "기관 담당자"}
        return kinds[self._editing.kind] if self._editing is not None else "기관"

    def is_dirty(self) -> bool:
        """Whether something typed is not stored yet."""
        return self._editing is not None and self._editing.form.is_dirty

    def snapshot(self) -> dict[str, Any]:
        """Which of a partner's tables is being written, and everything typed."""
        form, page = self._editing, self._page
        if form is None:
            return {}
        new = form.kind == "organisation" and not form.record_id
        return {
            "kind": form.kind,
            "organisation_id": page.organisation.id if page is not None and not new else 0,
            "record_id": form.record_id,
            "form": form.form.snapshot(),
        }

    def restore(self, body: dict[str, Any]) -> None:
        """Open the form again that was left; it waits until the partner was read."""
        organisation_id = int(body.get("organisation_id", 0))
        if not organisation_id:
            self._new_organisation()
            self._put_back(body)
            return
        self._wanted = organisation_id
        desk, account = self._counter.desk, self._counter.account

        def work() -> tuple[PartnerPage, SlipDefaults]:
            return (
                desk.partners.open(account, organisation_id),
                desk.centre.slip_defaults(account),
            )

        def show(found: tuple[PartnerPage, SlipDefaults]) -> None:
            self._show_page(found[0])
            self._edit(self._form_of(found[0], found[1], body))
            self._put_back(body)

        self._counter.jobs.read(work, show)

    def _form_of(
        self, page: PartnerPage, defaults: SlipDefaults, body: dict[str, Any]
    ) -> OrganisationForm | ServiceForm | ContactForm:
        kind, record_id = body.get("kind"), int(body.get("record_id", 0))
        today = self._counter.clock.today()
        if kind == "service":
            known = next((one for one in page.services if one.id == record_id), None)
            return ServiceForm(
                self._counter, known or empty_service(page.organisation, today, defaults)
            )
        if kind == "contact":
            whom = next((one for one in page.contacts if one.id == record_id), None)
            return ContactForm(
                self._counter, whom or empty_contact(page.organisation, today), page.services
            )
        return OrganisationForm(self._counter, page.organisation)

    def _put_back(self, body: dict[str, Any]) -> None:
        if self._editing is not None:
            self._editing.form.restore(body.get("form", {}))

    def finish_composition(self) -> None:
        """Commit the syllable being composed."""
        finish_all_composition()

    def refresh(self) -> None:
        """Read the list again."""
        if not self._counter.is_open:
            return
        desk, account = self._counter.desk, self._counter.account
        typed = self._directory.search.text_now()
        self._counter.jobs.latest(
            "partners", lambda: desk.partners.find(account, typed), self._show_lines
        )

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=12, margins=(24, 16, 24, 12))
        self._head = PageHead("기관")
        calls = Button("전화", icon="phone")
        calls.clicked.connect(self._phone)
        only(self._counter, Right.REFER, calls)
        self._head.acts.addWidget(calls)
        new = Button("새 기관", icon="plus")
        new.clicked.connect(self._new_organisation)
        only(self._counter, Right.DIRECTORY, new)
        self._head.acts.addWidget(new)
        self._upkeep = Upkeep(self._counter, self)
        self._upkeep.done.connect(self._kept_up)
        self._book = DirectoryBook(self._counter, self)
        self._book.preview_ready.connect(self._show_preview)
        for button in self._book.buttons:
            only(self._counter, Right.DIRECTORY, button)
            self._head.acts.addWidget(button)
        for button in self._book.more:
            self._head.acts.addWidget(button)
        outer.addWidget(self._head)
        self._directory = Directory(self._counter.desk.office.codes)
        self._directory.typed.connect(self.refresh)
        self._directory.chosen.connect(self._read_page)
        self._right = SideArea(gap=12, margins=(8, 0, 8, 8))
        self._columns = Columns(
            [self._directory, self._right], [420, 0], least=520, wide=[480, 0], gap=16
        )
        self._columns.rearranged.connect(self._rearrange)
        # Under each other both scroll as one: two slits one above the other show nothing.
        self._area = WorkingArea(gap=0, margins=0)
        self._area.follow_focus()
        self._area.body.addWidget(self._columns, 1)
        self._rearrange()
        outer.addWidget(self._area, 1)

    def _rearrange(self) -> None:
        stacked = self._columns.stacked
        self._directory.set_low(stacked)
        self._right.unroll(stacked)

    # one partner

    def _phone(self) -> None:
        """All open slips with this partner, for one call."""
        if self._page is not None:
            self._counter.go("calls", organisation_id=self._page.organisation.id)

    def _kept_up(self, page: PartnerPage, compared: bool) -> None:
        """What was told is kept; after a comparison the next one that waits comes up."""
        following = self._directory.next_overdue(page.organisation.id) if compared else 0
        self._wanted = following or page.organisation.id
        if not following:
            self._show_page(page)
        self.refresh()
        if compared:
            self._directory.take_keys()

    def _show_lines(self, lines: tuple[PartnerLine, ...]) -> None:
        wanted = self._wanted or (self._page.organisation.id if self._page else 0)
        self._wanted = 0
        unready = sum(line.services - line.ready for line in lines)
        overdue = sum(line.overdue for line in lines)
        ending = sum(bool(line.agreement) for line in lines)
        told = [
            f"{len(lines)}곳",
            f"다시 확인할 곳 {overdue}" if overdue else "",
            f"협약이 끝나는 곳 {ending}" if ending else "",
            f"동의를 받을 수 없는 서비스 {unready}개" if unready else "",
        ]
        self._head.whose.setText(" · ".join(part for part in told if part))
        self._directory.show_lines(lines, wanted)

    def _read_page(self, organisation_id: int) -> None:
        if self._editing is not None:
            return
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "partner", lambda: desk.partners.open(account, organisation_id), self._show_page
        )

    def _show_page(self, page: PartnerPage) -> None:
        if self._editing is not None:
            return
        another = self._page is None or self._page.organisation.id != page.organisation.id
        self._page = page
        codes = self._counter.desk.office.codes
        cards = PartnerCards(page, self._counter.clock.today(), codes)
        only(self._counter, Right.DIRECTORY, *cards.of_directory)
        only(self._counter, Right.PRINT, *cards.of_paper)
        cards.organisation_wanted.connect(self._change_organisation)
        cards.service_wanted.connect(self._change_service)
        cards.contact_wanted.connect(self._change_contact)
        cards.checked.connect(self._upkeep.checked)
        cards.checked_otherwise.connect(self._upkeep.ask_how)
        cards.capacity_wanted.connect(self._upkeep.ask_capacity)
        cards.partner_wanted.connect(self._show_partner)
        cards.sheet_wanted.connect(self._print_sheet)
        self._put_in(cards)
        if another:
            # Another partner is read from its top, where what matters first stands.
            self._right.verticalScrollBar().setValue(0)

    def _show_preview(self, shown: BookPreview) -> None:
        """What a file would change stands where the partner stood, until it is decided."""
        if self._editing is not None:
            self._counter.say("고치던 것을 먼저 저장하거나 그만두십시오.", "info")
            shown.deleteLater()
            return
        shown.closed.connect(self._close_preview)
        self._put_in(shown)
        self._preview = shown
        shown.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def _close_preview(self) -> None:
        """Back to the partner in front."""
        self._preview = None
        self._leave()
        self.refresh()

    def _put_in(self, shown: QWidget) -> None:
        self._clear()
        self._right.body.addWidget(shown)
        self._right.body.addStretch(1)
        QTimer.singleShot(0, self, self._show_focus)

    def _show_focus(self) -> None:
        focus = QApplication.focusWidget()
        if focus is not None and self._right.page.isAncestorOf(focus):
            QTimer.singleShot(0, focus, lambda: self._area.follow(focus))

    def _clear(self) -> None:
        self._preview = None
        empty_out(self._right.body)

    # editing

    def _edit(self, form: OrganisationForm | ServiceForm | ContactForm) -> None:
        self._editing = form
        self._put_in(form)
        form.saved.connect(self.save)
        form.given_up.connect(self._give_up)
        form.form.focus_first_empty()

    def _new_organisation(self) -> None:
        self._change_organisation(empty_organisation(self._counter.clock.today()))

    def _change_organisation(self, organisation: Organisation) -> None:
        self._edit(OrganisationForm(self._counter, organisation))

    def _change_service(self, service: PartnerService | None) -> None:
        if service is None:
            self._new_service()
        else:
            self._edit(ServiceForm(self._counter, service))

    def _change_contact(self, contact: Contact | None) -> None:
        page = self._page
        if page is not None:
            known = contact or empty_contact(page.organisation, self._counter.clock.today())
            self._edit(ContactForm(self._counter, known, page.services))

    def _new_service(self) -> None:
        if self._page is not None:
            organisation, today = self._page.organisation, self._counter.clock.today()
            desk, account = self._counter.desk, self._counter.account
            self._counter.jobs.read(
                lambda: desk.centre.slip_defaults(account),
                lambda defaults: self._edit(
                    ServiceForm(self._counter, empty_service(organisation, today, defaults))
                ),
            )

    def _give_up(self) -> None:
        """Leave the form; what was typed is never lost without a word."""
        if not self.is_dirty():
            self._leave()
            return
        ask(
            self,
            "적던 것을 어떻게 할까요?",
            "나중에 이어 쓰면 ‘진행 중’ 줄에 남습니다.",
            [
                Choice("drop", "버리기", dangerous=True),
                Choice("later", "나중에 이어 쓰기"),
                Choice("stay", "계속 적기"),
            ],
            "stay",
            self._leave_as,
        )

    def _leave_as(self, key: str) -> None:
        if key == "drop":
            self._counter.dropped.emit()
            self._leave()
        elif key == "later":
            self._counter.go("partners")

    def _leave(self) -> None:
        self._editing = None
        if self._page is not None:
            self._show_page(self._page)
        self._directory.take_keys()

    def save(self) -> None:
        """Ctrl+S: write what is being edited; another name is asked about first."""
        self._save(None)

    def _save(self, same_body: bool | None) -> None:
        form = self._editing
        if form is None and self._preview is not None:
            self._preview.take_in()
            return
        if form is None:
            self._counter.say("고치는 것이 없어 저장할 것이 없습니다.", "info")
            return
        finish_all_composition()
        work = self._work(form, same_body)
        if work is None:
            return

        def tell(page: PartnerPage) -> None:
            self._editing = None
            self._wanted = page.organisation.id
            self._counter.filed.emit()
            self._counter.say("기관 정보를 저장했습니다.")
            self._show_page(page)
            self.refresh()
            self._directory.take_keys()

        def refused(error: NaeilError) -> None:
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            if "same_body" in fields:
                self._ask_which_body()
                return
            if "valid_from" in fields:
                fields["since"] = fields.pop("valid_from")
            form.form.show_errors(fields)
            if not set(fields) & set(form.form.names()):
                self._counter.say(str(error), "warning")

        self._counter.jobs.write(work, tell, refused)

    def _ask_which_body(self) -> None:
        """Under another name: does it only call itself otherwise, or is it somebody else?"""
        ask(
            self,
            "이름만 바뀐 같은 기관입니까?",
            "같은 기관이면 받아 둔 동의가 그대로 이어지고, 의뢰서에 옛 이름을 함께 적습니다. "
            "법인이 다른 기관이면 동의를 새로 받아야 합니다. 지금 기관은 그 전날로 마칩니다.",
            [
                Choice("same", "이름만 바뀜"),
                Choice("other", "다른 기관임"),
                Choice("stay", "더 알아보기"),
            ],
            "stay",
            lambda key: None if key == "stay" else self._save(key == "same"),
        )

    def _work(
        self, form: OrganisationForm | ServiceForm | ContactForm, same_body: bool | None
    ) -> Callable[[], PartnerPage] | None:
        """The service call for what was typed; None when a field is wrong."""
        partners, account = self._counter.desk.partners, self._counter.account
        kept = self._counter.draft_id
        if isinstance(form, OrganisationForm):
            body = form.read()
            save = partners.save_organisation
            if body is None:
                return None
            return partial(save, account, *body, same_body=same_body, draft_id=kept)
        if isinstance(form, ServiceForm):
            service = form.read()
            put = partners.save_service
            return partial(put, account, *service, draft_id=kept) if service else None
        contact = form.read()
        write = partners.save_contact
        return partial(write, account, *contact, draft_id=kept) if contact else None

    def _show_partner(self, organisation_id: int) -> None:
        self._wanted = organisation_id
        self._directory.search.set_value("")
        self.refresh()

    def _print_sheet(self, service: PartnerService, *, with_dialog: bool = False) -> None:
        desk, account = self._counter.desk, self._counter.account

        def tell(ready: ReadyPaper) -> None:
            if with_dialog:
                self._printer.print_with_dialog(ready)
            else:
                self._printer.print_now(ready, said=f"{service.name} 안내문을 인쇄합니다.")

        self._counter.jobs.write(
            lambda: desk.papers.partner_sheet(account, service.id, large=service.large_type),
            tell,
        )

    def print_paper(self) -> None:
        """Ctrl+P: the sheet of the partner in front, of its first service."""
        self._print_first()

    def print_with_dialog(self) -> None:
        """The same, the system's dialog first."""
        self._print_first(with_dialog=True)

    def _print_first(self, *, with_dialog: bool = False) -> None:
        if not self._counter.allow(Right.PRINT):
            return
        if self._page is not None and self._page.services:
            self._print_sheet(self._page.services[0], with_dialog=with_dialog)
        else:
            self._counter.say("안내문에 적을 서비스가 없습니다. 서비스를 더해 주십시오.", "info")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a form; F7 says that the partner in front was asked just now."""
        if event.key() == Qt.Key.Key_Escape and self._editing is not None:
            self._give_up()
        elif event.key() == Qt.Key.Key_Escape and self._preview is not None:
            self._close_preview()
        elif event.key() == Qt.Key.Key_F7 and self._editing is None and self._page is not None:
            if not self._counter.allow(Right.DIRECTORY):
                return
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier:
                self._upkeep.ask_how(self._page.organisation)
            else:
                self._upkeep.checked(self._page.organisation)
        else:
            super().keyPressEvent(event)
