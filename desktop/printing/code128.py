"""A number as Code 128 (ISO/IEC 15417), set C: two digits a sign, for the foot of a paper."""

from functools import lru_cache

_TABLE = (
    "212222222122222221121223121322131222122213122312132212221213221312231212"
    "112232122132122231113222123122123221223211221132221231213212223112312131"
    "311222321122321221312212322112322211212123212321232121111323131123131321"
    "112313132113132311211313231113231311112133112331132131113123113321133121"
    "313121211331231131213113213311213131311123311321331121312113312311332111"
    "314111221411431111111224111422121124121421141122141221112214112412122114"
    "122411142112142211241211221114413111241112134111111242121142121241114212"
    "124112124211411212421112421211212141214121412121111143111341131141114113"
    "114311411113411311113141114131311141411131211412211214211232"
)
_SIGNS = tuple(_TABLE[at : at + 6] for at in range(0, len(_TABLE), 6))
"""Widths of bar, gap, bar, gap, bar, gap in modules, by value."""
_STOP = "2331112"
_START_C = 105
QUIET = 10
"""Modules that stay white on either side."""


@lru_cache(maxsize=512)
def bars_of(digits: str) -> tuple[tuple[tuple[int, int], ...], int]:
    """The bars as (first module, width), and how many modules the code is wide.

    Digits only and an even count: what a keyboard scanner types as letters would come out
    of the Hangul input method as jamo.
    """
    if not digits.isascii() or not digits.isdecimal() or len(digits) % 2:
        raise ValueError("only an even number of digits")
    values = [_START_C, *(int(digits[at : at + 2]) for at in range(0, len(digits), 2))]
    check = (values[0] + sum(at * value for at, value in enumerate(values[1:], 1))) % 103
    widths = "".join(_SIGNS[value] for value in (*values, check)) + _STOP
    bars: list[tuple[int, int]] = []
    at = 0
    for place, width in enumerate(map(int, widths)):
        if place % 2 == 0:
            bars.append((at, width))
        at += width
    return tuple(bars), at
