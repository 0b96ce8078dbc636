"""Finds somebody wherever a word of theirs can be left: whatever it is asked, in any writing.

Pages are decrypted one by one, free pages and the gaps in used ones included, and so are the
frames of the write-ahead log: what SQLite no longer shows is found all the same.
"""

import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from cryptography.hazmat.primitives.ciphers import Cipher, algorithms, modes

from desktop.domain.backup import SUFFIX
from desktop.store import file
from desktop.store.backup import container
from desktop.store.ciphers import DataKey
from desktop.store.erasing.leftovers import HALF_MADE

PAGE, RESERVE, SALT = 4096, 80, 16
WAL_HEADER, FRAME_HEADER = 32, 24


@dataclass(frozen=True, order=True)
class Found:
    """A word, where it stands and how it is written there."""

    word: str
    place: str
    writing: str


def writings(text: str) -> Iterator[tuple[str, bytes]]:
    """The text in every form it may lie about in."""
    for form in ("NFC", "NFD"):
        shaped = unicodedata.normalize(form, text)
        for encoding in ("utf-8", "utf-16-le", "cp949"):
            try:
                yield f"{encoding} {form}", shaped.encode(encoding)
            except UnicodeEncodeError:
                continue


class Finder:
    """Looks for words (by what they are) in folders; `keys` open the stores it meets."""

    def __init__(self, words: Mapping[str, str], keys: Iterable[DataKey]) -> None:
        self._words = {
            name: [(writing, sought) for writing, sought in writings(text)]
            for name, text in words.items()
        }
        self._plain = {name: "".join(text.split()) for name, text in words.items()}
        self._keys = tuple(keys)

    def in_folder(self, folder: Path) -> set[Found]:
        """Everything found in any file below a folder, in any store it holds, in any PDF."""
        found: set[Found] = set()
        for path in sorted(one for one in folder.rglob("*") if one.is_file()):
            where = path.relative_to(folder).as_posix()
            found |= self.in_bytes(path.read_bytes(), f"{where}: bytes")
            if path.read_bytes()[:5] == b"%PDF-":
                found |= self.in_pdf(path.read_bytes(), f"{where}: text")
            if path.suffix == ".db" or path.suffix in HALF_MADE:
                found |= self.in_store(path, where)
            if path.suffix == SUFFIX:
                found |= self.in_backup(path, where)
        return found

    def in_backup(self, path: Path, place: str) -> set[Found]:
        """In the store inside a backup, taken out and opened."""
        with TemporaryDirectory() as folder:
            inside = Path(folder) / "inside.db"
            container.Container.look(path).extract(container.STORE, inside)
            return self.in_store(inside, place)

    def in_bytes(self, content: bytes, place: str) -> set[Found]:
        """In raw bytes."""
        return {
            Found(name, place, writing)
            for name, forms in self._words.items()
            for writing, sought in forms
            if sought in content
        }

    def in_pdf(self, content: bytes, place: str) -> set[Found]:
        """In what the pages of a PDF say; blanks are the typesetter's."""
        with closing(pypdfium2.PdfDocument(content)) as document:
            said = "".join(page.get_textpage().get_text_bounded() for page in document)
        plain = unicodedata.normalize("NFC", "".join(said.split()))
        return {Found(name, place, "pdf") for name, text in self._plain.items() if text in plain}

    def in_store(self, path: Path, place: str) -> set[Found]:
        """In the decrypted pages, in the log beside it, and in every value of every row."""
        key = next((one for one in self._keys if file.opens(path, one)), None)
        assert key is not None, f"{place} opens with none of the keys"
        found = self.in_bytes(decrypted(path.read_bytes(), key), f"{place}: pages")
        log = path.with_name(path.name + "-wal")
        if log.exists():
            found |= self.in_bytes(decrypted_log(log.read_bytes(), key), f"{place}: log")
        return found | self.in_rows(path, key, place)

    def in_rows(self, path: Path, key: DataKey, place: str) -> set[Found]:
        """Table by table, column by column; a PDF kept in a column is read."""
        found: set[Found] = set()
        with closing(file.connect(path, key)) as connection:
            tables = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")
            for (table,) in tables.fetchall():
                cursor = connection.execute(f'SELECT * FROM "{table}"')
                columns = [one[0] for one in cursor.description]
                for row in cursor:
                    for column, value in zip(columns, row, strict=True):
                        if value is None:
                            continue
                        content = value if isinstance(value, bytes) else str(value).encode()
                        where = f"{place}: {table}.{column}"
                        found |= self.in_bytes(content, where)
                        if content[:5] == b"%PDF-":
                            found |= self.in_pdf(content, where)
        return found


def decrypted(content: bytes, key: DataKey) -> bytes:
    """All pages of a store, as SQLite would see them and as it would not."""
    pages = []
    for start in range(0, len(content) - PAGE + 1, PAGE):
        page = content[start : start + PAGE]
        pages.append(_page(page, key, SALT if start == 0 else 0))
    return b"".join(pages)


def decrypted_log(content: bytes, key: DataKey) -> bytes:
    """The pages of all frames of a write-ahead log, also of those that no longer count."""
    pages = []
    step = FRAME_HEADER + PAGE
    for start in range(WAL_HEADER, len(content) - step + 1, step):
        number = int.from_bytes(content[start : start + 4], "big")
        page = content[start + FRAME_HEADER : start + step]
        pages.append(_page(page, key, SALT if number == 1 else 0))
    return b"".join(pages)


def _page(page: bytes, key: DataKey, skip: int) -> bytes:
    """SQLCipher 4: AES-256-CBC, its start value at the beginning of the page's last 80 bytes."""
    start = page[-RESERVE : -RESERVE + 16]
    opened = Cipher(algorithms.AES(key.secret), modes.CBC(start)).decryptor()
    return opened.update(page[skip:-RESERVE]) + opened.finalize()
