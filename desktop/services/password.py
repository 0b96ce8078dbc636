"""What the office asks of a password, as far as the law leaves it to the office."""

from desktop.domain.errors import Refused

SHORTEST_PASSWORD = 10


def check_password(password: str) -> None:
    """Refuse a password too easily guessed."""
    sentence = password_fault(password)
    if sentence:
        raise Refused(sentence, {"password": sentence})


def password_fault(password: str) -> str:
    """What is wrong with a new password, '' when it will do.

    Ten characters of two kinds, as in most offices' 내부 관리계획; no run of three.
    """
    if len(password) < SHORTEST_PASSWORD:
        return f"{SHORTEST_PASSWORD}자 이상으로 정해 주십시오."
    kinds = {
        "letter" if character.isalpha() else "digit" if character.isdigit() else "other"
        for character in password
    }
    if len(kinds) < 2:
        return "글자, 숫자, 기호 가운데 두 가지 이상을 섞어 주십시오."
    for index in range(len(password) - 2):
        if len(set(password[index : index + 3])) == 1:
            return "같은 글자를 세 번 이어 쓰지 말아 주십시오."
    return ""
