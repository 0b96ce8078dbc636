"""A request is taken in: what is asked, by whom, and how we made sure who asks."""

from datetime import date
from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.subject_request import (
    REQUEST_ITEMS,
    IdentityCheck,
    RequestDraft,
    RequestKind,
    RequestWay,
)
from desktop.domain.when import read_day
from desktop.ui.counter import Counter
from desktop.ui.kit import (
    Button,
    Card,
    Combo,
    Face,
    Field,
    Form,
    KoreanLineEdit,
    KoreanTextEdit,
    Paragraph,
    PlainLabel,
    Role,
    Segmented,
    ToggleChips,
    row,
)

tight = partial(Field, room=False)
KINDS = [(kind.value, kind.label) for kind in RequestKind]
_ABOUT = {
    RequestKind.VIEW: "가지고 있는 정보를 보여 달라는 요구입니다. 항목을 고르지 않으면 모두입니다.",
    RequestKind.CORRECT: "틀린 것을 고쳐 달라는 요구입니다. 마칠 때까지 그 항목을 드리지 않습니다.",
    RequestKind.DELETE: "지워 달라는 요구입니다. 파기 요청과 승인을 거칩니다.",
    RequestKind.STOP: "쓰지 말아 달라는 요구입니다. 풀 때까지 그 항목을 드리지 않습니다.",
}


class RequestForm(Card):
    """The form of the law (별지 제8호) in the order in which it is asked at the desk."""

    saved = Signal()
    given_up = Signal()

    def __init__(self, counter: Counter, parent: QWidget | None = None) -> None:
        super().__init__(parent, gap=10, margins=(18, 14))
        self._counter = counter
        self.visitor_id = 0
        self.name = ""
        self.body.addWidget(PlainLabel("새 요구", face=Face.SECTION))
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self._add("kind", tight("요구", Segmented(KINDS, RequestKind.VIEW.value)))
        self._about = Paragraph(_ABOUT[RequestKind.VIEW], face=Face.NOTE, ink="second")
        self.body.addWidget(self._about)
        self._add("items", tight("어떤 항목", ToggleChips(list(REQUEST_ITEMS)), across=True))
        wanted = KoreanTextEdit("말씀하신 대로 적습니다", lines=2)
        self._add("wanted", tight("요구하신 내용", wanted))
        line = row(gap=12)
        received = tight("받은 날", KoreanLineEdit(trailing="calendar"), required=True)
        self.form.add("received_on", received, on_leave=self._day)
        ways = [(way.value, way.label) for way in RequestWay]
        way = tight("받은 방법", Combo(ways))
        self.form.add("way", way)
        line.addWidget(received, 1)
        line.addWidget(way, 1)
        self.body.addLayout(line)
        line = row(gap=12)
        checks = [(one.value, one.label) for one in IdentityCheck]
        identity = tight("본인 확인", Combo(checks), hint="번호는 적지 않습니다.")
        proxy = tight("대리인", KoreanLineEdit("위임장에 적힌 성명"))
        self.form.add("identity", identity)
        self.form.add("proxy", proxy)
        line.addWidget(identity, 1)
        line.addWidget(proxy, 1)
        self.body.addLayout(line)
        foot = row(gap=10)
        foot.addStretch(1)
        leave = Button("그만두기", Role.QUIET, keys="Esc")
        leave.clicked.connect(self.given_up)
        save = Button("요구 접수", Role.PRIMARY, icon="check", keys="Ctrl+S")
        save.clicked.connect(self.saved)
        foot.addWidget(leave)
        foot.addWidget(save)
        self.body.addLayout(foot)
        self.form.then(save)
        self.form.changed.connect(self._changed)

    def _add(self, name: str, field: Field) -> None:
        self.form.add(name, field)
        self.body.addWidget(field)

    def begin(self, visitor_id: int) -> None:
        """An empty form for one person, received today at the desk."""
        self.visitor_id = visitor_id
        today = self._counter.clock.today()
        self.form.clear()
        self.form.set_values(
            {
                "kind": RequestKind.VIEW.value,
                "received_on": show_day(today),
                "way": RequestWay.VISIT.value,
                "identity": IdentityCheck.CARD.value,
            }
        )
        self.form.mark_saved()
        self._changed("kind")

    def draft(self) -> RequestDraft | None:
        """What was typed; None when a field is wrong."""
        values = self.form.read()
        if values is None:
            return None
        return RequestDraft(
            visitor_id=self.visitor_id,
            kind=RequestKind(values["kind"]),
            received_on=self._read_day(values["received_on"]),
            way=RequestWay(values["way"]),
            identity=IdentityCheck(values["identity"]),
            proxy=values["proxy"],
            wanted=values["wanted"],
            items=tuple(values["items"]),
        )

    def _changed(self, name: str) -> None:
        if name == "kind" and self.form.value("kind"):
            kind = RequestKind(self.form.value("kind"))
            self._about.set_text(_ABOUT[kind])
            self.form.field("items").required = kind is RequestKind.CORRECT
            self.form.field("wanted").required = kind is RequestKind.CORRECT

    def _read_day(self, text: str) -> date:
        today = self._counter.clock.today()
        day = read_day(text, today)
        if day > today and str(day.year) not in text:
            day = day.replace(year=day.year - 1)
        return day

    def _day(self, text: str) -> str:
        return show_day(self._read_day(text))
