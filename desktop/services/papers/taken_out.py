"""What a list or file is taken out for, and to whom it goes: asked for every one of them."""

from desktop.domain.errors import Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy

LONGEST = 40


def use_of(use: str, receiver: str, asked: str) -> tuple[str, str]:
    """Both tidied. Raises Refused at `use` or `receiver`; `asked` is said where no use is told."""
    wrong: dict[str, str] = {}
    use, receiver = tidy(use), tidy(receiver)
    if not use:
        wrong["use"] = asked
    for name, text in (("use", use), ("receiver", receiver)):
        if found := find_identifiers(text):
            wrong[name] = found[0].advice
        elif len(text) > LONGEST:
            wrong[name] = f"{LONGEST}자 안으로 적어 주십시오."
    if wrong:
        raise Refused("표시한 칸을 보아 주십시오.", wrong)
    return use, receiver
