"""The heads of an old register (구직자 명부): which column holds what, however it is called.

Offices wrote their own registers for years: the heads stand in any order, on the first row or
beneath a title, and go by many names.
"""

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, time, timedelta
from enum import Enum

from desktop.domain.guard import find_identifiers
from desktop.domain.korean import tidy

Cell = str | float | bool | date | time | timedelta
"""What a spreadsheet holds in a cell; "" where there is nothing."""
LOOKED_THROUGH = 20
"""Among so many first rows the heads are looked for."""
LONGEST_HEAD = 20
_IN_BRACKETS = re.compile(r"[(\[（［].*?[)\]）］]")
_NO_LETTER = re.compile(r"[^0-9a-z가-힣]")


class Head(Enum):
    """What a column of a register holds."""

    NAME = "name"
    BIRTH = "birth"
    RESIDENT = "resident"
    SEX = "sex"
    PHONE = "phone"
    SECOND_PHONE = "second_phone"
    EMAIL = "email"
    ADDRESS = "address"
    DONG = "dong"
    FIRST_DAY = "first_day"
    LAST_DAY = "last_day"
    REMARK = "remark"
    PLACE = "place"

    @property
    def label(self) -> str:
        """What the column is called where it is told what was found."""
        return {
            "name": "이름",
            "birth": "생년월일",
            "resident": "주민등록번호",
            "sex": "성별",
            "phone": "연락처",
            "second_phone": "다른 연락처",
            "email": "이메일",
            "address": "주소",
            "dong": "동",
            "first_day": "접수일",
            "last_day": "최근 방문일",
            "remark": "비고",
            "place": "연번",
        }[self.value]


TAKEN = (
    Head.NAME,
    Head.BIRTH,
    Head.SEX,
    Head.PHONE,
    Head.SECOND_PHONE,
    Head.EMAIL,
    Head.ADDRESS,
    Head.DONG,
    Head.FIRST_DAY,
    Head.LAST_DAY,
)
"""What is taken over, in the order of the blank form."""

_WORDS: Mapping[str, Head] = {
    word: head
    for head, words in {
        Head.NAME: "이름 성명 구직자 구직자명 구직자성명 구직자이름 신청인 신청자 신청자명 내방객 "
        "내방자 방문자 방문자명 대상자 대상자명 상담자명 고객명 회원명 name",
        Head.BIRTH: "생년월일 생년 생년도 생일 출생일 출생연도 출생년도 출생연월일 생년월 birth",
        Head.SEX: "성별 성 남녀 남여 sex",
        Head.PHONE: "연락처 연락처1 연락전화 전화 전화번호 전화1 전화번호1 휴대전화 휴대전화번호 "
        "휴대폰 휴대폰번호 핸드폰 핸드폰번호 본인연락처 본인전화 모바일 hp 폰 phone tel",
        Head.SECOND_PHONE: "연락처2 전화2 전화번호2 집전화 자택전화 일반전화 유선전화 비상연락처 "
        "보호자연락처 가족연락처 다른연락처 기타연락처",
        Head.EMAIL: "이메일 이메일주소 메일 메일주소 전자우편 email mail",
        Head.ADDRESS: "주소 현주소 주소지 거주지 거주지주소 도로명주소 자택주소 사는곳 address",
        Head.DONG: "동 거주동 행정동 법정동 동명 사는동 읍면동",
        Head.FIRST_DAY: "접수일 접수일자 접수날짜 접수일시 등록일 등록일자 등록일시 구직등록일 "
        "구직신청일 신청일 신청일자 최초방문일 최초접수일 처음방문일 첫방문일 작성일 날짜 일자",
        Head.LAST_DAY: "최근방문일 최근방문 최근방문일자 마지막방문일 마지막방문 최종방문일 방문일 "
        "방문일자 방문날짜 내방일 내방일자 상담일 상담일자 상담일시 최근상담일 최종상담일 "
        "마지막상담일 최근접수일",
        Head.REMARK: "비고 메모 특이사항 참고 참고사항 기타 기타사항 상담내용 내용",
        Head.PLACE: "연번 번호 순번 일련번호 no 순",
    }.items()
    for word in words.split()
}


@dataclass(frozen=True, slots=True)
class Heads:
    """Where what stands. `line` is the row of the heads as the spreadsheet counts, from 1."""

    line: int
    columns: Mapping[Head, int]
    names: Mapping[Head, str]
    """As the register calls them."""
    left: tuple[str, ...]
    """Heads of columns that are not taken over, as the register calls them."""

    @property
    def birth_from_resident(self) -> bool:
        """Whether nothing but a column of resident numbers tells when people were born."""
        return Head.RESIDENT in self.columns and Head.BIRTH not in self.columns


def find_heads(rows: Sequence[Sequence[Cell]]) -> Heads | None:
    """The heads among the first rows; None where no row names people and tells them apart."""
    for line, cells in enumerate(rows[:LOOKED_THROUGH], 1):
        found = _heads(line, cells)
        tells_apart = {Head.BIRTH, Head.RESIDENT, Head.PHONE} & set(found.columns)
        if Head.NAME in found.columns and tells_apart:
            return found
    return None


def _heads(line: int, cells: Sequence[Cell]) -> Heads:
    columns: dict[Head, int] = {}
    names: dict[Head, str] = {}
    left: list[str] = []
    for place, cell in enumerate(cells):
        words = tidy(cell) if isinstance(cell, str) else ""
        if not words:
            continue
        head = _head(words)
        if head is Head.PHONE and head in columns:
            head = Head.SECOND_PHONE
        if head is not None and head not in columns:
            columns[head], names[head] = place, words[:LONGEST_HEAD]
        elif head is not Head.PLACE:
            left.append(words)
    left += [names[head] for head in (Head.REMARK,) if head in names]
    return Heads(line, columns, names, tuple(_told(left)))


def _told(left: Sequence[str]) -> Iterator[str]:
    for words in left:
        if len(words) <= LONGEST_HEAD and not find_identifiers(words):
            yield words


def _head(words: str) -> Head | None:
    for told in (_IN_BRACKETS.sub("", words), words):
        plain = _NO_LETTER.sub("", unicodedata.normalize("NFKC", told).casefold())
        if "주민" in plain and "주민센터" not in plain:
            # The first half of one is a birth date; the whole is a number nobody may keep.
            return Head.BIRTH if "앞" in plain and "뒤" not in plain else Head.RESIDENT
        if plain in ("외국인등록번호", "실명번호"):
            return Head.RESIDENT
        if plain in _WORDS:
            return _WORDS[plain]
    return None
