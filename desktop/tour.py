"""The day of the counter, driven through the real window by keys, left as pictures and papers.

Runs offscreen or on a display. It proves that a newcomer's first hour works, gives
README and guide their pictures, and is the frozen program's self-test.
"""

import html
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from desktop.app import CounterApp, Start
from desktop.domain.clock import KST, FixedClock
from desktop.ui.door.first_run import FirstRunPage
from desktop.ui.door.steps import Step
from desktop.ui.hands import KoreanKeyboard
from desktop.ui.kit.tokens import Scheme
from desktop.ui.look import Look
from desktop.ui.printing import queue

PASSWORD = "first-day-2026"
SMALL, WIDE = (1366, 768), (1920, 1080)
BEGINS = datetime(2026, 11, 23, 13, 20, tzinfo=KST)


class TourFailed(Exception):
    """A step did not end where the day needs it to end; says which and where it stood."""


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture or paper of the index, in the order of the day."""

    file: str
    title: str


class Tour:
    """One day; `run` gives 0 when it went through."""

    def __init__(self, out: Path) -> None:
        self._out = out
        self._shots: list[Shot] = []
        self._hands = KoreanKeyboard()
        self._clock = FixedClock(BEGINS)
        self._counter: CounterApp | None = None
        self._papers: list[bytes] = []

    @property
    def app(self) -> CounterApp:
        """The running counter."""
        if self._counter is None:
            raise TourFailed("창구가 열려 있지 않습니다.")
        return self._counter

    def run(self) -> int:
        """Walk through the day; writes pictures, papers and index.html."""
        self._out.mkdir(parents=True, exist_ok=True)
        begun = time.monotonic()
        failed = ""
        with TemporaryDirectory(prefix="naeil-tour-", ignore_cleanup_errors=True) as name:
            queue.divert(lambda pdf, _title: self._papers.append(pdf))
            self._counter = CounterApp(Start(Path(name), clock=self._clock, size=SMALL))
            try:
                for step in self._steps():
                    step()
            except TourFailed as error:
                failed = str(error)
                self.picture("failed", f"여기서 멈춤: {error}")
            finally:
                self.app.window.close()
                self.app.counter.jobs.close()
        for number, pdf in enumerate(self._papers, start=1):
            self.paper(f"paper-{number}", f"종이 {number}", pdf)
        self._write_index()
        seconds = time.monotonic() - begun
        if failed:
            print(f"하루가 끝까지 가지 못했습니다. {failed}", file=sys.stderr)  # noqa: T201
            return 1
        print(f"하루를 {seconds:.0f}초에 마쳤습니다. 그림과 서류 {len(self._shots)}장:")  # noqa: T201
        for shot in self._shots:
            print(f"  {self._out / shot.file}  {shot.title}")  # noqa: T201
        return 0

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
            self.settings,
            self.lock,
            self.looks,
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
        """ㅂㅅㅇ finds nobody; F2 takes her in: purpose, name, birth, sex, phone, dong."""
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
        self.type("백서윤")
        self.press("Enter")
        self.type("890812")
        self.press("Enter")
        self.press("Right")
        self.press("Enter")
        self.type("01000005678")
        self.press("Enter")
        self.type("자양제4")
        self.press("Enter")
        self.settle()
        self.picture("intake-typed", "접수: 대상 구분과 같은 분")
        self.press("Ctrl+S")
        self.settle()
        self.must(self.app.window.front == "visitor", "접수가 저장되지 않았습니다.")
        self.picture("visitor-new", "사람: 방금 접수한 분")

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
        self.picture("slip-without-consent", "의뢰서: 아직 동의가 없음")
        self.press("F7")
        self.settle()
        self.press("Ctrl+P")
        self.settle()
        for keys in ("Left", "Enter", "Left", "Enter", "Enter", "Left", "Enter", "Enter"):
            self.press(keys)
        for _ in range(3):
            self.press("Enter")
        self.type("2026 동의철 3권")
        self.picture("consent", "동의 기록: 종이에 표시된 대로")
        self.press("Ctrl+S")
        self.settle()

    def slip(self) -> None:
        """The slip beside its page; Ctrl+P gives it its number and prints the sheets."""
        self.press("Down")
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
        """A half-typed intake waits in the strip while somebody else is served."""
        self.press("Alt+1")
        self.settle()
        self.press("F2")
        self.settle()
        self.press("Space")
        self.press("Enter")
        self.type("남궁민수")
        self.settle()
        self.press("F8")
        self.settle()
        QTest.qWait(100)
        self.settle()
        self.picture("reply", "회신 입력, 위에는 하던 접수")
        self.press("F3")
        self.settle()
        self.must(self.app.window.front == "intake", "하던 접수가 돌아오지 않았습니다.")
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

    def settings(self) -> None:
        """Alt+9: every page of the settings."""
        self.press("Alt+9")
        self.settle()
        self.must(self.app.window.front == "settings", "설정이 열리지 않았습니다.")
        for name, title in (
            ("centre", "우리 센터"),
            ("holidays", "휴일"),
            ("accounts", "사용자"),
            ("password", "내 비밀번호"),
            ("recovery", "복구 코드"),
            ("printers", "프린터"),
            ("slips", "의뢰서와 문장"),
            ("look", "화면"),
            ("about", "정보"),
        ):
            self.picture(f"settings-{name}", f"설정: {title}")
            self.press("Down")
            self.settle()
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

    def looks(self) -> None:
        """The board on the wide desk, dark, and with large type."""
        window = self.app.window
        window.resize(*WIDE)
        self.settle()
        self.picture("today-wide", "오늘: 넓은 화면")
        window.resize(*SMALL)
        for scheme, scale, name, title in (
            (Scheme.DARK, 1.0, "today-dark", "오늘: 어둡게"),
            (Scheme.HIGH_CONTRAST, 1.0, "today-contrast", "오늘: 고대비"),
            (Scheme.LIGHT, 1.5, "today-large", "오늘: 글자 150 %"),
        ):
            self.app.counter.choose_look(Look(scheme, scale))
            self.settle()
            self.picture(name, title)
        self.app.counter.choose_look(Look())
        self.settle()

    # hands and eyes

    def type(self, text: str) -> None:
        """Type as at a desk; Hangul is composed."""
        self._hands.type(text)
        QApplication.processEvents()

    def press(self, keys: str) -> None:
        """Press one key."""
        self._hands.press(keys)

    def settle(self) -> None:
        """Wait until everything asked was answered and painted."""
        for _ in range(3):
            QTest.qWait(20)
            self.app.counter.jobs.settle()
        QTest.qWait(30)

    def must(self, held: bool, sentence: str) -> None:
        """Stop the tour when something is not as it has to be."""
        if not held:
            raise TourFailed(sentence)

    def picture(self, name: str, title: str) -> None:
        """Keep what the window shows."""
        QApplication.processEvents()
        file = f"{len(self._shots) + 1:02d}-{name}.png"
        self.app.window.grab().save(str(self._out / file))
        self._shots.append(Shot(file, title))

    def paper(self, name: str, title: str, pdf: bytes) -> None:
        """Keep a paper as PDF and as a picture of each page."""
        from PySide6.QtGui import QImage

        from desktop.printing.picture import pages_to_rgba

        stem = f"{len(self._shots) + 1:02d}-{name}"
        (self._out / f"{stem}.pdf").write_bytes(pdf)
        for number, page in enumerate(pages_to_rgba(pdf, 110), start=1):
            image = QImage(
                page.pixels, page.width, page.height, page.width * 4, QImage.Format.Format_RGBA8888
            )
            file = f"{stem}-{number}.png"
            image.save(str(self._out / file))
            self._shots.append(Shot(file, f"{title} {number}쪽"))

    def _write_index(self) -> None:
        rows = "\n".join(
            f"<h2>{html.escape(shot.title)}</h2><img src='{shot.file}' width='1100'>"
            for shot in self._shots
        )
        page = (
            "<!doctype html><meta charset='utf-8'><title>내일창구 하루</title>"
            f"<style>body{{font-family:sans-serif;margin:24px}}</style><h1>내일창구 하루</h1>{rows}"
        )
        (self._out / "index.html").write_text(page, encoding="utf-8")
