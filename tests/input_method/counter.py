"""A counter with a real input method in front of it, seen from another process."""

import json
import subprocess
import sys
import threading
import time
from collections.abc import Callable
from datetime import date
from datetime import time as day_time
from pathlib import Path
from typing import Any

from desktop.domain.account import Role, SignedIn
from desktop.domain.clock import FixedClock, SystemClock
from desktop.domain.consent import Answer, ConsentDraft, ConsentKind, ConsentMethod
from desktop.domain.referral import SlipDraft
from desktop.domain.shipped import read_centre
from desktop.domain.visit import AppointmentDraft, VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.paths import resources
from desktop.services.desk import Desk
from desktop.services.first_run import FirstRun
from desktop.services.opening import Premises

from .conftest import KoreanDesktop

PASSWORD = "lilac-by-the-desk-3"
SECONDS = 30
END_OF_DAY = day_time(23, 59, 59)
SUA = VisitorDraft(
    name="박수아",
    birth=date(1988, 3, 14),
    sex=Sex.FEMALE,
    phone="01000000937",
    work_state=WorkState.SEEKING,
    left_month="2017-02",
    leaving_reason="family_start",
)


def furnish(folder: Path, *, referred: bool = False) -> str:
    """A desk with 한서윤's account and 박수아, who is waiting; her slip's number if referred."""
    clock = SystemClock()
    premises = Premises(folder, clock, resources())
    centre = read_centre(resources() / "codes")[-1]
    desk, account = premises.prepare(
        FirstRun(centre, 1, "한서윤", Role.TEAM_LEAD, PASSWORD)
    ).confirm()
    sua = desk.visits.register(account, SUA, VisitDraft(purposes=("counselling",)))
    desk.follow_ups.promise(account, sua.visitor_id, clock.today(), "안부 여쭙기")
    desk.visits.appoint(
        account,
        sua.visitor_id,
        AppointmentDraft(clock.today(), END_OF_DAY, "첨삭"),
    )
    number = refer(desk, account, sua.visitor_id) if referred else ""
    desk.close()
    premises.close()
    return number


def refer(desk: Desk, account: SignedIn, visitor_id: int) -> str:
    """She agreed to one partner and has her slip; gives its number."""
    services = desk.partners.services(account)
    service = next(one for one in services if one.name == "직업교육")
    consent = ConsentDraft(
        visitor_id=visitor_id,
        kind=ConsentKind.THIRD_PARTY,
        answer=Answer.AGREED,
        method=ConsentMethod.PAPER,
        given_at=SystemClock().now(),
        service_id=service.id,
        filed_at="2026 동의철 1권",
    )
    desk.consents.record(account, [consent])
    slip = SlipDraft(
        visitor_id=visitor_id,
        service_id=service.id,
        services=("training",),
        reason_code="training_wish",
    )
    return desk.referrals.issue(account, slip).line.number


class LiveCounter:
    """The program running beside the test: keys go in through the display, lines come out."""

    def __init__(self, desktop: KoreanDesktop, folder: Path) -> None:
        self._desktop, self._folder = desktop, folder
        self._process: subprocess.Popen[bytes] = desktop.launch(
            sys.executable, "-m", "tests.input_method.watched", str(folder)
        )
        self._state: dict[str, Any] = {}
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()
        desktop.activate("내일창구")
        self.until("the sign-in page", lambda now: now["kind"] == "PasswordLine")

    def _read(self) -> None:
        for line in self._process.stdout or ():
            self._state = json.loads(line)

    # seeing

    def __getitem__(self, what: str) -> Any:
        return self._state.get(what)

    def until(self, what: str, true: Callable[[dict[str, Any]], object]) -> None:
        """Wait until the counter shows something; it is another process and signals nothing."""
        end = time.monotonic() + SECONDS
        while not (self._state and not self._state["busy"] and true(self._state)):
            assert time.monotonic() < end, f"{what}: {self._state}"
            time.sleep(0.02)

    # acting

    def sign_in(self) -> None:
        """The password, then Hangul mode for the rest of the day."""
        self._desktop.type(PASSWORD)
        self.strike("Return", "today", lambda now: now["front"] == "today" and now["inside"])
        self.strike("ctrl+k", "the search box", lambda now: now["focus"] == "찾기")
        self.hangul()

    def hangul(self) -> None:
        """Hangul mode from here on, in an empty field or at the end of a text.

        ibus-hangul remembers its mode from the program before, and leaves it at Escape.
        """
        before = self["text"]
        self._desktop.type("r")
        self.until("a letter", lambda now: now["text"] != before)
        latin = not self["composed"]
        self.strike("BackSpace", "taken back", lambda now: now["text"] == before)
        if latin:
            self._desktop.press("Hangul")

    def type(self, keys: str) -> None:
        """Strike letters of the two-set keyboard."""
        self._desktop.type(keys)

    def compose(self, keys: str, syllable: str) -> None:
        """Strike letters and see the last syllable being composed."""
        self._desktop.type(keys)
        self.until(f"{syllable} being composed", lambda now: now["composed"] == syllable)

    def strike(self, key: str, what: str, true: Callable[[dict[str, Any]], object]) -> None:
        """Press a key and wait for what it does."""
        self._desktop.press(key)
        self.until(f"{key} → {what}", true)

    def click_focus(self) -> None:
        """Click into the field that has the keys."""
        x, y = self["spot"]
        self._desktop.click(x, y)

    def leave(self) -> None:
        """Close the window as its title bar does, and wait for the program's end."""
        self._desktop.press("alt+F4")
        self._process.wait(timeout=SECONDS)


class Ledger:
    """The store after the program ended."""

    def __init__(self, folder: Path) -> None:
        self._premises = Premises(folder, FixedClock(SystemClock().now()), resources())
        holder = self._premises.holders()[0]
        self.desk, self.account = self._premises.sign_in(holder.id, PASSWORD)

    def close(self) -> None:
        """Let go of the folder."""
        self.desk.close()
        self._premises.close()
