"""Who may sign in, as acts: given, changed, given a new password, unlocked, closed."""

from sqlalchemy import func, select

from desktop.domain.access import ActKind
from desktop.domain.account import (
    AccountChange,
    AccountChangeLine,
    AccountLine,
    Role,
    SignedIn,
)
from desktop.domain.errors import Conflict, NotFound, Refused, StoreTrouble, WrongPassword
from desktop.domain.guard import find_identifiers
from desktop.domain.handover import Handing, OpenCase
from desktop.domain.korean import tidy
from desktop.domain.rights import Right, may
from desktop.services.accounts.events import changes_of, note_change
from desktop.services.accounts.open_cases import cases_of, hand_over
from desktop.services.accounts.paper import handover_paper
from desktop.services.accounts.records import ClosedAccount
from desktop.services.act import Act, Office, local
from desktop.services.centre import facts_from
from desktop.services.password import check_password
from desktop.services.trial import counsellor_fault
from desktop.store.ciphers import DataKey
from desktop.store.failures import FailureCount
from desktop.store.keyring import Keyring
from desktop.store.office import Account

_KEY_LEFT = (
    "계정은 닫혀 더는 로그인할 수 없습니다. 열쇠 파일만 아직 고치지 못했습니다. "
    "디스크의 빈 자리를 확인해 주십시오. 다음에 로그인할 때 마저 정리합니다."
)
_LAST_LEAD = (
    "로그인할 수 있는 팀장이 한 분은 있어야 합니다. "
    "다른 분을 먼저 팀장으로 정하거나, 잠긴 팀장 계정을 푼 뒤 다시 해 주십시오."
)
_NEW_CASES = "그 사이 이분께 새 일이 생겼습니다. 목록을 다시 보고 넘겨받을 분을 정해 주십시오."


