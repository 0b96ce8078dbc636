"""Small files that say a few things about this PC: an altered digit in one is noticed.

A desk number that became another one would give two desks the same paper numbers.
"""

import json
import zlib
from collections.abc import Mapping, Set
from typing import Any

_SUM = "sum"


def summed(values: Mapping[str, Any]) -> str:
    """The text of such a file: its values and what they add up to."""
    return json.dumps({**values, _SUM: _sum_of(values)})


def read_summed(text: str, names: Set[str]) -> dict[str, Any]:
    """The values again. Raises ValueError.

    Files of an earlier version have no sum and only these `names`.
    """
    found = json.loads(text)
    if not isinstance(found, dict):
        raise ValueError("not what was written")
    told = found.pop(_SUM, None)
    sound = set(found) <= names if told is None else told == _sum_of(found)
    if not sound:
        raise ValueError("not what was written")
    return found


def _sum_of(values: Mapping[str, Any]) -> int:
    return zlib.crc32(json.dumps(dict(values), sort_keys=True).encode("utf-8"))
