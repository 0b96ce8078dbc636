"""Papers that left as a file: deleted with what they tell, else listed until somebody did it.

Where the file was written and its digest stand in the ledger of prints. A file that is still
there and is the very one is overwritten and deleted; one that was moved, changed, or whose
place nobody noted, has to be found by hand and stands in the list till then. So does a list
that tells of others too.
"""

import hashlib
import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import or_, select

from desktop.domain.guard import find_identifiers
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.retention import LeftKind, LeftLine, Subject
from desktop.services.act import Act, day_of
from desktop.services.centre import put_setting, setting_of
from desktop.services.papers import PAPERS
from desktop.store import erasing
from desktop.store.log import AccessRow
from desktop.store.office import Printing
from desktop.store.referrals import Slip
from desktop.store.retention import Destruction

TO_REMOVE = "destruction.files"
"""The setting that holds which files are still to be removed: print and destruction, by key."""
IN_FILE, FILE_GONE = "file", "file_gone"
"""How the ledger of prints says that a paper left as a file, and that it is deleted."""
BETWEEN = "\n"
"""A paper may be kept in several places; no name of a file has a line break in it here."""
SOMEWHERE = "?"
"""A place that cannot be noted: too long, or with a number in it that nobody may keep."""
MOST_OF_PLACE = 400
_PIECE = 1024 * 1024


@dataclass(frozen=True, slots=True)
class KeptFile:
    """A paper that left as a file: which print, where it was written, what it is."""

    printing_id: int
    places: tuple[Path, ...]
    digest: str
    shared: bool = False
    """It tells of others too: not deleted without somebody's looking."""


# when a paper is written into a file ------------------------------------------------------


def noted(before: str, place: Path) -> str:
    """The places of a paper with one more: how the ledger of prints keeps them."""
    told = str(place.absolute())
    if find_identifiers(told) or BETWEEN in told:
        told = SOMEWHERE
    places = list(dict.fromkeys(one for one in (*before.split(BETWEEN), told) if one))
    if len(BETWEEN.join(places)) <= MOST_OF_PLACE:
        return BETWEEN.join(places)
    if SOMEWHERE in before.split(BETWEEN):
        return before
    fits = [one for one in places[:-1] if one != SOMEWHERE]
    while fits and len(BETWEEN.join((*fits, SOMEWHERE))) > MOST_OF_PLACE:
        fits.pop()
    return BETWEEN.join((*fits, SOMEWHERE))


# when its person is destroyed --------------------------------------------------------------


def lists_in_files(act: Act) -> dict[int, frozenset[int]]:
    """Lists that left as a file, and of whom each tells; looked up once for a destruction."""
    rows = act.session.execute(
        select(Printing.id, Printing.at, Printing.account_id).where(
            Printing.visitor_id.is_(None), Printing.media == IN_FILE, Printing.people > 0
        )
    ).all()
    found = {}
    for printing_id, at, account_id in rows:
        told = act.session.scalars(
            select(AccessRow.subjects).where(AccessRow.at == at, AccessRow.account_id == account_id)
        )
        found[printing_id] = frozenset(int(one) for subjects in told for one in subjects)
    return found


def files_of(
    act: Act, rows: Sequence[Destruction], lists: dict[int, frozenset[int]]
) -> list[tuple[int, KeptFile]]:
    """Files that tell of what is about to be destroyed, each with its destruction."""
    people = {row.subject_id: row.id for row in rows if row.subject == Subject.VISITOR.value}
    referrals = {row.subject_id: row.id for row in rows if row.subject == Subject.REFERRAL.value}
    found: dict[int, tuple[int, KeptFile]] = {}
    about = select(Printing).where(
        Printing.visitor_id.in_(people), or_(Printing.media == IN_FILE, Printing.place != "")
    )
    for row in act.session.scalars(about):
        found[row.id] = (people[row.visitor_id or 0], _kept(row))
    slips = select(Printing, Slip.referral_id).join(Slip, Slip.id == Printing.record_id)
    for row, referral_id in act.session.execute(
        slips.where(
            Slip.referral_id.in_(referrals), Printing.paper == "slip", Printing.media == IN_FILE
        )
    ):
        found.setdefault(row.id, (referrals[referral_id], _kept(row)))
    for printing_id, told in lists.items():
        whose = next((people[one] for one in told if one in people), None)
        if whose is not None:
            row = act.session.get_one(Printing, printing_id)
            if row.media == IN_FILE:
                found.setdefault(row.id, (whose, _kept(row, shared=True)))
    return list(found.values())


def _kept(row: Printing, *, shared: bool = False) -> KeptFile:
    places = tuple(Path(one) for one in row.place.split(BETWEEN) if one)
    return KeptFile(row.id, places, row.digest, shared)


