"""The directory as sheets: which column says what, as the clerk reads and writes it.

A column is a head, how a record says it, and how a cell is read back. Codes stand as
their labels, lists with commas, days as 2026. 12. 3.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from desktop.domain.calendar import show_date
from desktop.domain.codes import CodeBook
from desktop.domain.consent import Item
from desktop.domain.contact import read_phone
from desktop.domain.errors import Unreadable
from desktop.domain.papers import Copy
from desktop.domain.when import read_day
from desktop.services.rules import rules


@dataclass(frozen=True, slots=True)
class BookColumn:
    """One column: `field` of the record, its words, and what a cell says."""

    head: str
    field: str
    show: Callable[[Any], str]
    read: Callable[[str], Any]


def organisation_columns(codes: CodeBook, today: date) -> tuple[BookColumn, ...]:
    """What the first sheet tells of a partner, beside its number."""
    day = _days(today)
    return (
        _text("기관", "name"),
        _text("줄인 이름", "short_name"),
        _code("종류", "kind", _labels(codes, "partner_kinds")),
        _text("상위기관", "parent"),
        _text("주소", "address"),
        _phone("대표전화", "phone"),
        _phone("팩스", "fax"),
        _text("접수 시간", "hours"),
        _text("오시는 길", "directions"),
        _text("길 한 줄", "map_hint"),
        _text("먼저 알아 둘 것", "alert"),
        BookColumn("다른 이름", "aliases", ", ".join, _split),
        _yes("내부", "internal"),
        day("협약 첫날", "agreement_from"),
        day("협약 마지막 날", "agreement_to"),
        _number("다시 확인(개월)", "check_months"),
        _number("첫 재촉(근무일)", "ask_after"),
        _number("다시 재촉(근무일)", "ask_again"),
        _number("다른 담당자(일)", "alternate_after"),
        _number("무응답 제안(일)", "give_up_after"),
        day("재촉 멈출 날", "hold_until"),
        _text("멈추는 까닭", "hold_why"),
        _text("출처", "source"),
    )


def service_columns(codes: CodeBook, today: date) -> tuple[BookColumn, ...]:
    """What the second sheet tells of a service, beside its number and its partner."""
    items = {item: item.label for item in Item}
    copies = {copy.value: copy.label for copy in Copy}
    groups = {rule.key: rule.label for rule in rules() if rule.is_valid(today)}
    return (
        _text("서비스", "name"),
        _codes("도움의 종류", "kinds", _labels(codes, "services")),
        _text("이용 목적", "purpose"),
        _codes("제공 항목", "items", items),
        _text("보유 기간", "retention"),
        _codes("가져갈 서류", "documents", _labels(codes, "documents")),
        BookColumn("의뢰서에 찍을 요건", "criteria", "\n".join, _lines),
        _codes("대상 구분", "target_keys", groups),
        _text("시간", "own_hours"),
        _text("신청 방법", "apply_way"),
        _text("비용", "cost"),
        _text("가서 할 말", "to_say"),
        _text("먼저 알아 둘 것", "alert"),
        _code("여석", "capacity", _labels(codes, "capacities")),
        _number("자리 수", "seats"),
        _days(today)("들은 날", "capacity_on"),
        _text("여석 메모", "capacity_note"),
        _number("회신 기한(근무일)", "reply_days", empty=0),
        _number("의뢰서 유효(일)", "slip_days", empty=0),
        _codes("인쇄할 장", "copies", copies),
        _yes("큰 글자", "large_type"),
    )


def contact_columns(today: date) -> tuple[BookColumn, ...]:
    """What the last sheet tells of somebody to call, beside number, partner and service."""
    return (
        _text("부서", "team"),
        _text("이름", "name"),
        _text("직책", "role"),
        _phone("전화", "phone"),
        _phone("팩스", "fax"),
        _text("전자우편", "email"),
        _yes("둘째 담당자", "alternate"),
        _days(today)("마지막 날", "valid_to"),
    )


def _text(head: str, field: str) -> BookColumn:
    return BookColumn(head, field, str, lambda text: text)


def _phone(head: str, field: str) -> BookColumn:
    return BookColumn(head, field, str, lambda text: read_phone(text).display if text else "")


def _yes(head: str, field: str) -> BookColumn:
    return BookColumn(head, field, lambda value: "예" if value else "아니요", _read_yes)


def _read_yes(text: str) -> bool:
    if text not in ("예", "아니요", ""):
        raise Unreadable("‘예’나 ‘아니요’로 적어 주십시오.")
    return text == "예"


def _number(head: str, field: str, empty: int | None = None) -> BookColumn:
    def read(text: str) -> int | None:
        if not text:
            return empty
        if not (text.isascii() and text.isdecimal() and len(text) <= 4):
            raise Unreadable("숫자로 적어 주십시오.")
        return int(text)

    return BookColumn(head, field, lambda value: "" if value is None else str(value), read)


def _days(today: date) -> Callable[[str, str], BookColumn]:
    def made(head: str, field: str) -> BookColumn:
        return BookColumn(
            head,
            field,
            lambda day: show_date(day) if day else "",
            lambda text: read_day(text, today) if text else None,
        )

    return made


def _labels(codes: CodeBook, name: str) -> Mapping[str, str]:
    # The last one of a code wins, as the list itself answers.
    return {code.code: code.label for code in codes.lists[name].codes}


def _code(head: str, field: str, labels: Mapping[str, str]) -> BookColumn:
    return BookColumn(
        head,
        field,
        lambda value: labels.get(value, value),
        lambda text: _read_label(text, labels) if text else "",
    )


def _codes(head: str, field: str, labels: Mapping[Any, str]) -> BookColumn:
    def show(values: Sequence[Any]) -> str:
        return ", ".join(labels.get(value, str(value)) for value in values)

    def read(text: str) -> tuple[Any, ...]:
        return tuple(_read_label(part, labels) for part in _split(text))

    return BookColumn(head, field, show, read)


def _read_label(text: str, labels: Mapping[Any, str]) -> Any:
    for code, label in labels.items():
        if text in (label, code):
            return code
    raise Unreadable(f"목록에 없는 말입니다: {text}")


def _split(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(",") if part.strip())


def _lines(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split("\n") if part.strip())
