"""개인정보: the register of requests, the sheet for a leak, what is registered about the file."""

from PySide6.QtCore import Qt

from desktop.domain.rights import Right
from desktop.services.papers import ReadyPaper
from desktop.services.requests import DataFileFacts
from desktop.ui.counter import Counter
from desktop.ui.gate import only
from desktop.ui.kit import Button, Card, Face, Paragraph, PlainLabel, row
from desktop.ui.printing import CounterPrinter
from desktop.ui.settings.page import SettingsPage


class PrivacyPage(SettingsPage):
    """Ways on: who asked what, what got out, who stands here twice, what is registered."""

    key, label = "privacy", "개인정보"
    remark = "요구 대장, 유출 대응, 파일 등록"
    keys = (("Ctrl+P", "개인정보파일 등록 사항 인쇄"),)
    kinds = ("visitor", "partner", "request")
    right = Right.SUBJECT

    def __init__(self, counter: Counter) -> None:
        super().__init__(counter)
        self._printer = CounterPrinter(counter, self)
        self.head("정보주체의 요구와 사고에 답할 때, 등록 사항을 낼 때 여기에서 시작합니다.")
        self.requests = Button("요구 대장 열기", icon="inbox")
        self.requests.clicked.connect(lambda: counter.go("requests"))
        self._card(
            "정보주체 요구",
            "열람·정정·삭제·처리정지 요구를 접수한 날부터 10일 안에 답합니다. "
            "새 요구는 사람 화면에서 R 키로 접수합니다.",
            self.requests,
        )
        self.breach = Button("유출 대응 열기", icon="alert-triangle")
        self.breach.clicked.connect(lambda: counter.go("breach"))
        only(counter, Right.LOG, self.breach)
        self._card(
            "유출 대응",
            "누구의 어떤 정보가 새어 나갔는지 접속기록에서 찾고, 알려야 할 분의 연락처와 "
            "72시간 기한을 종이로 만듭니다.",
            self.breach,
        )
        self.same = Button("같은 분 찾아보기", icon="people")
        self.same.clicked.connect(lambda: counter.go("duplicates"))
        only(counter, Right.MERGE, self.same)
        self._card(
            "두 번 접수된 분",
            "창구가 쉬는 동안 같은 분일 수 있는 기록을 찾아 둡니다. 나란히 보고 한 분으로 합치거나 "
            "다른 분으로 적습니다. 합친 것은 30일 안에 되돌릴 수 있습니다.",
            self.same,
        )
        self.sheet = Button("등록 사항 인쇄", icon="printer", keys="Ctrl+P")
        self.sheet.clicked.connect(self.print_paper)
        self._told = self._card("개인정보파일 등록 사항", "", self.sheet)
        self.body.addStretch(1)

    def _card(self, title: str, words: str, act: Button) -> Paragraph:
        card = Card(gap=8, margins=(18, 14))
        card.body.addWidget(PlainLabel(title, face=Face.SECTION))
        told = Paragraph(words)
        card.body.addWidget(told)
        acts = row(gap=10)
        acts.addWidget(act)
        acts.addStretch(1)
        card.body.addLayout(acts)
        self.body.addWidget(card)
        return told

    def begin(self) -> None:
        self.requests.setFocus(Qt.FocusReason.OtherFocusReason)

    def refresh(self) -> None:
        """Count again what the sheet would tell."""
        desk, account = self._counter.desk, self._counter.account
        self.read(lambda: desk.privacy.data_file(account), self._show, aside=True)

    def _show(self, facts: DataFileFacts) -> None:
        self._told.set_text(
            f"지금 정보주체 {facts.people:,}명, 제공하는 기관 {facts.partners:,}곳, "
            f"보유기간 규칙 {facts.rules:,}개입니다. 명칭·근거·목적·항목·보유기간·제공처·"
            "처리 부서를 오늘 자료에서 뽑아 인쇄합니다."
        )

    def print_paper(self) -> None:
        """Ctrl+P: 개인정보파일 등록 사항 as everything stands today."""
        self._make(with_dialog=False)

    def print_with_dialog(self) -> None:
        """The same after choosing a printer."""
        self._make(with_dialog=True)

    def _make(self, *, with_dialog: bool) -> None:
        desk, account = self._counter.desk, self._counter.account

        def out(ready: ReadyPaper) -> None:
            if with_dialog:
                self._printer.print_with_dialog(ready)
            else:
                self._printer.print_now(ready, said="등록 사항을 인쇄했습니다.")

        self._counter.jobs.write(lambda: desk.privacy.data_file_paper(account), out)
