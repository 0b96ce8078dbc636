"""What the office asks of a password, as far as the law leaves it to the office."""

from dataclasses import dataclass

from desktop.domain.errors import Refused
from desktop.domain.korean import to_latin_keys

SHORTEST_PASSWORD = 10
LONG, VERY_LONG = 14, 18
RULES = (
    f"{SHORTEST_PASSWORD}자 이상",
    "글자·숫자·기호 가운데 두 가지 이상",
    "같은 글자 세 번, 이어지는 글쇠 네 개(1234)는 안 됨",
    "본인 이름은 안 됨",
)
"""In the words of the 내부 관리계획, for the page where a password is chosen."""
_ROWS = (
    "0123456789",
    "1234567890",
    "abcdefghijklmnopqrstuvwxyz",
    "qwertyuiop",
    "asdfghjkl",
    "zxcvbnm",
)
_RUN = 4
_TOO_KNOWN = ("password", "passw0rd", "iloveyou", "naeil", "gwangjin")


@dataclass(frozen=True, slots=True)
class Strength:
    """How a password stands while it is typed: `level` 0 will not do, then 1 to 4."""

    level: int
    word: str
    advice: str


def check_password(password: str, name: str = "") -> None:
    """Refuse a password too easily guessed; `name` is the one of whoever will use it."""
    sentence = password_fault(password, name)
    if sentence:
        raise Refused(sentence, {"password": sentence})


def password_fault(password: str, name: str = "") -> str:
    """What is wrong with a new password, '' when it will do.

    Ten characters of two kinds, as in most offices' 내부 관리계획; no run of three, no four
    keys in a row, not one's own name.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"{SHORTEST_PASSWORD}자 이상으로 정해 주십시오."
    if len(_kinds(password)) < 2:
        return "글자, 숫자, 기호 가운데 두 가지 이상을 섞어 주십시오."
    for index in range(len(password) - 2):
        if len(set(password[index : index + 3])) == 1:
            return "같은 글자를 세 번 이어 쓰지 말아 주십시오."
    if _has_run(password.casefold()):
        return "1234나 qwer처럼 이어지는 글쇠 네 개는 쓰지 말아 주십시오."
    if _has_name(password, name):
        return "본인 이름은 쓰지 말아 주십시오."
    return ""


def password_strength(password: str, name: str = "") -> Strength:
    """For the meter beside the field: more kinds and more length make it longer."""
    if not password:
        return Strength(0, "", "")
    fault = password_fault(password, name)
    if fault:
        return Strength(0, "아직", fault)
    level = 1 + (len(password) >= LONG) + (len(password) >= VERY_LONG)
    level += len(_kinds(password)) > 2 or len(set(password)) >= SHORTEST_PASSWORD
    if any(word in password.casefold() for word in _TOO_KNOWN):
        level = 1
    level = min(level, 4)
    word = ("", "약함", "보통", "좋음", "아주 좋음")[level]
    advice = "" if level > 2 else "몇 글자 더 길게 하면 더 안전합니다."
    return Strength(level, word, advice)


def _kinds(password: str) -> set[str]:
    return {
        "letter" if character.isalpha() else "digit" if character.isdigit() else "other"
        for character in password
    }


def _has_run(password: str) -> bool:
    for row in _ROWS:
        for keys in (row, row[::-1]):
            if any(keys[at : at + _RUN] in password for at in range(len(keys) - _RUN + 1)):
                return True
    return False


def _has_name(password: str, name: str) -> bool:
    """Typed with 한/영 in either state: the keys are the same."""
    keys = to_latin_keys(name.replace(" ", "")).casefold()
    return len(keys) > 3 and keys in to_latin_keys(password.replace(" ", "")).casefold()
