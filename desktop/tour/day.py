"""The day of a new office, from an empty folder to the slip in the hand."""

import sys
import time
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest

from desktop.app import CounterApp, Start
from desktop.domain.clock import KST, FixedClock
from desktop.domain.referral import Progress
from desktop.tour.desk import Desk, TourFailed
from desktop.tour.looks import show_looks
from desktop.ui.settings.screen import PAGES
from desktop.ui.door.first_run import FirstRunPage
from desktop.ui.door.steps import Step
from desktop.ui.hands import words_of
from desktop.ui.printing import queue
from desktop.ui.settings.roll import RollPage

PASSWORD = "first-day-2026"
SMALL = (1366, 768)
PARTNER = "서울특별시동부여성발전센터"
BEGINS = datetime(2026, 11, 23, 13, 20, tzinfo=KST)
REGISTER = """구직자 명부
연번,성명,생년월일,성별,휴대폰,주소,접수일,비고
1,나은별,1978.3.5,여,010-0000-1111,광진구 자양로 1 (자양제4동),2025.3.2,사무직 희망
2,도한결,780306,남,010-0000-2222,광진구 구의제1동,2025-04-01,
3,류가람,1969-11-20,남,010-0000-3333,,2026.1.5,오전 근무
4,서마루,90.2.14,여,010-0000-4444,광진구 군자동,2026.3.4,
5,백아라,66년생,여,010-0000-5555,,2024.9.30,
6,한사슬,85.13.40,여,010-0000-6666,,2025.1.1,
7,,1980.1.1,남,010-0000-7777,,2025.1.1,
8,남궁자작,1955.5.5,남,010-0000-8888,,2019.1.1,
9,나은별,1978.3.5,여,010-0000-1111,,2026.2.2,
"""
"""What an office may have kept: nine rows of invented people, some of them as rows are."""


