"""기관: find a partner, see what it offers, mend what changed, fill in what consent needs."""

from collections.abc import Callable
from functools import partial
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.partner import Contact, Organisation, PartnerLine, PartnerPage, PartnerService
from desktop.services.centre import SlipDefaults
from desktop.services.papers import ReadyPaper
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Banner,
    Button,
    Card,
    Chip,
    ChipLook,
    Choice,
    Column,
    Columns,
    EmptyState,
    Face,
    KoreanLineEdit,
    Line,
    PageHead,
    Paragraph,
    PlainLabel,
    RecordsModel,
    RecordTable,
    Role,
    Tone,
    WorkingArea,
    ask,
    column,
    finish_all_composition,
    row,
)
from desktop.ui.kit.theme import px
from desktop.ui.partners.forms import (
    ContactForm,
    OrganisationForm,
    ServiceForm,
    empty_contact,
    empty_organisation,
    empty_service,
)
from desktop.ui.printing import CounterPrinter

FRESH_DAYS = 180
"""After so many days a partner's facts should be compared again."""


class PartnersScreen(QWidget):
    """The directory at the left, one partner at the right; forms open in its place."""

    keys = (
        ("↑ ↓", "기관 고르기"),
        ("Enter", "그 기관 보기"),
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
        self._search.setFocus(Qt.FocusReason.OtherFocusReason)

    # left half-typed

    @property
    def draft_title(self) -> str:
        """What the strip calls it."""
        kinds = {"organisation": "기관", "service": "기관 서비스", "contact": "기관 담당자"}
        return kinds[self._editing.kind] if self._editing is not None else "기관"

    @property
    def draft_visitor_id(self) -> int | None:
        """A partner is no visitor."""
        return None

    @property
    def draft_name(self) -> str:
        """A partner's name needs no masking and would be masked: the title has to do."""
        return ""

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
        desk, account, typed = self._counter.desk, self._counter.account, self._search.text_now()
        self._counter.jobs.latest(
            "partners", lambda: desk.partners.find(account, typed), self._show_lines
        )

    # layout

    def _lay_out(self) -> None:
        outer = column(self, gap=12, margins=(24, 16, 24, 12))
        self._head = PageHead("기관")
        new = Button("새 기관", icon="plus")
        new.clicked.connect(self._new_organisation)
        self._head.acts.addWidget(new)
        outer.addWidget(self._head)
        left = QWidget()
        box = column(left, gap=8)
        self._search = KoreanLineEdit("기관, 서비스, 초성", leading="search")
        self._search.setAccessibleName("기관 찾기")
        self._search.shown_text_changed.connect(lambda _text: self.refresh())
        self._search.moved_on.connect(self._to_table)
        box.addWidget(self._search)
        self._model: RecordsModel[PartnerLine] = RecordsModel(
            [
                Column("기관", lambda line: line.name, below=self._kind, strong=True),
                Column("동의", _ready, width=132, chip=_ready_look),
            ]
        )
        self._table = RecordTable(
            self._model,
            row_height=50,
            empty=EmptyState("찾는 기관이 없습니다.", "새 기관을 적어 넣을 수 있습니다."),
            name="기관 목록",
        )
        self._table.row_changed.connect(self._show_row)
        self._table.opened.connect(self._show_row)
        box.addWidget(self._table, 1)
        self._right = WorkingArea(gap=12, margins=(8, 0, 8, 8))
        outer.addWidget(Columns([left, self._right], [420, 0], least=520, wide=[480, 0], gap=16), 1)

    def _kind(self, line: PartnerLine) -> str:
        codes = self._counter.desk.office.codes.lists.get("partner_kinds")
        kind = codes.label_of(line.kind) if codes and line.kind else ""
        checked = f"{show_date(line.checked_on)} 확인" if line.checked_on else "확인한 적 없음"
        return " · ".join(part for part in (kind, checked) if part)

    # the list

    def _to_table(self) -> None:
        self._table.setFocus(Qt.FocusReason.TabFocusReason)
        if self._model.rowCount():
            self._table.go_to(max(0, self._table.current_row()))

    def _show_lines(self, lines: tuple[PartnerLine, ...]) -> None:
        wanted = self._wanted or (self._page.organisation.id if self._page else 0)
        self._wanted = 0
        self._model.show_records(lines)
        unready = sum(line.services - line.ready for line in lines)
        self._head.whose.setText(
            f"{len(lines)}곳" + (f" · 동의를 받을 수 없는 서비스 {unready}개" if unready else "")
        )
        if not lines:
            return
        at = next((i for i, line in enumerate(lines) if line.organisation_id == wanted), 0)
        self._table.go_to(at)
        self._show_row(at)

    def _show_row(self, at: int) -> None:
        if self._editing is not None or not 0 <= at < self._model.rowCount():
            return
        organisation_id = self._model.record(at).organisation_id
        desk, account = self._counter.desk, self._counter.account
        self._counter.jobs.latest(
            "partner", lambda: desk.partners.open(account, organisation_id), self._show_page
        )

    # one partner

    def _clear(self) -> None:
        body = self._right.body
        while body.count():
            entry = body.takeAt(0)
            widget = entry.widget() if entry is not None else None
            if widget is not None:
                widget.hide()
                widget.deleteLater()

    def _show_page(self, page: PartnerPage) -> None:
        if self._editing is not None:
            return
        self._page = page
        self._clear()
        body = self._right.body
        missing = [one for one in page.services if one.missing]
        if missing:
            names = ", ".join(f"{one.name}({', '.join(one.missing)})" for one in missing)
            body.addWidget(Banner(f"동의를 받으려면 채워야 합니다: {names}", "warning"))
        body.addWidget(self._organisation_card(page))
        head = row(gap=8)
        holder = QWidget()
        holder.setLayout(head)
        head.addWidget(PlainLabel("서비스", face=Face.SECTION))
        head.addStretch(1)
        add = Button("서비스 더하기", Role.LINK, icon="plus", high=32)
        add.clicked.connect(self._new_service)
        head.addWidget(add)
        body.addWidget(holder)
        if not page.services:
            body.addWidget(
                EmptyState(
                    "아직 서비스가 없습니다.", "서비스를 더해야 의뢰할 수 있습니다.", framed=True
                )
            )
        for service in page.services:
            body.addWidget(self._service_card(service))
        body.addWidget(self._contacts_card(page))
        if page.earlier:
            body.addWidget(self._earlier_card(page.earlier))
        body.addStretch(1)

    def _organisation_card(self, page: PartnerPage) -> Card:
        organisation = page.organisation
        card = Card(gap=6, margins=(18, 14))
        head = row(gap=8)
        head.addWidget(
            PlainLabel(organisation.name.replace("|", " "), face=Face.SECTION, elide=True), 1
        )
        if page.open_referrals:
            head.addWidget(Chip(f"열린 의뢰 {page.open_referrals}", Tone.INFO, icon="referral"))
        if organisation.internal:
            head.addWidget(Chip("구청 부서", Tone.NEUTRAL))
        head.addWidget(self._fresh_chip(organisation))
        card.body.addLayout(head)
        for label, text in (
            ("주소", organisation.address),
            ("전화", organisation.phone),
            ("팩스", organisation.fax),
            ("접수 시간", organisation.hours),
            ("오시는 길", organisation.directions),
            ("다른 이름", ", ".join(organisation.aliases)),
            ("출처", organisation.source),
        ):
            card.body.addLayout(_fact(label, text))
        acts = row(gap=10)
        edit = Button("고치기", icon="pencil", high=32)
        edit.clicked.connect(lambda: self._edit(OrganisationForm(self._counter, organisation)))
        checked = Button("오늘 확인함", icon="check", high=32)
        checked.clicked.connect(lambda: self._checked(organisation))
        acts.addWidget(edit)
        acts.addWidget(checked)
        acts.addStretch(1)
        card.body.addLayout(acts)
        return card

    def _fresh_chip(self, organisation: Organisation) -> Chip:
        checked = organisation.checked_on
        if checked is None:
            return Chip("확인한 적 없음", Tone.WARNING, icon="alert-triangle")
        old = (self._counter.clock.today() - checked).days > FRESH_DAYS
        words = f"{show_date(checked)} 확인"
        if old:
            return Chip(words, Tone.WARNING, icon="clock")
        return Chip(words, Tone.SUCCESS, icon="check-circle")

    def _service_card(self, service: PartnerService) -> Card:
        card = Card(gap=4, margins=(18, 12))
        head = row(gap=8)
        head.addWidget(PlainLabel(service.name, face=Face.STRONG, elide=True), 1)
        if service.missing:
            words = f"{', '.join(service.missing)} 없음"
            head.addWidget(Chip(words, Tone.WARNING, icon="alert-triangle"))
        else:
            head.addWidget(Chip("동의 받을 수 있음", Tone.SUCCESS, icon="check-circle"))
        card.body.addLayout(head)
        items = ", ".join(item.label for item in service.items)
        for label, text in (
            ("이용 목적", service.purpose),
            ("제공 항목", items),
            ("보유 기간", service.retention),
            ("요건", ", ".join(service.criteria)),
            ("기한", f"회신 {service.reply_days}근무일 · 유효 {service.slip_days}일"),
        ):
            card.body.addLayout(_fact(label, text))
        acts = row(gap=10)
        edit = Button("고치기", icon="pencil", high=32)
        edit.clicked.connect(lambda: self._edit(ServiceForm(self._counter, service)))
        sheet = Button("안내문 인쇄", Role.QUIET, icon="printer", high=32)
        sheet.clicked.connect(lambda: self._print_sheet(service))
        acts.addWidget(edit)
        acts.addWidget(sheet)
        acts.addStretch(1)
        card.body.addLayout(acts)
        return card

    def _contacts_card(self, page: PartnerPage) -> Card:
        card = Card(gap=6, margins=(18, 12))
        head = row(gap=8)
        head.addWidget(PlainLabel("담당자", face=Face.SECTION))
        head.addStretch(1)
        add = Button("담당자 더하기", Role.LINK, icon="plus", high=32)
        add.clicked.connect(
            lambda: self._edit(
                ContactForm(
                    self._counter,
                    empty_contact(page.organisation, self._counter.clock.today()),
                    page.services,
                )
            )
        )
        head.addWidget(add)
        card.body.addLayout(head)
        names = {one.id: one.name for one in page.services}
        for contact in page.contacts:
            card.body.addWidget(Line())
            card.body.addLayout(self._contact_line(contact, names, page))
        if not page.contacts:
            card.body.addWidget(PlainLabel("적힌 담당자가 없습니다.", ink="second"))
        return card

    def _contact_line(
        self, contact: Contact, names: dict[int, str], page: PartnerPage
    ) -> QHBoxLayout:
        line = row(gap=12)
        who = " ".join(part for part in (contact.team, contact.name) if part)
        line.addWidget(PlainLabel(who, face=Face.STRONG, elide=True), 2)
        what = names.get(contact.service_id or 0, "기관 전체")
        line.addWidget(PlainLabel(what, ink="second", elide=True), 2)
        line.addWidget(PlainLabel(contact.phone or "전화 없음", ink="second"), 1)
        edit = Button("고치기", Role.LINK, high=32)
        edit.clicked.connect(lambda: self._edit(ContactForm(self._counter, contact, page.services)))
        line.addWidget(edit)
        return line

    def _earlier_card(self, earlier: tuple[Organisation, ...]) -> Card:
        card = Card(gap=4, margins=(18, 12))
        card.body.addWidget(PlainLabel("예전 내용", face=Face.SECTION))
        for one in earlier:
            until = f"{show_date(one.valid_to)}까지" if one.valid_to else ""
            words = f"{show_date(one.valid_from)}부터 {until}: {one.name} · {one.address}"
            card.body.addWidget(Paragraph(words, face=Face.NOTE, ink="second"))
        return card

    # editing

    def _edit(self, form: OrganisationForm | ServiceForm | ContactForm) -> None:
        self._editing = form
        self._clear()
        self._right.body.addWidget(form)
        self._right.body.addStretch(1)
        form.saved.connect(self.save)
        form.given_up.connect(self._give_up)
        form.form.focus_first_empty()

    def _new_organisation(self) -> None:
        today = self._counter.clock.today()
        self._edit(OrganisationForm(self._counter, empty_organisation(today)))

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
        self._table.setFocus(Qt.FocusReason.OtherFocusReason)

    def save(self) -> None:
        """Ctrl+S: write what is being edited."""
        form = self._editing
        if form is None:
            self._counter.say("고치는 것이 없어 저장할 것이 없습니다.", "info")
            return
        finish_all_composition()
        work = self._work(form)
        if work is None:
            return

        def tell(page: PartnerPage) -> None:
            self._editing = None
            self._wanted = page.organisation.id
            self._counter.dropped.emit()
            self._counter.say("기관 정보를 저장했습니다.")
            self._show_page(page)
            self.refresh()
            self._table.setFocus(Qt.FocusReason.OtherFocusReason)

        def refused(error: NaeilError) -> None:
            fields = dict(error.fields) if isinstance(error, Refused) else {}
            if "valid_from" in fields:
                fields["since"] = fields.pop("valid_from")
            form.form.show_errors(fields)
            if not set(fields) & set(form.form.names()):
                self._counter.say(str(error), "warning")

        self._counter.jobs.write(work, tell, refused)

    def _work(
        self, form: OrganisationForm | ServiceForm | ContactForm
    ) -> Callable[[], PartnerPage] | None:
        """The service call for what was typed; None when a field is wrong."""
        partners, account = self._counter.desk.partners, self._counter.account
        if isinstance(form, OrganisationForm):
            body = form.read()
            return partial(partners.save_organisation, account, *body) if body else None
        if isinstance(form, ServiceForm):
            service = form.read()
            return partial(partners.save_service, account, *service) if service else None
        contact = form.read()
        return partial(partners.save_contact, account, *contact) if contact else None

    def _checked(self, organisation: Organisation) -> None:
        desk, account = self._counter.desk, self._counter.account

        def tell(page: PartnerPage) -> None:
            self._counter.say("오늘 확인한 것으로 적었습니다.")
            self._show_page(page)
            self.refresh()

        self._counter.jobs.write(lambda: desk.partners.checked(account, organisation.id), tell)

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
        if self._page is not None and self._page.services:
            self._print_sheet(self._page.services[0], with_dialog=with_dialog)
        else:
            self._counter.say("안내문에 적을 서비스가 없습니다. 서비스를 더해 주십시오.", "info")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Esc leaves a form."""
        if event.key() == Qt.Key.Key_Escape and self._editing is not None:
            self._give_up()
        else:
            super().keyPressEvent(event)


def _fact(label: str, text: str) -> QHBoxLayout:
    line = row(gap=10)
    name = PlainLabel(label, face=Face.LABEL, ink="second")
    name.setFixedWidth(px(76))
    line.addWidget(name, 0, Qt.AlignmentFlag.AlignTop)
    line.addWidget(Paragraph(text or "—"), 1)
    return line


def _ready(line: PartnerLine) -> str:
    if line.services and line.ready == line.services:
        return f"가능 {line.ready}"
    return f"빈칸 {line.services - line.ready}" if line.services else "서비스 없음"


def _ready_look(line: PartnerLine) -> ChipLook:
    if line.services and line.ready == line.services:
        return ChipLook(Tone.SUCCESS, "check-circle")
    return ChipLook(Tone.WARNING, "alert-triangle")
