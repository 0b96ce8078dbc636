"""How much of a person a list may show to whoever stands at the counter.

No statute fixes the pattern; this is the custom of public offices. Masking is
done on the value, before it reaches any widget, so that clipboard, tooltips and
screen readers get no more than the eye.
"""

import re
from datetime import date

from desktop.domain import paper_number
from desktop.domain.korean import nfc, tidy

_WORD = re.compile(r"[^\s()]+")
_CJK = re.compile(r"[가-힣ㄱ-ㆎ㐀-鿿豈-﫿]")
_AREA = re.compile(r"^(?:.*(?:특별시|광역시|자치시|자치도|도|시|군|구)|서울|경기|인천)$")
_DONG = re.compile(r"^[가-힣]+\d*(?:동|읍|면|가|리)$")
_DONG_IN_BRACKETS = re.compile(r"\(([가-힣]+\d*(?:동|읍|면|가|리))\b[^)]*\)")
_TAIL = 4


def mask_name(name: str) -> str:
    """홍길동 → 홍*동, 김수 → 김*, 남궁민수 → 남**수, NGUYEN THI HOA → N***** T** H**."""
    name = nfc(name).strip()
    if _CJK.search(name) and "(" not in name:
        return _mask_korean(name)
    masked = _WORD.sub(lambda word: _mask_word(word.group()), name)
    return masked + "*" if masked == name and name else masked


def masked_or_gone(name: str | None) -> str:
    """The masked name; of somebody whose record was destroyed that there is none any more."""
    return mask_name(name) if name else "파기됨"


def mask_phone(phone: str) -> str:
    """010-1234-5678 → 010-****-5678; a number of unknown shape keeps its last four digits."""
    digits = sum(character.isdigit() for character in phone)
    parts = phone.split("-")
    if len(parts) == 3 and len(parts[2]) == _TAIL:
        return f"{parts[0]}-{'*' * len(parts[1])}-{parts[2]}"
    kept = _TAIL if digits > _TAIL else 0
    masked = []
    for character in reversed(phone):
        if character.isdigit():
            masked.append(character if kept > 0 else "*")
            kept -= 1
        else:
            masked.append(character)
    return "".join(reversed(masked))


def mask_birth(birth: date | int | None) -> str:
    """1990-**-** from a birth date or a year alone; empty when unknown."""
    if birth is None:
        return ""
    return f"{birth.year if isinstance(birth, date) else birth}-**-**"


def mask_address(address: str) -> str:
    """Down to the dong: 서울 광진구 자양로 1, 101호 (자양동) → 서울 광진구 *** (자양동)."""
    address = nfc(address).strip()
    if not address:
        return ""
    kept = []
    for word in address.split():
        if not _AREA.match(word) and not _DONG.match(word):
            break
        kept.append(word)
        if _DONG.match(word):
            break
    dong = _DONG_IN_BRACKETS.search(address)
    return " ".join([*kept, "***", *([f"({dong.group(1)})"] if dong else [])])


def mask_email(email: str) -> str:
    """abcdef@example.kr → ab***@example.kr."""
    local, at, domain = email.strip().partition("@")
    if not at:
        return "***" if local else ""
    return f"{local[: 2 if len(local) > 2 else 1]}***@{domain}"


def _mask_word(word: str) -> str:
    return _mask_korean(word) if _CJK.search(word) else word[0] + "*" * (len(word) - 1)


def _mask_korean(name: str) -> str:
    letters = [place for place, character in enumerate(name) if not character.isspace()]
    shown = {letters[0]} | ({letters[-1]} if len(letters) > 2 else set())
    masked = "".join(
        character if place in shown or character.isspace() else "*"
        for place, character in enumerate(name)
    )
    return masked + "*" if len(letters) == 1 else masked


def mask_search(typed: str) -> str:
    """What kind of thing was searched for and how long it was, for the log; never the thing.

    ㅎㄱㄷ → 초성 3자, 0937 → 숫자 4자리, 26-101-0371 → 의뢰번호, 홍길동 → 글자 3자.
    """
    text = tidy(typed)
    number = paper_number.find(text)
    if number is not None:
        return number.kind.label
    said = re.sub(r"[\s.\-]", "", text)
    if not said:
        return ""
    if said.isdecimal():
        return f"숫자 {len(said)}자리"
    if re.fullmatch(r"[ㄱ-ㅎ]+", said):
        return f"초성 {len(said)}자"
    return f"글자 {len(said)}자"