class Tour(Desk):
    """One day; `run` gives 0 when it went through."""

    def __init__(self, out: Path, *, looks: bool = True) -> None:
        """`looks` adds a busy office in every look to the day."""
        super().__init__(out)
        self._looks = looks
        self._clock = FixedClock(BEGINS)
        self._papers: list[bytes] = []
        self._printed: list[bytes] = []

    def run(self) -> int:
        """Walk through the day; writes pictures, papers and index.html."""
        self.out.mkdir(parents=True, exist_ok=True)
        begun = time.monotonic()
        failed = ""
        with TemporaryDirectory(prefix="naeil-tour-", ignore_cleanup_errors=True) as name:
            queue.divert(self._take_paper)
            self._counter = CounterApp(Start(Path(name), clock=self._clock, size=SMALL))
            try:
                for step in self._steps():
                    step()
            except TourFailed as error:
                failed = str(error)
                self.picture("failed", f"여기서 멈춤: {error}")
            finally:
                self.app.close()
                self.app.counter.jobs.close()
        if not failed and self._looks:
            try:
                show_looks(self)
            except TourFailed as error:
                failed = str(error)
        self.write_index()
        seconds = time.monotonic() - begun
        if failed:
            print(f"하루가 끝까지 가지 못했습니다. {failed}", file=sys.stderr)  # noqa: T201
            return 1
        print(f"하루를 {seconds:.0f}초에 마쳤습니다. 그림과 서류 {len(self.shots)}장:")  # noqa: T201
        for shot in self.shots:
            print(f"  {self.out / shot.file}  {shot.title}")  # noqa: T201
        return 0

    def _take_paper(self, pdf: bytes, _job: str) -> None:
        """Comes from the thread that prints; laid down with the next picture."""
        self._papers.append(pdf)
        self._printed.append(pdf)

    def picture(self, name: str, title: str) -> None:
        """Keep the papers that came meanwhile, then what the window shows."""
        printed, self._printed = self._printed, []
        for pdf in printed:
            self.paper("paper", pdf)
        super().picture(name, title)

    def _steps(self) -> tuple[Callable[[], None], ...]:
        return (
            self.first_run,
            self.empty_day,
            self.new_visitor,
            self.note,
            self.consent,
            self.slip,
            self.found_again,
            self.interrupted,
            self.lists,
            self.papers,
            self.settings,
            self.by_law,
            self.register,
            self.backup,
            self.lock,
            self.answered,
            self.results,
        )

    # the day

    def first_run(self) -> None:
        """The wizard: Enter through the fields, the code typed back from the screen."""
        self.app.show()
        self.app.window.activateWindow()
        QTest.qWaitForWindowActive(self.app.window, 5_000)
        self.settle()
        page = getattr(self.app, "first_run", None)
        if not isinstance(page, FirstRunPage):
            raise TourFailed("처음 설정 화면이 나오지 않았습니다.")
        self.picture("first-run-1-place", "처음 설정: 이 컴퓨터")
        self.press("Alt+N")
        self.picture("first-run-2-centre", "처음 설정: 우리 센터")
        self.press("Alt+N")
        self.type("한서윤")
        self.press("Enter")
        self.press("Enter")
        self.type(PASSWORD)
        self.press("Enter")
        self.type(PASSWORD)
        self.picture("first-run-3-account", "처음 설정: 첫 사용자")
        self.press("Alt+N")
        self.settle()
        self.must(page.step is Step.CODE, "복구 코드가 나오지 않았습니다.")
        self.press("Ctrl+P")
        self.settle()
        self.must(len(self._papers) == 1, "복구 코드가 인쇄되지 않았습니다.")
        self.picture("first-run-4-code", "처음 설정: 복구 코드 (이 자료는 버립니다)")
        groups = self.app.recovery_groups()
        for place in page.code.wanted:
            self.type(groups[place])
            self.press("Enter")
        self.press("Alt+N")
        self.settle()
        self.must(page.step is Step.READY, "복구 코드를 확인하지 못했습니다.")
        self.picture("first-run-5-ready", "처음 설정: 준비 끝")
        self.press("Enter")
        self.settle()

    def empty_day(self) -> None:
        """The board before anybody came."""
        self.must(self.app.window.front == "today", "오늘 화면이 열리지 않았습니다.")
        self.picture("today-empty", "오늘: 아직 아무도 오지 않음")

    def new_visitor(self) -> None:
        """ㅂㅅㅇ finds nobody; F2 takes her in, down to why she left work nine years ago."""
        self.press("Ctrl+K")
        self.type("ㅂㅅㅇ")
        self.settle()
        self.picture("search-nobody", "찾기: 없는 분")
        self.press("F2")
        self.settle()
        self.must(self.app.window.front == "intake", "새 접수가 열리지 않았습니다.")
        self.picture("intake-new", "접수: 새로")
        self.press("Space")
        self.press("Enter")
        for text in ("백서윤", "890812-2", "", "01000005678", "자양제4", "", ""):
            self.type(text)
            self.press("Enter")
        self.press("Right")
        self.press("Enter")
        self.type("9년 전")
        self.press("Enter")
        self.type("육아")
        self.press("Enter")
        self.settle()
        told = words_of(self.app.window)
        self.must("경력보유여성등" in told, "경력보유여성등이 나오지 않았습니다.")
        self.must("청년(서울)" in told, "청년(서울)이 나오지 않았습니다.")
        self.must("비해당: 청년(청년기본법)" in told, "청년(청년기본법)이 비해당이 아닙니다.")
        self.picture("intake-typed", "접수: 대상 구분과 그 이유")
        self.press("Ctrl+S")
        self.settle()
        self.must(self.app.window.front == "visitor", "접수가 저장되지 않았습니다.")
        self.picture("visitor-new", "사람: 방금 접수한 분, 추천 기관과 아직 모르는 것")

    def note(self) -> None:
        """F4: the talk is written down."""
        self._clock.advance(timedelta(minutes=4))
        self.press("F4")
        self.settle()
        self.type("9년 만의 복귀. 오전 시간대 회계 일을 원하고 실무 과정을 먼저 배우기로 함.")
        self.settle()
        self.picture("note", "상담 기록")
        self._clock.advance(timedelta(minutes=21))
        self.press("Ctrl+S")
        self.settle()
        self.must(self.app.window.front == "visitor", "상담 기록이 저장되지 않았습니다.")
        self.picture("visitor-after-note", "사람: 상담 뒤")

    def consent(self) -> None:
        """1 begins a slip; F7: the consent paper is printed, signed, and recorded row by row."""
        self.press("1")
        self.settle()
        self.must(PARTNER in words_of(self.app.window), f"{PARTNER}에 의뢰하지 못합니다.")
        self.picture("slip-without-consent", "의뢰서: 아직 동의가 없음")
        self.press("F7")
        self.settle()
        self.press("Ctrl+P")
        self.settle()
        for answer in ("Y", "Y", "N", "Y", "N"):
            self.press(answer)
        self.type("2026 동의철 3권")
        self.picture("consent", "동의 기록: 종이에 표시된 대로")
        self.press("Ctrl+S")
        self.settle()

    def slip(self) -> None:
        """The slip beside its page; Ctrl+P gives it its number and prints the sheets."""
        self.type("직업교육")
        self.press("Enter")
        self.type("회계 실무 과정 수강을 희망함")
        self.settle()
        QTest.qWait(400)
        self.picture("slip", "의뢰서: 종이가 옆에서 그려짐")
        printed = len(self._papers)
        self.press("Ctrl+P")
        self.settle()
        QTest.qWait(300)
        self.picture("slip-issued", "의뢰서: 발급됨")
        self.must(len(self._papers) > printed, "의뢰서가 인쇄되지 않았습니다.")
        self.press("Enter")
        self.settle()
        self.must(self.app.window.front == "visitor", "교부가 기록되지 않았습니다.")
        self.picture("visitor-after-slip", "사람: 의뢰서를 드린 뒤")

    def found_again(self) -> None:
        """The same person found by consonants while composing."""
        self.press("Alt+1")
        self.settle()
        self.press("Ctrl+K")
        self.type("ㅂㅅㅇ")
        self.settle()
        self.picture("search-found", "찾기: 초성으로")
        self.press("Enter")
        self.settle()
        self.must(self.app.window.front == "visitor", "찾은 분이 열리지 않았습니다.")

    def interrupted(self) -> None:
        """A half-typed intake waits in the strip while the phone is answered and noted."""
        self.press("Alt+1")
        self.settle()
        self.press("F2")
        self.settle()
        self.press("Space")
        self.press("Enter")
        self.type("남궁민수")
        self.settle()
        self.press("Ctrl+K")
        self.type("5678")
        self.settle()
        self.press("F4")
        self.settle()
        self.must(self.app.window.front == "counselling", "전화하신 분의 기록이 안 열렸습니다.")
        self.type("전화로 동부여성발전센터 가는 길을 여쭤보셔서 알려 드림.")
        self.settle()
        self.picture("interrupted", "상담 기록: 전화가 와서, 위에는 하던 접수")
        self.press("Ctrl+S")
        self.settle()
        self.press("F3")
        self.settle()
        self.must(self.app.window.front == "intake", "하던 접수가 돌아오지 않았습니다.")
        self.must("남궁민수" in words_of(self.app.window), "하던 접수의 글이 사라졌습니다.")
        self.picture("intake-back", "접수: 하던 곳에서 이어서")

    def lists(self) -> None:
        """What is under way, who the partners are, and the masked window."""
        self.press("Alt+3")
        self.settle()
        self.picture("referrals", "연계 목록")
        self.press("Alt+1")
        self.settle()
        self.picture("today", "오늘")
        self.press("F12")
        self.settle()
        self.picture("masked", "이름 가림")
        self.press("F12")

    def papers(self) -> None:
        """Every other paper: from 서류 one after the other, the note, the partner's sheet."""
        self.press("Ctrl+K")
        self.type("ㅂㅅㅇ")
        self.settle()
        self.press("Enter")
        self.settle()
        self.press("F5")
        self.settle()
        self.picture("papers", "서류 고르기")
        before = len(self._papers)
        for _ in range(6):
            self.press("Ctrl+P")
            self.settle()
            self.press("Down")
        self.must(len(self._papers) == before + 6, "서류가 모두 인쇄되지 않았습니다.")
        self.press("F4")
        self.settle()
        self.press("Alt+H")
        self.settle()
        self.press("Enter")
        self.settle()
        self.press("Ctrl+P")
        self.settle()
        self.picture("note-again", "지난 기록에서 상담일지 인쇄")
        self.press("Alt+4")
        self.settle()
        self.type("동부여성")
        self.settle()
        self.press("Ctrl+P")
        self.settle()
        self.picture("partner", "기관")
        self.must(len(self._papers) == before + 8, "상담일지나 안내문이 인쇄되지 않았습니다.")

    def settings(self) -> None:
        """Alt+9: every page of the settings."""
        self.press("Alt+9")
        self.settle()
        self.must(self.app.window.front == "settings", "설정이 열리지 않았습니다.")
        for page in PAGES:
            name = page.key.replace("_", "-")
            self.picture(f"settings-{name}", f"설정: {page.label}")
            self.press("Down")
            self.settle()
        self.press("Alt+1")
        self.settle()

    def by_law(self) -> None:
        """What people may ask about their data, a leak, and what is due to be destroyed."""
        for screen, title in (
            ("requests", "정보주체 요구"),
            ("breach", "유출 대응"),
            ("destruction", "보유·파기"),
        ):
            self.app.counter.go(screen)
            self.settle()
            self.must(self.app.window.front == screen, f"{title} 화면이 열리지 않았습니다.")
            self.picture(screen, title)
        self.press("Alt+1")
        self.settle()

    def register(self) -> None:
        """The register kept in Excel until now is looked through, and left for another day."""
        self.app.counter.go("settings", page="roll")
        self.settle()
        page = getattr(self.app.window.screen_of("settings"), "page", None)
        if not isinstance(page, RollPage):
            raise TourFailed("명부 가져오기가 열리지 않았습니다.")
        with TemporaryDirectory(prefix="naeil-tour-") as name:
            file = Path(name) / "register.csv"
            file.write_text(REGISTER, encoding="utf-8-sig")
            page.look_through(file)
            self.settle()
        self.must(page.preview is not None, "명부를 살펴보지 못했습니다.")
        self.picture("register-look", "명부 가져오기: 가져오기 전에 보기")
        self.press("Esc")
        self.settle()
        self.press("Alt+1")
        self.settle()

    def backup(self) -> None:
        """A copy is made and looked into, as if it were to be restored; then back to work."""
        self.app.counter.go("settings", page="backup")
        self.settle()
        self.press("Alt+B")
        QTest.qWait(150)
        self.settle()
        self.picture("backup", "백업: 만들고 확인함")
        self.app.counter.restore_wanted.emit()
        self.settle()
        self.picture("restore-choose", "되살리기: 백업 고르기")
        self.press("Enter")
        self.settle()
        self.type(PASSWORD)
        self.picture("restore-open", "되살리기: 그때의 비밀번호")
        self.press("Enter")
        self.settle()
        self.picture("restore-look", "되살리기: 안에 든 것")
        self.press("Esc")
        self.settle()
        self.press("Esc")
        self.settle()
        self.must(
            self.app.window.stack.currentWidget() is self.app.window.frame,
            "되살리기를 그만두고 돌아오지 못했습니다.",
        )
        self.press("Alt+1")
        self.settle()

    def lock(self) -> None:
        """Ctrl+L hides everything; the password opens it again."""
        self.press("Ctrl+L")
        self.settle()
        self.picture("lock", "잠금")
        self.type(PASSWORD)
        self.press("Enter")
        self.settle()
        self.must(
            self.app.window.stack.currentWidget() is self.app.window.frame,
            "잠금이 풀리지 않았습니다.",
        )

    def answered(self) -> None:
        """Nine days later the stub comes by fax: F8, the number, and the loop is closed."""
        desk, account = self.app.counter.desk, self.app.counter.account
        (referral,) = desk.referrals.open_ones(account)
        self.must(PARTNER.endswith(referral.partner), f"{PARTNER}의 의뢰가 아닙니다.")
        self._clock.advance(timedelta(days=9))
        self.press("F8")
        self.settle()
        self.type(referral.number.replace("-", ""))
        self.settle()
        self.press("1")
        self.press("1")
        self.settle()
        self.picture("reply", "회신: 번호를 넣으면 가린 이름으로 열림")
        self.press("Ctrl+S")
        self.settle()
        (closed,) = desk.referrals.of_visitor(account, referral.visitor_id)
        self.must(closed.progress is Progress.ACCEPTED, "회신이 저장되지 않았습니다.")
        self.picture("reply-next", "회신: 저장되고 다음 번호를 기다림")
        self.press("Ctrl+K")
        self.type("ㅂㅅㅇ")
        self.settle()
        self.press("Enter")
        self.settle()
        self.picture("visitor-answered", "사람: 회신이 온 뒤")

    def results(self) -> None:
        """Alt+7: what became of her, the rows behind it, the table and the letter."""
        self.press("Alt+7")
        self.settle()
        self.must(self.app.window.front == "results", "실적이 열리지 않았습니다.")
        if self._clock.at.month != BEGINS.month:
            self.press("Alt+Left")
            self.settle()
        self.picture("results", "실적: 기관별 결과")
        before = len(self._papers)
        self.press("Ctrl+P")
        self.settle()
        self.press("L")
        self.settle()
        self.must(len(self._papers) == before + 2, "실적표나 편지가 인쇄되지 않았습니다.")
        self.press("Enter")
        self.settle()
        self.picture("results-rows", "실적: 수에 든 의뢰")
