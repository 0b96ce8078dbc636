"""Codes, phones and months as papers show them."""

from collections.abc import Sequence

from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Office


def label_of(office: Office, name: str, code: str) -> str:
    """The words of a code, or the code itself where the list is missing."""
    codes = office.codes.lists.get(name)
    return codes.label_of(code) if codes is not None else code


def words_of(office: Office, name: str, codes: Sequence[str]) -> tuple[str, ...]:
    """The words of many codes."""
    return tuple(label_of(office, name, code) for code in codes)


def show_phone(digits: str) -> str:
    """A stored phone with its hyphens; what is no phone stays as told."""
    if not digits:
        return ""
    try:
        return read_phone(digits).display
    except Unreadable:
        return digits


def address_of(office: Office, draft: VisitorDraft) -> str:
    """Where somebody lives, as far as it was told."""
    return draft.address or (label_of(office, "dongs", draft.dong) if draft.dong else "")


def show_month(text: str) -> str:
    """A stored month (2017-02) as papers write it."""
    year, _, month = text.partition("-")
    return f"{year}. {int(month)}." if month.isdecimal() else year
