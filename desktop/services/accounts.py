"""Accounts of the people at the desk: added, renamed passwords, closed."""

from sqlalchemy import select

from desktop.domain.access import ActKind
from desktop.domain.account import AccountLine, Role, SignedIn
from desktop.domain.errors import NotFound, Refused, StoreTrouble
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.centre import facts_from
from desktop.services.password import check_password
from desktop.services.trial import counsellor_fault
from desktop.store.ciphers import DataKey
from desktop.store.keyring import Keyring
from desktop.store.office import Account

_KEY_LEFT = (
    "계정은 닫혀 더는 로그인할 수 없습니다. 열쇠 파일만 아직 고치지 못했습니다. "
    "디스크의 빈 자리를 확인해 주십시오. 다음에 로그인할 때 마저 정리합니다."
)


class Accounts:
    """Who may sign in. Passwords live in the key file; names and roles also in the store."""

    def __init__(self, office: Office, keyring: Keyring, data_key: DataKey) -> None:
        self._office = office
        self._keyring = keyring
        self._data_key = data_key

    def list(self, account: SignedIn) -> tuple[AccountLine, ...]:
        """The open accounts by name."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="계정 목록", logged=False
        ) as act:
            rows = act.session.scalars(
                select(Account).where(Account.closed_at.is_(None)).order_by(Account.name)
            )
            return tuple(AccountLine(row.id, row.name, Role(row.role)) for row in rows)

    def add(self, account: SignedIn, name: str, role: Role, password: str) -> AccountLine:
        """Give somebody an account; nothing is encrypted anew. Raises Refused with fields."""
        name = _checked(name)
        check_password(password)
        with self._office.act(account, Right.ACCOUNTS, ActKind.SETTING, purpose="계정 추가") as act:
            _refuse_namesake(act, name)
            _refuse_unprintable(act, name)
            made = Account(id=act.new_id(), name=name, role=role.value, created_at=act.now)
            act.session.add(made)
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
            row = act.session.get(Account, account_id)
            if row is None or row.closed_at is not None:
                raise NotFound("이 계정은 이미 닫혔습니다.")
            _refuse_namesake(act, name, but=account_id)
            renamed = row.name != name
            if renamed:
                _refuse_unprintable(act, name)
            row.name, row.role = name, role.value
            act.session.flush()
            if renamed:
                self._keyring.rename(self._data_key, account_id, name)
            act.changed("account")
            return AccountLine(row.id, name, role)

    def change_password(self, account: SignedIn, old: str, new: str) -> None:
        """Change one's own password. Raises WrongPassword, Refused."""
        check_password(new)
        with self._office.act(account, Right.OWN, ActKind.SETTING, purpose="비밀번호 변경"):
            self._keyring.change_password(account.account_id, old, new)

    def close(self, account: SignedIn, account_id: int) -> None:
        """Close somebody's account; what was written keeps its author.

        Raises StoreTrouble when the account is closed but its key still stands in the key
        file: it signs nobody in, and the next sign-in takes it out.
        """
        if account_id == account.account_id:
            raise Refused("본인 계정은 닫을 수 없습니다. 다른 분이 닫아야 합니다.")
        with self._office.act(account, Right.ACCOUNTS, ActKind.SETTING, purpose="계정 닫기") as act:
            row = act.session.get(Account, account_id)
            if row is None:
                raise NotFound("이 계정을 찾을 수 없습니다.")
            if row.closed_at is None:
                row.closed_at = act.now
            act.changed("account")
        # The key last: were it gone before a commit that fails, somebody with an open
        # account could never sign in again.
        if account_id in {holder.id for holder in self._keyring.holders()}:
            try:
                self._keyring.remove(self._data_key, account_id)
            except StoreTrouble as error:
                raise StoreTrouble(_KEY_LEFT) from error


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