class Accounts:
    """Who may sign in. Passwords live in the key file; names and roles also in the store."""

    def __init__(
        self, office: Office, keyring: Keyring, data_key: DataKey, failures: FailureCount
    ) -> None:
        """`failures` knows who is locked after wrong passwords."""
        self._office = office
        self._keyring = keyring
        self._data_key = data_key
        self._failures = failures

    def list(self, account: SignedIn) -> tuple[AccountLine, ...]:
        """The open accounts by name."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="계정 목록", logged=False
        ) as act:
            rows = act.session.scalars(
                select(Account).where(Account.closed_at.is_(None)).order_by(Account.name)
            )
            locked = self._failures.locked()
            return tuple(
                AccountLine(
                    row.id,
                    row.name,
                    Role(row.role),
                    local(locked[row.id]) if row.id in locked else None,
                )
                for row in rows
            )

    def changes(self, account: SignedIn) -> tuple[AccountChangeLine, ...]:
        """What was given, changed and taken away, the newest first."""
        with self._office.act(
            account, Right.ACCOUNTS, ActKind.VIEW, purpose="계정 변경 기록", logged=False
        ) as act:
            return changes_of(act)

    def add(self, account: SignedIn, name: str, role: Role, password: str) -> AccountLine:
        """Give somebody an account; nothing is encrypted anew. Raises Refused with fields."""
        name = _checked(name)
        check_password(password, name)
        with self._office.act(account, Right.ACCOUNTS, ActKind.SETTING, purpose="계정 추가") as act:
            _refuse_namesake(act, name)
            _refuse_unprintable(act, name)
            made = Account(id=act.new_id(), name=name, role=role.value, created_at=act.now)
            act.session.add(made)
            act.session.flush()
            note_change(act, made.id, AccountChange.OPENED, after=f"{name} · {role.label}")
            act.session.flush()
            # The key file last: a sealed key without an account opens nothing, and the
            # act rolls back when the file cannot be written.
            self._keyring.add(self._data_key, made.id, name, password)
            act.changed("account")
            return AccountLine(made.id, made.name, role)

    def change(self, account: SignedIn, account_id: int, name: str, role: Role) -> AccountLine:
        """Another name or another task for somebody. Raises Refused with fields, NotFound."""
        name = _checked(name)
        with self._office.act(account, Right.ACCOUNTS, ActKind.SETTING, purpose="계정 고침") as act:
            row = _open(act, account_id)
            _refuse_namesake(act, name, but=account_id)
            renamed = row.name != name
            if renamed:
                _refuse_unprintable(act, name)
                note_change(act, row.id, AccountChange.RENAMED, row.name, name)
            if row.role != role.value:
                if role is not Role.TEAM_LEAD:
                    self._refuse_last_lead(act, row)
                before = Role(row.role).label
                note_change(act, row.id, AccountChange.ROLE, before, role.label)
            row.name, row.role = name, role.value
            act.session.flush()
            if renamed:
                self._keyring.rename(self._data_key, account_id, name)
            act.changed("account")
            return AccountLine(row.id, name, role)

    def change_password(self, account: SignedIn, old: str, new: str) -> None:
        """Change one's own password. A wrong old one counts as at the door.

        Raises WrongPassword, Refused.
        """
        check_password(new, account.name)
        with self._office.act(account, Right.OWN, ActKind.SETTING, purpose="비밀번호 변경") as act:
            note_change(act, account.account_id, AccountChange.PASSWORD, reason="본인이 바꿈")
            act.session.flush()
            try:
                self._keyring.change_password(account.account_id, old, new)
            except WrongPassword:
                self._failures.add(account.account_id, act.now)
                raise
            act.changed("account")

    def give_password(self, account: SignedIn, account_id: int, new: str) -> None:
        """A new first password for somebody who forgot it; a lock goes with it. Raises Refused."""
        with self._office.act(
            account, Right.ACCOUNTS, ActKind.SETTING, purpose="비밀번호 다시 정함"
        ) as act:
            row = _open(act, account_id)
            check_password(new, row.name)
            note_change(act, row.id, AccountChange.PASSWORD, reason="팀장이 다시 정함")
            if self._failures.standing(row.id).locked:
                note_change(act, row.id, AccountChange.UNLOCKED, reason="비밀번호를 다시 정함")
            act.session.flush()
            self._keyring.reset_password_with_data_key(self._data_key, row.id, new)
            self._failures.clear(row.id)
            act.changed("account")

    def unlock(self, account: SignedIn, account_id: int) -> None:
        """Let somebody try the password again after too many wrong ones. Raises NotFound."""
        with self._office.act(account, Right.ACCOUNTS, ActKind.SETTING, purpose="잠금 풂") as act:
            row = _open(act, account_id)
            if self._failures.standing(row.id).locked:
                note_change(act, row.id, AccountChange.UNLOCKED)
            act.session.flush()
            self._failures.clear(row.id)
            act.changed("account")

    def open_cases(self, account: SignedIn, account_id: int) -> tuple[OpenCase, ...]:
        """What somebody has in hand, asked before the account is closed."""
        with self._office.act(
            account, Right.ACCOUNTS, ActKind.VIEW, purpose="인계할 일 보기"
        ) as act:
            return cases_of(act, _open(act, account_id).id)

    def receivers(self, account: SignedIn, account_id: int) -> tuple[AccountLine, ...]:
        """Who can take over from somebody: everybody else who may counsel."""
        return tuple(
            line
            for line in self.list(account)
            if line.id != account_id and may(line.role, Right.COUNSEL)
        )

    def close(
        self, account: SignedIn, account_id: int, handing: Handing | None = None
    ) -> ClosedAccount:
        """Close somebody's account; what was written keeps its author.

        `handing` says who goes on with what is open. Raises Conflict when it does not name
        every open case, Refused for the last 팀장 and for oneself, StoreTrouble when the
        account is closed but its key still stands in the key file: it signs nobody in, and
        the next sign-in takes it out.
        """
        if account_id == account.account_id:
            raise Refused("본인 계정은 닫을 수 없습니다. 다른 분이 닫아야 합니다.")
        with self._office.act(account, Right.ACCOUNTS, ActKind.SETTING, purpose="계정 닫기") as act:
            row = act.session.get(Account, account_id)
            if row is None:
                raise NotFound("이 계정을 찾을 수 없습니다.")
            closed = ClosedAccount(row.name, 0, None)
            if row.closed_at is None:
                self._refuse_last_lead(act, row)
                closed = self._hand_over(act, row, handing or {})
                row.closed_at = act.now
            act.changed("account")
        self._failures.clear(account_id)
        # The key last: were it gone before a commit that fails, somebody with an open
        # account could never sign in again.
        if account_id in {holder.id for holder in self._keyring.holders()}:
            try:
                self._keyring.remove(self._data_key, account_id)
            except StoreTrouble as error:
                raise StoreTrouble(_KEY_LEFT) from error
        return closed

    def _hand_over(self, act: Act, row: Account, handing: Handing) -> ClosedAccount:
        cases = cases_of(act, row.id)
        if {case.key for case in cases} != set(handing):
            raise Conflict(_NEW_CASES)
        takers = {to_id: _open(act, to_id) for to_id in set(handing.values())}
        if row.id in takers or not all(
            may(Role(taker.role), Right.COUNSEL) for taker in takers.values()
        ):
            raise Refused("상담 기록을 맡은 다른 분께만 넘길 수 있습니다.")
        hand_over(act, row.id, handing)
        reason = f"인계 {len(cases)}건" if cases else "인계할 일 없음"
        before = f"{row.name} · {Role(row.role).label}"
        note_change(act, row.id, AccountChange.CLOSED, before, reason=reason)
        if not cases:
            return ClosedAccount(row.name, 0, None)
        names = {to_id: taker.name for to_id, taker in takers.items()}
        paper = handover_paper(act, self._office, row, cases, handing, names)
        return ClosedAccount(row.name, len(cases), paper)

    def _refuse_last_lead(self, act: Act, row: Account) -> None:
        """Nobody else could give accounts or unlock one."""
        if row.role != Role.TEAM_LEAD.value:
            return
        others = act.session.scalar(
            select(func.count()).where(
                Account.role == Role.TEAM_LEAD.value,
                Account.closed_at.is_(None),
                Account.id != row.id,
                Account.id.not_in(list(self._failures.locked())),
            )
        )
        if not others:
            raise Refused(_LAST_LEAD, {"role": _LAST_LEAD})


def _open(act: Act, account_id: int) -> Account:
    row = act.session.get(Account, account_id)
    if row is None or row.closed_at is not None:
        raise NotFound("이 계정은 이미 닫혔습니다.")
    return row


def _checked(name: str) -> str:
    name = tidy(name)
    if not name:
        raise Refused("이름을 적어 주십시오.", {"name": "이름을 적어 주십시오."})
    findings = find_identifiers(name)
    if findings:
        raise Refused(findings[0].advice, {"name": findings[0].advice})
    return name


def _refuse_unprintable(act: Act, name: str) -> None:
    """A name stands on every paper beside the centre's facts of today and of later."""
    sentence = counsellor_fault(name, facts_from(act, act.today))
    if sentence:
        raise Refused(sentence, {"name": sentence})


def _refuse_namesake(act: Act, name: str, but: int = 0) -> None:
    """Two tiles of one name on the sign-in page could not be told apart."""
    taken = select(Account.id).where(
        Account.name == name, Account.closed_at.is_(None), Account.id != but
    )
    if act.session.scalars(taken).first() is not None:
        sentence = "같은 이름의 계정이 있습니다. ‘한서윤 2’처럼 구분해 적어 주십시오."
        raise Refused(sentence, {"name": sentence})