def list_files(
    act: Act, found: Iterable[tuple[int, KeptFile]], struck: Callable[[str], str]
) -> None:
    """Keep in the list what is to be removed; `struck` takes the person out of names of files."""
    waiting = dict(_waiting(act))
    for destruction_id, file in found:
        row = act.session.get_one(Printing, file.printing_id)
        row.place = struck(BETWEEN.join(map(str, file.places)))
        row.digest = file.digest
        waiting.setdefault(file.printing_id, destruction_id)
    _keep_waiting(act, waiting)


def _waiting(act: Act) -> list[tuple[int, int]]:
    return [(int(one), int(whose)) for one, whose in setting_of(act, TO_REMOVE, [])]


def _keep_waiting(act: Act, waiting: dict[int, int]) -> None:
    put_setting(act, TO_REMOVE, [list(one) for one in waiting.items()])


def waiting_files(act: Act) -> list[KeptFile]:
    """What still has to be removed and has a place: looked for again at the next contact."""
    shared = {row.id for row in _rows(act) if row.visitor_id is None}
    return [
        _kept(row, shared=row.id in shared)
        for row in _rows(act)
        if row.place and erasing.STRUCK not in row.place
    ]


def _rows(act: Act) -> list[Printing]:
    ids = [one for one, _ in _waiting(act)]
    found: list[Printing] = []
    for start in range(0, len(ids), 200):
        some = select(Printing).where(Printing.id.in_(ids[start : start + 200]))
        found += act.session.scalars(some.order_by(Printing.id))
    return found


def delete_files(files: Iterable[KeptFile]) -> dict[int, tuple[int, ...]]:
    """Delete what is still where it was written and is the very one.

    By print, which of its places are left; prints of which nothing was deleted are not in it.
    Not in a transaction: a stick may be slow.
    """
    found = {}
    for one in files:
        if one.shared or not one.places:
            continue
        left = tuple(at for at, path in enumerate(one.places) if not _delete(path, one.digest))
        if len(left) < len(one.places):
            found[one.printing_id] = left
    return found


def _delete(path: Path, digest: str) -> bool:
    try:
        if path.is_symlink() or not path.is_file() or _digest_of(path) != digest:
            return False
        # The name alone would leave the page on the disk.
        with path.open("rb+") as file:
            left = path.stat().st_size
            while left > 0:
                left -= file.write(bytes(min(left, _PIECE)))
            file.flush()
            os.fsync(file.fileno())
        path.unlink()
    except (OSError, ValueError):
        return False
    return True


def _digest_of(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while piece := file.read(_PIECE):
            digest.update(piece)
    return digest.hexdigest()


def note_deleted(act: Act, deleted: Mapping[int, Sequence[int]]) -> int:
    """What `delete_files` did; how many prints are gone altogether."""
    for printing_id, left in deleted.items():
        row = act.session.get_one(Printing, printing_id)
        places = row.place.split(BETWEEN)
        row.place = BETWEEN.join(places[at] for at in left)
    return removed(act, [one for one, left in deleted.items() if not left])


def removed(act: Act, printing_ids: Iterable[int]) -> int:
    """These are deleted now: the ledger of prints says so, the list forgets them; how many."""
    waiting, count = dict(_waiting(act)), 0
    for one in printing_ids:
        row = act.session.get(Printing, one)
        if waiting.pop(one, None) is None or row is None:
            continue
        row.media, row.place, row.digest = FILE_GONE, "", ""
        act.about(row.visitor_id)
        count += 1
    _keep_waiting(act, waiting)
    act.changed("destruction", "paper")
    return count


# what is shown -----------------------------------------------------------------------------


def left_files(act: Act) -> tuple[LeftLine, ...]:
    """What somebody has to remove by hand, the oldest first."""
    since = {
        row.id: row.done_at
        for row in act.session.execute(
            select(Destruction.id, Destruction.done_at).where(
                Destruction.id.in_({whose for _, whose in _waiting(act)})
            )
        )
    }
    waiting = dict(_waiting(act))
    lines = []
    for row in _rows(act):
        done_at = since.get(waiting[row.id])
        lines.append(
            LeftLine(
                kind=LeftKind.LIST if row.visitor_id is None else LeftKind.FILE,
                key=str(row.id),
                name=PAPERS.get(row.paper, row.paper),
                number=read(row.number, PaperKind.PRINT).text,
                place=_told(row.place),
                made_on=day_of(row.at),
                since=day_of(done_at) if done_at is not None else None,
            )
        )
    return tuple(lines)


def _told(place: str) -> str:
    places = [one for one in place.split(BETWEEN) if one and one != SOMEWHERE]
    return " · ".join(places)


def files_left_of(act: Act) -> dict[int, int]:
    """How many files are still to be removed, by destruction."""
    found: dict[int, int] = {}
    for _, whose in _waiting(act):
        found[whose] = found.get(whose, 0) + 1
    return found
