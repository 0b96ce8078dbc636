"""What is done with the access log itself: one method is one act."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.rights import Right
from desktop.services.access_log.failures import take_in
from desktop.services.access_log.verifying import Break, Verified, look_through
from desktop.services.act import Act, Office
from desktop.services.centre import put_setting, setting_of
from desktop.store import chain
from desktop.store.failed_sign_ins import FailedSignIns

BREAKS = "log.breaks"
"""Setting: the broken places found so far, [row, fault, whether somebody signed it off]."""


class AccessLog:
    """The access log of this office."""

    def __init__(self, office: Office, folder: Path) -> None:
        """`folder` is where failed sign-ins wait."""
        self._office = office
        self._failures = FailedSignIns(folder)

    def sign_out(self, account: SignedIn) -> None:
        """The account's work at this desk ends."""
        with self._office.act(account, Right.OWN, ActKind.SIGN_OUT, purpose="로그아웃"):
            pass

    def take_in_failures(self, account: SignedIn) -> int:
        """What failed while the screen was locked comes into the log; gives how many failed."""
        with self._office.act(
            account, Right.OWN, ActKind.FAILED, purpose="로그인 실패", logged=False, reading=False
        ) as act:
            return take_in(act, self._office.place, self._failures)

    def verify(self, account: SignedIn, on_rows: Callable[[int], None] | None = None) -> Verified:
        """Look through the whole log; a broken place gets its own row in it, once.

        For a thread of its own. `on_rows` hears how far it is and may raise to end it.
        """
        with self._office.reading_aside(account) as session:
            found = look_through(session, on_rows)
        if not found.breaks:
            return found
        with self._office.act(
            account, Right.OWN, ActKind.FAILED, purpose="접속기록 검사", logged=False, reading=False
        ) as act:
            return replace(found, breaks=tuple(self._remember(act, one) for one in found.breaks))

    def _remember(self, act: Act, found: Break) -> Break:
        known = setting_of(act, BREAKS, [])
        for seq, fault, reviewed in known:
            if (seq, fault) == (found.seq, found.fault):
                return replace(found, reviewed=reviewed)
        chain.append(
            act.session,
            chain.Entry(
                id=act.new_id(),
                at=act.now,
                account_id=act.account.account_id,
                place=self._office.place,
                kind=ActKind.FAILED.value,
                subjects=(),
                purpose=found.purpose,
                count=1,
            ),
        )
        put_setting(act, BREAKS, [*known, [found.seq, found.fault, False]])
        act.session.flush()
        return found
