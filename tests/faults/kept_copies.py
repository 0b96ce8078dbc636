"""The copies that storms said were made, held against the files that lie there afterwards."""

import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from desktop.domain.backup import kept, read_name
from desktop.domain.errors import StoreTrouble
from desktop.paths import backup_folder
from desktop.services.backups.restoring import STORE_NAME, give_up, open_copy
from desktop.store.backup import places, swapping
from desktop.store.backup.container import Container
from desktop.store.ciphers import DataKey
from desktop.store.database import Database
from tests.faults.office import PASSWORD, Way
from tests.faults.reckoning import BACKUP, Answers, losses


@dataclass(frozen=True, slots=True)
class Copies:
    """The two places of one office, seen from outside."""

    data: Path
    second: Path
    way: Way

    @property
    def folders(self) -> tuple[Path, Path]:
        """Beside the store, and the stick."""
        return backup_folder(self.data), self.second

    def halves(self) -> int:
        """Files of a copy that was being made; none of them is called as a copy is."""
        left = [path for folder in self.folders if folder.exists() for path in folder.iterdir()]
        return sum(read_name(path.name) is None and ".backup." in path.name for path in left)

    def wrong(self, answers: Answers) -> list[str]:
        """Every file called a copy that is none, every answered copy that is gone; a line each."""
        found = []
        for folder in self.folders:
            here = places.copies_in(folder)
            whole = {path: copy for path in here if (copy := looked_at(path, self.way.data_key))}
            found += [f"{path.name} counts and is not whole" for path in here.keys() - whole.keys()]
            found += self._gone(folder, whole, answers)
        return found

    def _gone(self, folder: Path, whole: dict[Path, Container], answers: Answers) -> Iterable[str]:
        """An answered copy may make room for a later one, never for nothing."""
        answered = {path for one in answers.of(BACKUP) for path in _files(one, folder)}
        made = {
            path.name: name.made_at
            for path in answered | whole.keys()
            if (name := read_name(path.name))
        }
        stay = kept(made)
        yield from (f"{path.name} is gone" for path in answered - whole.keys() if path.name in stay)
        if answered and not whole:
            yield f"no copy left in {folder.name}"

    def newest(self, answers: Answers, folder: Path) -> tuple[Path, dict[str, Any]] | None:
        """The last copy that was answered, or the later one that took its place."""
        for one in reversed(answers.of(BACKUP)):
            for path in _files(one, folder):
                if path.exists():
                    return path, one
                copies = [Container.look(other) for other in places.copies_in(folder)]
                last = max(copies, key=lambda copy: copy.manifest.log_seq)
                return last.path, one
        return None

    def restored(self, answers: Answers, folder: Path, empty: Path) -> list[str]:
        """What is lost on an empty PC that has the newest copy of a place and a password."""
        newest = self.newest(answers, folder)
        if newest is None:
            return []
        path, one = newest
        empty.mkdir()
        opened = open_copy(empty, path, PASSWORD)
        if not opened.inside.chain_whole:
            return [f"{path.name}: the chain inside is broken"]
        database = Database(empty / swapping.STAGE / STORE_NAME, DataKey(opened.data_key.secret))
        with database.read() as session:
            lost = losses(session, answers.before(one))
        database.close()
        give_up(empty, opened)
        shutil.rmtree(empty)
        return [f"{path.name}: {line}" for line in lost]


def _files(one: dict[str, Any], folder: Path) -> list[Path]:
    return [path for path in map(Path, one["files"]) if path.parent == folder]


def looked_at(path: Path, data_key: DataKey) -> Container | None:
    """A copy by its own check; None for what is not whole or not of this office."""
    try:
        found = Container.look(path)
        found.check()
        return found if found.is_of(data_key) else None
    except StoreTrouble:
        return None
