"""What is done with the access log itself: one method is one act."""

from pathlib import Path

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.rights import Right
from desktop.services.access_log.failures import take_in
from desktop.services.act import Office
from desktop.store.failed_sign_ins import FailedSignIns


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
