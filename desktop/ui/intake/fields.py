"""Builds the fields of 접수, in the order of the paper form.

Rows marked `extra` are below the fold: they open all together, in their places, so
that Tab goes through the paper from top to bottom whether they are open or not.
"""

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from desktop.domain.calendar import show_date
from desktop.domain.codes import CodeBook
from desktop.domain.contact import read_phone
from desktop.domain.guard import clean, find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.told import read_month, read_wage, show_month, show_wage
from desktop.domain.visit import Channel, Presence
from desktop.domain.visitor import Sex
from desktop.domain.when import read_day
from desktop.ui.intake.paper import CAREERS, NO_PHONE, SHOWN_WORK_STATES
from desktop.ui.kit import (
    CheckBox,
    CodePicker,
    Combo,
    Field,
    Form,
    KoreanLineEdit,
    Line,
    Numbered,
    Segmented,
    ToggleChips,
    column,
    row,
    theme,
)

FIRST, SECOND = 252, 196
"""Widths of the first two columns: every row of the form begins its fields at the same x."""

GAP = 12
LEAST = 0.9
"""Of their width the first two columns keep at least so much."""


class FieldRow(QWidget):
    """Up to three fields side by side; the third goes under them where it has no room."""

    def __init__(self, fields: Sequence[QWidget | None]) -> None:
        """None stands for a field that is not asked; the others keep their columns."""
        super().__init__()
        self._third = fields[2] if len(fields) == 3 else None
        self._pair = [field for field in fields[:2] if field is not None and len(fields) > 1]
        self._down = False
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(theme.px(GAP))
        self._grid.setVerticalSpacing(theme.px(4))
        self._grid.setColumnStretch(2, 1)
        for place, field in enumerate(fields):
            if field is None:
                continue
            if place < 2 and len(fields) > 1:
                field.setFixedWidth(theme.px((FIRST, SECOND)[place]))
            self._grid.addWidget(field, 0, place, 1, 1 if len(fields) > 1 else 3)

    def minimumSizeHint(self) -> QSize:
        hint = super().minimumSizeHint()
        if not self._pair:
            return hint
        third = self._third.minimumSizeHint().width() if self._third is not None else 0
        return QSize(max(int(theme.px(FIRST + GAP + SECOND) * LEAST), third), hint.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if not self._pair:
            return
        wide = event.size().width()
        part = min(1.0, (wide - theme.px(GAP)) / theme.px(FIRST + SECOND))
        # The first two columns give way together when the desk is small and type is large.
        for field, share in zip(self._pair, (FIRST, SECOND), strict=False):
            field.setFixedWidth(int(theme.px(share) * part))
        if self._third is None:
            return
        need = theme.px(FIRST + GAP + SECOND + GAP) + self._third.minimumSizeHint().width()
        down = wide < need
        if down != self._down:
            self._down = down
            self._grid.removeWidget(self._third)
            if down:
                self._grid.addWidget(self._third, 1, 0, 1, 3)
            else:
                self._grid.addWidget(self._third, 0, 2)
            self.updateGeometry()


class PaperFields(QWidget):
    """All fields, with `form` to read them; sections can be taken away and opened."""

    def __init__(self, codes: CodeBook, today: date) -> None:
        super().__init__()
        self._codes, self._today = codes, today
        self.form = Form(self, guard=find_identifiers, clean=clean)
        self._extra: list[QWidget] = []
        self._sections: dict[str, QWidget] = {}
        self._body = column(self, gap=10)
        self._rows = self._body
        self._visit()
        self._person()
        self._stay()
        self._section("state", "학력·경력")
        self._schooling()
        self._state()
        self._section("wishes", "희망")
        self._skills()
        self._wishes()
        self._company()
        self._body.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        self.fold(True)

    # opening and closing

    def fold(self, folded: bool) -> None:
        """Hide or show the rows that can wait."""
        self.folded = folded
        for part in self._extra:
            part.setVisible(not folded)

    def show_section(self, name: str, shown: bool) -> None:
        """Take a section away where it makes no sense: the visit, when only data are mended."""
        self._sections[name].setVisible(shown)

    def show_stay(self, foreign: bool) -> None:
        """The rows for foreign nationals."""
        self._stay_row.setVisible(foreign)

    def show_relation(self, shown: bool) -> None:
        """Who came along, or instead."""
        self._relation.setVisible(shown)

    # sections in the order of the paper

    def _visit(self) -> None:
        self._section("visit", "방문")
        channel = Segmented([(one.value, one.label) for one in Channel], "counter")
        self._row(self._add("channel", Field("접수 경로", channel, room=False)))
        purposes = ToggleChips(self._list("visit_purposes"))
        field = Field("방문 목적 (여러 개 가능)", purposes, required=True, room=False, across=True)
        self._row(self._add("purposes", field))

    def _person(self) -> None:
        self._section("person", "인적 사항")
        lunar = CheckBox("음력")
        self._row(
            self._add("name", Field("이름", KoreanLineEdit(), required=True)),
            self._add(
                "birth",
                Field("생년월일", KoreanLineEdit("900312, 모름"), required=True, behind=lunar),
            ),
            self._add(
                "sex",
                Field("성별", Segmented([(one.value, one.label) for one in Sex])),
                guarded=False,
            ),
        )
        name = self.form.field("name")
        name.control.left.connect(lambda: _tell_of_paper(name))  # type: ignore[attr-defined]
        # The tick belongs to the birth field; Tab passes it, Enter goes on to 성별.
        self.lunar = lunar
        self._row(
            self._add("phone", Field("휴대전화", KoreanLineEdit("010…, 없음"), required=True)),
            self._add("dong", Field("거주 동", Combo(self._list("dongs")), optional=True)),
            self._add("contact_time", Field("연락 가능 시간", KoreanLineEdit(), optional=True)),
        )
        self._row(
            self._add("second_phone", Field("보조 연락처", KoreanLineEdit())),
            self._add("second_phone_relation", Field("누구의 번호인지", KoreanLineEdit("언니"))),
            self._add("email", Field("전자우편", KoreanLineEdit())),
            extra=True,
        )
        address = KoreanLineEdit("서울특별시 광진구 …")
        self._row(self._add("address", Field("주소", address, room=False)), extra=True)
        ways = ToggleChips(self._list("contact_ways"))
        self._row(
            self._add("contact_ways", Field("연락 방법", ways, room=False, across=True)),
            extra=True,
        )

    def _stay(self) -> None:
        self._section("stay", "체류")
        foreign = CheckBox("외국 국적입니다")
        plain = Field("국적", foreign, room=False)
        self._row(self._add("foreign", plain))
        work = Segmented([("yes", "일할 수 있음"), ("no", "일할 수 없음")])
        self._stay_row = self._row(
            self._add("stay_status", Field("체류자격", Combo(self._list("stay_status")))),
            self._add("stay_until", Field("체류 기간", KoreanLineEdit("2027. 3. 31."))),
            self._add("may_work", Field("취업", work)),
        )
        self._stay_row.hide()

    def _schooling(self) -> None:
        self._row(
            self._add("education", Field("최종 학력", Combo(self._list("education")))),
            self._add("graduation", Field("졸업 구분", Combo(self._list("graduation")))),
            self._add("graduated_month", Field("졸업 연월", KoreanLineEdit("2014. 2."))),
            extra=True,
        )
        self._row(
            self._add("school", Field("학교", KoreanLineEdit())),
            self._add("major", Field("전공", KoreanLineEdit())),
            None,
            extra=True,
        )

    def _state(self) -> None:
        states = Segmented([(one.value, one.label) for one in SHOWN_WORK_STATES])
        self._row(self._add("work_state", Field("지금", states, room=False)))
        self._row(
            self._add("left_month", Field("마지막 퇴사", KoreanLineEdit("2017. 2., 9년 전"))),
            self._add("leaving_reason", Field("그만둔 까닭", Combo(self._list("leaving_reasons")))),
            None,
        )
        benefits = ToggleChips(self._list("benefits"))
        self._row(
            self._add("benefits", Field("이용 중", benefits, room=False, across=True)), extra=True
        )
        for number in range(1, CAREERS + 1):
            self._row(
                self._add(f"company{number}", Field(f"회사 {number}", KoreanLineEdit())),
                self._add(f"duty{number}", Field("하던 일", KoreanLineEdit())),
                self._pair(
                    self._add(f"started{number}", Field("들어간 달", KoreanLineEdit("2014. 3."))),
                    self._add(f"ended{number}", Field("나온 달", KoreanLineEdit("2017. 2."))),
                    self._add(
                        f"reason{number}", Field("까닭", Combo(self._list("leaving_reasons")))
                    ),
                ),
                extra=True,
            )
        self._row(
            self._add("military_months", Field("군 복무 (개월)", KoreanLineEdit("21"))),
            None,
            None,
            extra=True,
        )

    def _skills(self) -> None:
        self._row(
            self._add("licences", Field("자격·면허", KoreanLineEdit("전산회계 1급, …"))),
            self._add("driving", Field("운전", Combo(self._list("driving")))),
            self._add("has_car", Field("차량", CheckBox("차 있음"))),
            extra=True,
        )
        computer = ToggleChips(self._list("computer"))
        self._row(
            self._add("computer", Field("컴퓨터", computer, room=False, across=True)), extra=True
        )

    def _wishes(self) -> None:
        jobs = [
            (code.code, code.label)
            for code in self._codes["keco_2025"].valid(self._today)
            if len(code.code) == 3
        ]
        kinds = Combo(self._list("wage_kinds"), placeholder="월급")
        self._row(
            self._add("job1", Field("희망 직종 (1순위)", CodePicker(jobs))),
            self._add("employment_form", Field("고용 형태", Combo(self._list("employment_forms")))),
            self._pair(
                self._add("wage_kind", Field("임금", kinds)),
                self._add("wage", Field("금액 (원)", KoreanLineEdit("200만"))),
            ),
        )
        self._row(
            self._add("job2", Field("2순위", CodePicker(jobs))),
            self._add("job3", Field("3순위", CodePicker(jobs))),
            self._add("wish_from", Field("언제부터", KoreanLineEdit("2027. 1.부터"))),
            extra=True,
        )
        regions = self._list("regions")
        self._row(
            self._add("region1", Field("희망 지역 1", Combo(regions))),
            self._add("region2", Field("지역 2", Combo(regions))),
            self._pair(
                self._add("region3", Field("지역 3", Combo(regions))),
                self._add("wish_hours", Field("근무 시간", KoreanLineEdit("10~16시, 주 5일"))),
            ),
            extra=True,
        )
        self._row(
            self._add("wish_text", Field("그 밖의 바람", KoreanLineEdit(), room=False)), extra=True
        )
        helps = ToggleChips(self._list("helps"))
        self._row(
            self._add("helps", Field("받고 싶은 도움", helps, room=False, across=True)), extra=True
        )

    def _company(self) -> None:
        self._section("company", "동행·필요")
        presence = Segmented([(one.value, one.label) for one in Presence], "self")
        self._relation = Field("관계", Combo(self._list("relations")), room=False)
        self._row(
            self._add("presence", Field("오신 분", presence, room=False)),
            self._add("relation", self._relation),
            None,
        )
        self._relation.hide()
        needs = ToggleChips(self._list("needs"))
        self._row(
            self._add("needs", Field("창구에서 필요한 것", needs, room=False, across=True)),
            extra=True,
        )
        self._row(self._add("remark", Field("비고", KoreanLineEdit(), room=False)), extra=True)
        groups = ToggleChips(self._list("groups"))
        hint = "민감정보 동의를 받은 분만 적습니다. 없어도 접수됩니다."
        self._row(
            self._add("groups", Field("취약 구분", groups, hint=hint, across=True)), extra=True
        )

    # making

    def _list(self, name: str) -> list[tuple[str, str]]:
        return [(code.code, code.label) for code in self._codes[name].valid(self._today)]

    def _section(self, name: str, title: str) -> None:
        part = QWidget()
        body = column(part, gap=10)
        if self._sections:
            body.addWidget(Line())
        line = row(gap=0)
        gutter = Numbered(len(self._sections) + 1, title)
        side = column(gap=0, margins=(0, 18, 0, 0))
        side.addWidget(gutter)
        side.addStretch(1)
        line.addLayout(side)
        self._rows = column(gap=4)
        line.addLayout(self._rows, 1)
        body.addLayout(line)
        self._sections[name] = part
        self._body.addWidget(part)

    def _row(self, *fields: QWidget | None, extra: bool = False) -> QWidget:
        part = FieldRow(fields)
        self._rows.addWidget(part)
        if extra:
            self._extra.append(part)
        return part

    @staticmethod
    def _pair(*fields: QWidget) -> QWidget:
        part = QWidget()
        line = row(part, gap=8)
        for field in fields:
            line.addWidget(field, 1)
        return part

    def _add(self, name: str, field: Field, *, guarded: bool = True) -> Field:
        normalise = {
            "phone": self._read_phone,
            "second_phone": self._read_phone,
            "wage": _read_wage,
            "stay_until": self._read_day,
        }.get(name)
        if normalise is None and name.startswith(("started", "ended", "graduated_month")):
            normalise = self._read_month
        employer = name.startswith("company")
        return self.form.add(
            name,
            field,
            on_leave=normalise,
            guarded=guarded,
            guard=_in_employers_field if employer else None,
        )

    def _read_phone(self, text: str) -> str:
        return "없음" if text in NO_PHONE else read_phone(text).display

    def _read_month(self, text: str) -> str:
        return show_month(read_month(text, self._today))

    def _read_day(self, text: str) -> str:
        return show_date(read_day(text, self._today))


def _read_wage(text: str) -> str:
    return show_wage(read_wage(text))


def _in_employers_field(text: str):  # type: ignore[no-untyped-def]
    """An employer's own corporate number is no resident's number."""
    return find_identifiers(text, employer_field=True)


def _tell_of_paper(name: Field) -> None:
    """A name with a character no paper can show is taken in, and said to be such a one."""
    lacking = theme.missing(tidy(name.value() or ""))
    if lacking:
        name.set_note(
            f"‘{lacking}’ 글자는 종이에 찍히지 않습니다. 한글이나 로마자로 적어 주세요.", "warning"
        )
    elif not name.error():
        name.clear_message()
