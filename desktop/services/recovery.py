"""The code of the sealed envelope: drawn anew, put on paper, confirmed, and only then valid.

Until two groups were typed back from the paper the old code stays the one that opens;
a printer that fails or a phone that rings in between costs nothing.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.paper_number import PaperKind, make_recovery_code
from desktop.domain.papers import Footer, RecoveryRecord
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.centre import centre_on, put_setting, setting_of
from desktop.services.numbers import take_number
from desktop.services.papers import PAPERS, ReadyPaper, register
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring, RecoveryCode

_EDITION, _MADE, _OPENED = "recovery.edition", "recovery.made_on", "recovery.opened_on"


@dataclass(frozen=True, slots=True)
class RecoveryState:
    """Which code lies in the envelope, since when, and whether the envelope was opened."""

    edition: int
    made_on: date | None
    opened_on: date | None


@dataclass(frozen=True, slots=True)
class RecoveryPaper:
    """What the paper of the envelope says; it lives in memory only."""

    centre_name: str
    desk: int
    store_id: UUID
    made_at: datetime
    groups: tuple[str, ...] = field(repr=False)
    edition: int = 1
    number: str = ""

    def draw(self, footer: Footer | None = None) -> bytes:
        """The paper as PDF bytes."""
        from desktop.printing.recovery import render_recovery

        name = str(self.store_id)[:8].upper()
        return render_recovery(
            RecoveryRecord(
                store_name=f"{self.desk}번 창구의 자료",
                check_value=f"{name[:4]}-{name[4:]}",
                made_at=self.made_at,
                centre_name=self.centre_name,
                groups=self.groups,
                edition=self.edition,
                paper_number=self.number,
            ),
            footer,
        )


class Recovery:
    """The last way in when every password is forgotten."""

    def __init__(self, office: Office, keyring: Keyring, data_key: DataKey) -> None:
        self._office = office
        self._keyring = keyring
        self._data_key = data_key

    def state(self, account: SignedIn) -> RecoveryState:
        """Which code is valid, and whether it was used since."""
        with self._office.act(
            account, Right.KEYS, ActKind.VIEW, purpose="복구 코드", logged=False
        ) as act:
            return RecoveryState(
                int(setting_of(act, _EDITION, 1)),
                _day(setting_of(act, _MADE)),
                _day(setting_of(act, _OPENED)),
            )

    def draw(self, account: SignedIn) -> tuple[str, ...]:
        """Eight groups of a new code; they open nothing before `confirm`."""
        with self._office.act(account, Right.KEYS, ActKind.SETTING, purpose="복구 코드 새로 뽑음"):
            return make_recovery_code()

    def paper(self, account: SignedIn, groups: Sequence[str]) -> ReadyPaper:
        """The new code on its paper, with a print number; only for the printer."""
        with self._office.act(account, Right.KEYS, ActKind.PRINT, purpose="봉투 보관") as act:
            number = take_number(act, PaperKind.PRINT, self._office.desk)
            footer = register(act, self._office, "recovery", "봉투 보관", number=number.digits)
            paper = RecoveryPaper(
                centre_on(act, act.today).name,
                self._office.desk,
                self._keyring.store_id,
                act.now,
                tuple(groups),
                int(setting_of(act, _EDITION, 1)) + 1,
                number.text,
            )
            return ReadyPaper(
                paper="recovery",
                title=PAPERS["recovery"],
                pdf=paper.draw(footer),
                print_number=footer.print_number,
            )

    def confirm(self, account: SignedIn, groups: Sequence[str]) -> RecoveryState:
        """The new code lies on paper: from now on it opens, and the old one no more."""
        with self._office.act(
            account, Right.KEYS, ActKind.SETTING, purpose="복구 코드 바꿈"
        ) as act:
            edition = int(setting_of(act, _EDITION, 1)) + 1
            note_edition(act, edition)
            put_setting(act, _OPENED, "")
            act.session.flush()
            # The key file last: what is written here is undone when it cannot be.
            self._keyring.renew_recovery(self._data_key, RecoveryCode(tuple(groups)))
            act.changed("account")
            return RecoveryState(edition, act.today, None)

    def note_opened(self, account: SignedIn) -> None:
        """The envelope was opened: a new code is due."""
        with self._office.act(
            account, Right.OWN, ActKind.SETTING, purpose="복구 코드로 열음"
        ) as act:
            put_setting(act, _OPENED, act.today.isoformat())


def note_edition(act: Act, edition: int) -> None:
    """Keep which edition of the code is valid since when; never the code."""
    put_setting(act, _EDITION, edition)
    put_setting(act, _MADE, act.today.isoformat())


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
