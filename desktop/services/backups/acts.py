"""Making copies and keeping book of them."""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from threading import Lock

from sqlalchemy import Select, func, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.backup import (
    Occasion,
    Place,
    Progress,
    is_due_at_start,
    is_due_on_closing,
    is_due_when_idle,
    is_overdue,
)
from desktop.domain.errors import NaeilError, StoreTrouble
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.backups.records import BackupState, CopyLine, Report, Rewritten
from desktop.services.centre import put_setting, setting_of
from desktop.store import chain, former_keys
from desktop.store.backup import container, destroyed, making, places, rewriting, swapping
from desktop.store.backup.container import Container
from desktop.store.backups import BackupCopy
from desktop.store.ciphers import DataKey
from desktop.store.identity import Identity
from desktop.store.keyring import Keyring
from desktop.store.log import AccessRow

_SKIPPED = "backup.skipped"


class Backups:
    """Copies of the store: made, checked, listed, and kept within the law."""

    def __init__(self, office: Office, data_key: DataKey) -> None:
        self._office = office
        self._data_key = data_key
        self._at_copies = Lock()

    # how it stands

    def state(self, account: SignedIn) -> BackupState:
        """The age of the last good copy, and how the second place is."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="백업 상태", logged=False
        ) as act:
            last = self._last(act)
            since = last or act.session.scalar(select(Identity.created_at)) or act.now
            second = places.second_of(self._folder)
            return BackupState(
                last=last,
                overdue=is_overdue(act.now, since, self._office.holidays(act)),
                second_folder=str(second.folder) if second is not None else "",
                second_there=second is not None and second.is_there,
                second_last=self._last(act, Place.SECOND),
                skipped=bool(setting_of(act, _SKIPPED, False)),
            )

    def due(self, account: SignedIn, occasion: Occasion) -> bool:
        """Whether the program has to make a copy by itself now."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="백업 때", logged=False
        ) as act:
            last = self._last(act)
            if occasion is Occasion.START:
                return is_due_at_start(act.now, last, self._last_act_before_today(act))
            if occasion is Occasion.CLOSING:
                return is_due_on_closing(act.now, last)
            return is_due_when_idle(act.now, last)

    def copies(self, account: SignedIn) -> tuple[CopyLine, ...]:
        """All copies known, the latest first; what is gone from a place is left out."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="백업 목록", logged=False
        ) as act:
            rows = act.session.scalars(
                _known().order_by(BackupCopy.made_at.desc(), BackupCopy.place)
            ).all()
            return tuple(_line(row) for row in rows if _may_be_there(row))

    # making one

    def make(
        self,
        account: SignedIn,
        occasion: Occasion,
        *,
        progress: Progress = lambda _words, _share: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Report | None:
        """Copy the store to all places; None when it was stopped half way.

        Takes seconds: not on the window's thread, and in no transaction, so that nobody
        has to wait. Only who asks for one himself needs the right: the others the program
        makes whoever sits there. Raises StoreTrouble when there is no copy at all.
        """
        right = Right.BACKUP if occasion is Occasion.ASKED else Right.OWN
        with self._office.act(
            account, right, ActKind.VIEW, purpose="백업 시작", logged=False
        ) as act:
            head, now = chain.head_of(act.session), act.now
            former = _former_of(act)
        try:
            # Store and key file of one moment: the key is not changed between them.
            with self._at_copies, self._office.held():
                made = making.make_copies(
                    self._office.store_path,
                    self._data_key,
                    occasion,
                    now,
                    after=head,
                    former=former,
                    progress=progress,
                    stopped=stopped,
                )
        except container.Stopped:
            return None
        fresh = frozenset(copy.path for copy in made.copies)
        found = self._look_again(account, fresh)
        with self._office.act(
            account, right, ActKind.SETTING, purpose=f"백업: {occasion.label}"
        ) as act:
            self._note(act, found)
            put_setting(act, _SKIPPED, False)
            act.count = len(made.copies)
            act.changed("backup")
        return Report(now, tuple(copy.place for copy in made.copies), tuple(made.troubles.values()))

    def skip(self, account: SignedIn) -> None:
        """Somebody closes without a copy: once, the next time it is made."""
        with self._office.act(
            account, Right.OWN, ActKind.SETTING, purpose="마칠 때 백업 건너뜀"
        ) as act:
            put_setting(act, _SKIPPED, True)

    # the second place

    def choose_second(self, account: SignedIn, folder: Path) -> str:
        """Copies go to this folder too, from the next one on. Raises Refused."""
        with self._office.act(
            account, Right.BACKUP, ActKind.SETTING, purpose="백업 둘째 자리 정함"
        ) as act:
            second = places.choose_second(self._folder, folder)
            act.changed("backup")
            return str(second.folder)

    def forget_second(self, account: SignedIn) -> None:
        """No second place any more; the copies there stay, and stay in the ledger."""
        with self._office.act(
            account, Right.BACKUP, ActKind.SETTING, purpose="백업 둘째 자리 거둠"
        ) as act:
            places.forget_second(self._folder)
            act.changed("backup")

    # destruction

    def rewrite(
        self,
        account: SignedIn,
        change: rewriting.Change,
        wanted: Callable[[BackupCopy], bool] = lambda _row: True,
        *,
        aside: bool = True,
        told: Callable[[int, int], None] = lambda _number, _of: None,
        stopped: Callable[[], bool] = lambda: False,
    ) -> Rewritten:
        """Apply a destruction inside every copy within reach, and tell which were not.

        Takes seconds for each copy: not on the window's thread. A copy under a former data
        key is opened with that. What is left over is done at the next contact, when this is
        called again. `change` is given a connection to the store inside, at the present
        schema, and must find nothing to do where it was applied before. `wanted` tells which
        copies need it, `aside` whether stores put aside by a restore do; `told` hears which
        of how many is next, `stopped` is asked before each.
        """
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="백업 안 파기 시작", logged=False
        ) as act:
            keys = (self._data_key, *_former_of(act))
            now = act.now
        found = self._look_again(account)
        with self._office.act(account, Right.OWN, ActKind.SETTING, purpose="백업 다시 셈") as act:
            self._note(act, found)
            act.session.flush()
            lines = tuple(_line(row) for row in act.session.scalars(_known()) if wanted(row))
        done, left = [], []
        ids = destroyed.written_in(self._folder, keys)
        for number, line in enumerate(lines, 1):
            told(number, len(lines))
            path = Path(line.folder) / line.file_name
            if not stopped() and self._rewrite(path, keys, change, now, ids, stopped):
                done.append(line)
            else:
                left.append(line)
        self._carry_ids(keys)
        with self._office.act(
            account, Right.OWN, ActKind.DESTROY, purpose="백업 안에서도 파기"
        ) as act:
            for line in done:
                row = act.session.get_one(BackupCopy, line.id)
                path = Path(line.folder) / line.file_name
                row.rewritten_at, row.size = now, path.stat().st_size
            act.count = len(done)
            act.changed("backup")
        kept = swapping.kept_aside(self._folder, self._office.store_path.name) if aside else ()
        stores = [one.folder / self._office.store_path.name for one in kept]
        closed = [path for path in stores if not rewriting.rewrite_kept(path, keys, change)]
        return Rewritten(tuple(done), tuple(left), tuple(path.parent.name for path in closed))

    def _carry_ids(self, keys: tuple[DataKey, ...]) -> None:
        """What is destroyed stands beside the copies too, before the next one is made."""
        with suppress(NaeilError):
            store = Keyring.read(self._folder).store_id
            for folder in places.folders_of(self._folder).values():
                with suppress(StoreTrouble):
                    destroyed.carry(self._folder, folder, store, keys)

    def _rewrite(
        self,
        path: Path,
        keys: tuple[DataKey, ...],
        change: rewriting.Change,
        now: datetime,
        ids: bytes,
        stopped: Callable[[], bool],
    ) -> bool:
        try:
            found = Container.look(path)
            key = next((key for key in keys if found.is_of(key)), None)
            if key is None:
                return False
            with self._at_copies:
                rewriting.rewrite(path, key, change, now=now, destroyed=ids, stopped=stopped)
        except (StoreTrouble, container.Stopped):
            return False
        return True

    # the ledger

    @property
    def _folder(self) -> Path:
        return self._office.store_path.parent

    def _last(self, act: Act, place: Place | None = None) -> datetime | None:
        query = select(func.max(BackupCopy.made_at)).where(
            BackupCopy.gone_at.is_(None), BackupCopy.checked_at.is_not(None)
        )
        if place is not None:
            query = query.where(BackupCopy.place == place.value)
        return act.session.scalar(query)

    def _last_act_before_today(self, act: Act) -> datetime | None:
        midnight = act.now.replace(hour=0, minute=0, second=0, microsecond=0)
        return act.session.scalar(select(func.max(AccessRow.at)).where(AccessRow.at < midnight))

    def _look_again(self, account: SignedIn, fresh: frozenset[Path] = frozenset()) -> "_Found":
        """Compare the ledger with what lies in the places within reach.

        A copy the ledger does not know (from before an upgrade, or made after the store
        that was restored) is read as a whole: not in the writer's transaction.
        """
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="백업 셈", logged=False
        ) as act:
            known = {(row.folder, row.file_name) for row in act.session.scalars(_known())}
        found = _Found(set(), [])
        for place, folder in places.folders_of(self._folder).items():
            found.folders.add(str(folder))
            for path in places.copies_in(folder):
                with suppress(StoreTrouble):
                    copy = Container.look(path)
                    if path in fresh or (str(folder), path.name) in known:
                        found.copies.append((place, copy))
                    elif copy.is_of(self._data_key):
                        copy.check()
                        found.copies.append((place, copy))
        return found

    def _note(self, act: Act, found: "_Found") -> None:
        """Write into the ledger what was found."""
        rows = {(row.folder, row.file_name): row for row in act.session.scalars(_known())}
        for place, copy in found.copies:
            row = rows.pop((str(copy.path.parent), copy.path.name), None)
            if row is not None:
                row.seen_at = act.now
            else:
                act.session.add(_row(act, place, copy))
        for row in rows.values():
            if row.folder in found.folders:
                row.gone_at = act.now


@dataclass(frozen=True, slots=True)
class _Found:
    """The folders within reach, and the copies of this store in them."""

    folders: set[str]
    copies: list[tuple[Place, Container]]


def _former_of(act: Act) -> tuple[DataKey, ...]:
    """The keys the store had before, the latest first."""
    return tuple(reversed(former_keys.of(setting_of(act, former_keys.NAME, []))))


def _known() -> Select[BackupCopy]:
    return select(BackupCopy).where(BackupCopy.gone_at.is_(None))


def _row(act: Act, place: Place, copy: Container) -> BackupCopy:
    manifest = copy.manifest
    return BackupCopy(
        id=act.new_id(),
        made_at=manifest.made_at,
        occasion=manifest.occasion.value,
        place=place.value,
        folder=str(copy.path.parent),
        file_name=copy.path.name,
        size=copy.size,
        log_seq=manifest.log_seq,
        log_digest=manifest.log_digest,
        checked_at=act.now,
        seen_at=act.now,
        rewritten_at=manifest.rewritten_at,
    )


def _line(row: BackupCopy) -> CopyLine:
    return CopyLine(
        id=row.id,
        made_at=row.made_at,
        occasion=Occasion(row.occasion),
        place=Place(row.place),
        folder=row.folder,
        file_name=row.file_name,
        size=row.size,
        checked=row.checked_at is not None,
        within_reach=(Path(row.folder) / row.file_name).exists(),
    )


def _may_be_there(row: BackupCopy) -> bool:
    """Not there although its folder is: somebody took it away since the ledger was written."""
    path = Path(row.folder) / row.file_name
    return path.exists() or not path.parent.is_dir()
