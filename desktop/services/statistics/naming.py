"""Under which rows a kept key is shown, how they are called, and in which order they stand."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from desktop.domain import korean
from desktop.domain.note import NoteMethod
from desktop.domain.statistics import Shown
from desktop.domain.visit import Channel, VisitState
from desktop.domain.visitor import Sex
from desktop.services.act import Act
from desktop.services.results.reading import directory
from desktop.store.office import Account

WHAT = {
    Shown.CHANNEL: "visit.channel",
    Shown.PURPOSE: "visit.purposes",
    Shown.END: "visit.end",
    Shown.FIRST: "visit.first",
    Shown.COUNSELLOR: "visit.counsellor",
    Shown.SEX: "visit.person",
    Shown.AGE: "visit.person",
    Shown.METHOD: "note.method",
    Shown.TALKER: "note.counsellor",
    Shown.SEEKING: "registration",
    Shown.REFERRED: "referral.issued",
    Shown.HIRED: "referral.hired",
}
"""Which of the kept counts each picture is made of."""
NONE = ""
NONE_WORD = "모름"
UNREACHED = "unreached"
_SEEKING = {"new": "신규", "again": "재등록"}


@dataclass(frozen=True, slots=True)
class Names:
    """The rows of a picture: where a key belongs, and the words in their order."""

    rows_of: Callable[[str], tuple[str, ...]]
    labels: Mapping[str, str]

    def label(self, row: str) -> str:
        """The words of a row; its code when no list knows it any more."""
        return self.labels.get(row) or row or NONE_WORD

    def in_order(self, rows: Iterable[str]) -> list[str]:
        """As the list has them; what no list knows, then what is unknown, comes last."""
        places = {row: place for place, row in enumerate(self.labels)}
        last = len(places)
        return sorted(rows, key=lambda row: (row == NONE, places.get(row, last), row))


def names_of(act: Act, shown: Shown) -> Names:
    """How the rows of a picture are called today."""
    return _WAYS[shown](act)


def _one(key: str) -> tuple[str, ...]:
    return (key,)


def _channels(_act: Act) -> Names:
    return Names(_one, {one.value: one.label for one in Channel})


def _purposes(act: Act) -> Names:
    labels = {one.code: one.label for one in act.codes["visit_purposes"]}
    return Names(lambda key: tuple(dict.fromkeys(key.split(" "))), labels)


def _ends(act: Act) -> Names:
    """A finished visit by its result; one that is not finished by where it stands."""
    labels = {one.code: one.label for one in act.codes["visit_results"]}
    labels["done"] = "완료(결과 없음)"
    labels |= {
        one.value: one.label for one in VisitState if one not in (VisitState.DONE, VisitState.LEFT)
    }

    def rows_of(key: str) -> tuple[str, ...]:
        state, _, result = key.partition(" ")
        return (result or state,) if state == VisitState.DONE.value else (state,)

    return Names(rows_of, labels)


def _first(_act: Act) -> Names:
    return Names(_one, {"first": "처음 오신 분", "again": "다시 오신 분", NONE: "이름 없는 문의"})


def _staff(act: Act) -> Names:
    rows = act.session.execute(select(Account.id, Account.name)).all()
    named = sorted(rows, key=lambda row: korean.collation_key(row.name))
    return Names(_one, {**{str(row.id): row.name for row in named}, NONE: "담당 없음"})


def _sexes(_act: Act) -> Names:
    labels = {one.value: one.label for one in Sex} | {NONE: "이름 없는 문의"}
    return Names(lambda key: (key.partition(" ")[0],), labels)


def _ages(act: Act) -> Names:
    labels = {one.code: one.label for one in act.codes["age_bands"]} | {NONE: NONE_WORD}
    return Names(lambda key: (key.partition(" ")[2],), labels)


def _methods(_act: Act) -> Names:
    labels = {one.value: one.label for one in NoteMethod} | {UNREACHED: "닿지 않음"}

    def rows_of(key: str) -> tuple[str, ...]:
        method, _, reached = key.partition(" ")
        return (method,) if reached == "1" else (UNREACHED,)

    return Names(rows_of, labels)


def _seeking(_act: Act) -> Names:
    labels = {
        f"{kind} {sex.value}": f"{word} · {sex.label}"
        for kind, word in _SEEKING.items()
        for sex in Sex
    }
    return Names(_one, labels)


def _partners(act: Act) -> Names:
    known = directory(act)
    names = {one.partner: one.partner_name for one in known.values()}
    order = sorted(names.items(), key=lambda one: korean.collation_key(one[1]))
    by_service = {str(service_id): one.partner for service_id, one in known.items()}
    return Names(lambda key: (by_service.get(key, key),), dict(order))


_WAYS: Mapping[Shown, Callable[[Act], Names]] = {
    Shown.CHANNEL: _channels,
    Shown.PURPOSE: _purposes,
    Shown.END: _ends,
    Shown.FIRST: _first,
    Shown.COUNSELLOR: _staff,
    Shown.SEX: _sexes,
    Shown.AGE: _ages,
    Shown.METHOD: _methods,
    Shown.TALKER: _staff,
    Shown.SEEKING: _seeking,
    Shown.REFERRED: _partners,
    Shown.HIRED: _partners,
}
