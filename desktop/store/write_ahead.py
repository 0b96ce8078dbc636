"""Whether a crash left a write-ahead log that SQLite would cut short without a word.

After a crash SQLite takes the log's frames up to the first whose checksum is wrong and
forgets the rest, although the rest may be finished acts: one flipped bit drops them,
and every integrity check is content. So the log is read once by ourselves first.
(Format: https://www.sqlite.org/fileformat2.html#walformat.)

A power cut may tear the one transaction that was being written, whose commit nobody
was told of. With every commit flushed there can be only one such: a second commit
beyond the wrong frame is a loss. Damage inside the very last act cannot be told from
that tear.
"""

import struct
import sys
from array import array
from pathlib import Path

_HEADER = struct.Struct(">8I")
_FRAME = struct.Struct(">6I")
_LITTLE, _BIG = 0x377F0682, 0x377F0683
_MASK = 0xFFFFFFFF


def has_lost_commits(log: Path) -> bool:
    """Whether acts that were finished stand in the log beyond the point SQLite reads to."""
    content = log.read_bytes()
    if len(content) <= _HEADER.size + _FRAME.size:
        return False
    magic, _version, page, _checkpoint, *salts, first, second = _HEADER.unpack_from(content)
    if magic not in (_LITTLE, _BIG) or page not in {2**power for power in range(9, 17)}:
        return True
    order = "little" if magic == _LITTLE else "big"
    seed = _checksum(content[: _HEADER.size - 8], order, (0, 0))
    if seed != (first, second):
        return True
    sound, lost = True, 0
    for start in range(_HEADER.size, len(content) - _FRAME.size - page + 1, _FRAME.size + page):
        _number, commit, *frame_salts, one, two = _FRAME.unpack_from(content, start)
        if sound and frame_salts == salts:
            body = start + _FRAME.size
            seed = _checksum(content[start : start + 8], order, seed)
            seed = _checksum(content[body : body + page], order, seed)
            sound = seed == (one, two)
        else:
            sound = False
        if not sound and commit and frame_salts == salts:
            lost += 1
    return lost > 1


def _checksum(content: bytes, order: str, seed: tuple[int, int]) -> tuple[int, int]:
    words = array("I", content)
    if order != sys.byteorder:
        words.byteswap()
    one, two = seed
    pairs = iter(words)
    for left, right in zip(pairs, pairs, strict=True):
        one = (one + left + two) & _MASK
        two = (two + right + one) & _MASK
    return one, two
