"""The centre itself: its dated facts, the days off, and the settings of the desks."""

from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from sqlalchemy import delete, insert, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.centre import CentreFacts, facts_on
from desktop.domain.errors import NotFound, Refused
from desktop.domain.korean import tidy
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import Copy
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.services.clocks import set_all_clocks
from desktop.services.partners import OPEN
from desktop.services.trial import centre_faults
from desktop.store.office import Account, CentreRow, Holiday, Setting
from desktop.store.partners import Organisation
from desktop.store.partners import PartnerService as ServiceRow
from desktop.store.referrals import Referral

_LISTS = ("phones", "approvers")
NEEDED = {"name": "센터 이름", "sender": "발신명의", "address": "주소", "phone": "전화"}


@dataclass(frozen=True, slots=True)
class DayOff:
    """A day on which offices are closed; `shipped` ones came with the program."""

    day: date
    name: str
    shipped: bool


@dataclass(frozen=True, slots=True)
class DueOver:
    """An open reply period that runs over a day: the date on its paper, and as counted now."""

    number: str
    partner: str
    reply_due: date
    counted_now: date

    @property
    def differs(self) -> bool:
        """Whether a slip of today would carry another date."""
        return self.reply_due != self.counted_now


@dataclass(frozen=True, slots=True)
class SlipDefaults:
    """What a new partner service begins with, and how long pictures of replies are kept."""

    copies: tuple[str, ...] = tuple(copy.value for copy in Copy)
    reply_days: int = 10
    slip_days: int = 14
    large_type: bool = True
    picture_months: int = 6
    """How long the picture of a reply is kept after its referral has ended; 0 keeps none."""


SLIP_DEFAULTS = "slip.defaults"
MOST_REPLY_DAYS, MOST_SLIP_DAYS = 60, 90
MOST_PICTURE_MONTHS = 24


class Centre:
    """What the counter says and sets about itself."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def facts(self, account: SignedIn, on: date | None = None) -> CentreFacts:
        """Name, place and signing lines valid on a day, today unless told."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="센터 정보", logged=False
        ) as act:
            return centre_on(act, on or act.today)

    def all_facts(self, account: SignedIn) -> tuple[CentreFacts, ...]:
        """Every row, the earliest first: what papers carried and will carry."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="센터 정보", logged=False
        ) as act:
            return _rows(act)

    def save_facts(self, account: SignedIn, facts: CentreFacts) -> CentreFacts:
        """New facts from `facts.valid_from` on; a row of that very day is written anew.

        Papers issued before keep what was valid on their day. Raises Refused with the
        fields that are missing or would not come out whole on some paper.
        """
        with self._office.act(
            account, Right.CENTRE, ActKind.SETTING, purpose="센터 정보 고침"
        ) as act:
            _refuse_unprintable(act, facts)
            put_facts(act, facts)
            act.changed("setting")
            return facts

    def remove_facts(self, account: SignedIn, valid_from: date) -> CentreFacts:
        """Take back facts that have not begun to hold; gives what was taken back.

        Raises Refused for facts a paper may already have carried, NotFound for none.
        """
        with self._office.act(
            account, Right.CENTRE, ActKind.SETTING, purpose="센터 정보 거둠"
        ) as act:
            row = act.session.scalars(
                select(CentreRow).where(CentreRow.valid_from == valid_from)
            ).first()
            if row is None:
                raise NotFound("그날부터의 센터 정보가 없습니다.")
            if valid_from < act.today:
                raise Refused(
                    "이미 시행된 내용은 지우지 않습니다. 새 시행일로 한 줄 더 적어 주십시오."
                )
            taken = _facts(row.facts, row.valid_from)
            act.session.delete(row)
            act.changed("setting")
            return taken

    def days_off(self, account: SignedIn, year: int) -> tuple[DayOff, ...]:
        """The holiday table of one year, in order."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="휴일 표", logged=False
        ) as act:
            rows = act.session.scalars(
                select(Holiday)
                .where(Holiday.day >= date(year, 1, 1), Holiday.day <= date(year, 12, 31))
                .order_by(Holiday.day)
            )
            return tuple(DayOff(row.day, row.name, row.shipped) for row in rows)

    def add_day_off(
        self, account: SignedIn, day: date, name: str, *, shipped: bool = False
    ) -> DayOff:
        """Put a temporary holiday into the table; due dates count it from now on.

        `shipped` puts one of the program's own back that was taken out.

        Raises Refused when the day already stands there or has no name.
        """
        with self._office.act(account, Right.CENTRE, ActKind.SETTING, purpose="휴일 더함") as act:
            name = tidy(name)
            if not name:
                raise Refused("휴일 이름을 적어 주십시오.", {"name": "휴일 이름을 적어 주십시오."})
            if act.session.scalars(select(Holiday.id).where(Holiday.day == day)).first():
                raise Refused("이미 휴일로 적힌 날입니다.", {"day": "이미 휴일로 적힌 날입니다."})
            act.session.add(Holiday(id=act.new_id(), day=day, name=name, shipped=shipped))
            set_all_clocks(act, act.holidays.plus({day: name}))
            act.changed("setting")
            act.after_commit.append(self._office.forget_holidays)
            return DayOff(day, name, shipped)

    def remove_day_off(self, account: SignedIn, day: date) -> None:
        """Take a day out of the table; dates already printed do not move."""
        with self._office.act(account, Right.CENTRE, ActKind.SETTING, purpose="휴일 뺌") as act:
            act.session.execute(delete(Holiday).where(Holiday.day == day))
            set_all_clocks(act, act.holidays.without(day))
            act.changed("setting")
            act.after_commit.append(self._office.forget_holidays)

    def dues_over(self, account: SignedIn, day: date) -> tuple[DueOver, ...]:
        """Open referrals whose reply period runs over a day: their printed dates stay.

        `counted_now` is what the date would be if the slip were issued with the table
        as it stands; where it differs, the paper is the truth.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="회신 기한", logged=False
        ) as act:
            rows = act.session.execute(
                select(
                    Referral.number,
                    Referral.issued_on,
                    Referral.reply_due,
                    ServiceRow.reply_days,
                    Organisation.short_name,
                    Organisation.name,
                )
                .join(ServiceRow, ServiceRow.id == Referral.service_id)
                .join(Organisation, Organisation.id == ServiceRow.organisation_id)
                .where(
                    Referral.progress.in_(OPEN),
                    Referral.issued_on < day,
                    Referral.reply_due >= day,
                )
                .order_by(Referral.reply_due, Referral.number)
            ).all()
            holidays = self._office.holidays(act)
            return tuple(
                DueOver(
                    number=read(row.number, PaperKind.SLIP).text,
                    partner=row.short_name or row.name,
                    reply_due=row.reply_due,
                    counted_now=holidays.after(row.issued_on, row.reply_days),
                )
                for row in rows
            )

    def slip_defaults(self, account: SignedIn) -> SlipDefaults:
        """What a new partner service begins with."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="설정", logged=False
        ) as act:
            return slip_defaults_of(act)

    def save_slip_defaults(self, account: SignedIn, defaults: SlipDefaults) -> SlipDefaults:
        """Set what new partner services begin with; those there keep their own.

        Raises Refused with the fields `copies`, `reply_days`, `slip_days`.
        """
        with self._office.act(
            account, Right.CENTRE, ActKind.SETTING, purpose="의뢰서 기본값 바꿈"
        ) as act:
            wrong: dict[str, str] = {}
            if not defaults.copies:
                wrong["copies"] = "적어도 한 장은 골라 주십시오."
            if not 1 <= defaults.reply_days <= MOST_REPLY_DAYS:
                wrong["reply_days"] = f"1에서 {MOST_REPLY_DAYS} 사이의 근무일로 적어 주십시오."
            if not 1 <= defaults.slip_days <= MOST_SLIP_DAYS:
                wrong["slip_days"] = f"1에서 {MOST_SLIP_DAYS} 사이의 날수로 적어 주십시오."
            if not 0 <= defaults.picture_months <= MOST_PICTURE_MONTHS:
                wrong["picture_months"] = f"{MOST_PICTURE_MONTHS}달까지 고를 수 있습니다."
            if wrong:
                raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
            put_setting(act, SLIP_DEFAULTS, asdict(defaults))
            act.changed("setting")
            return defaults

    def setting(self, account: SignedIn, name: str, default: Any = None) -> Any:
        """What was set under a name, for the whole office."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="설정", logged=False
        ) as act:
            return setting_of(act, name, default)

    def set(self, account: SignedIn, name: str, value: Any) -> None:
        """Set something for the whole office; `value` is plain (text, number, list, mapping)."""
        with self._office.act(account, Right.CENTRE, ActKind.SETTING, purpose="설정 바꿈") as act:
            put_setting(act, name, value)
            act.changed("setting")

    def desk_setting(self, account: SignedIn, name: str, default: Any = None) -> Any:
        """What was set at this desk only, such as the printer of a paper."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="설정", logged=False
        ) as act:
            return setting_of(act, self._own(name), default)

    def set_desk(self, account: SignedIn, name: str, value: Any) -> None:
        """Set something for this desk only."""
        with self._office.act(account, Right.OWN, ActKind.SETTING, purpose="설정 바꿈") as act:
            put_setting(act, self._own(name), value)
            act.changed("setting")

    def _own(self, name: str) -> str:
        return f"desk{self._office.desk}.{name}"


def _refuse_unprintable(act: Act, facts: CentreFacts) -> None:
    """The clerk hears it here, not when a visitor waits for a paper."""
    names = act.session.scalars(select(Account.name).where(Account.closed_at.is_(None)))
    wrong = centre_faults(facts, tuple(names))
    if wrong:
        raise Refused("센터 정보를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)


def facts_from(act: Act, day: date) -> tuple[CentreFacts, ...]:
    """What papers carry from a day on: the facts valid on it and those to come."""
    rows = _rows(act)
    later = tuple(facts for facts in rows if facts.valid_from > day)
    return (facts_on(rows, day), *later) if rows else ()


def centre_on(act: Act, day: date) -> CentreFacts:
    """The facts a paper of that day carries. Raises Refused while nothing is filled in."""
    rows = _rows(act)
    if not rows:
        raise Refused("센터 정보가 아직 없습니다. 설정에서 이름과 주소를 먼저 적어 주십시오.")
    return facts_on(rows, day)


def put_facts(act: Act, facts: CentreFacts) -> None:
    """Write the centre's facts valid from a day on. Raises Refused with the empty fields."""
    wrong = {
        name: f"{label} 칸을 채워 주십시오."
        for name, label in NEEDED.items()
        if not tidy(getattr(facts, name))
    }
    if wrong:
        raise Refused("센터 정보를 저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
    plain = asdict(facts) | {"valid_from": facts.valid_from.isoformat()}
    row = act.session.scalars(
        select(CentreRow).where(CentreRow.valid_from == facts.valid_from)
    ).first()
    if row is None:
        row = CentreRow(id=act.new_id(), valid_from=facts.valid_from)
        act.session.add(row)
    row.facts = plain


def put_holidays(act: Act, days: Mapping[date, str]) -> None:
    """Fill in the shipped holiday table; days that are there already stay as they are."""
    known = set(act.session.scalars(select(Holiday.day)))
    rows = [
        {"id": act.new_id(), "day": day, "name": name, "shipped": True}
        for day, name in days.items()
        if day not in known
    ]
    if rows:
        act.session.execute(insert(Holiday), rows)


def slip_defaults_of(act: Act) -> SlipDefaults:
    """The office's defaults, the shipped ones while nobody set any."""
    kept = setting_of(act, SLIP_DEFAULTS)
    return SlipDefaults(**{**kept, "copies": tuple(kept["copies"])}) if kept else SlipDefaults()


def setting_of(act: Act, name: str, default: Any = None) -> Any:
    """A setting's value, or `default` while nobody set it."""
    row = act.session.scalars(select(Setting).where(Setting.name == name)).first()
    return default if row is None else row.value


def put_setting(act: Act, name: str, value: Any) -> None:
    """Write a setting."""
    row = act.session.scalars(select(Setting).where(Setting.name == name)).first()
    if row is None:
        act.session.add(Setting(id=act.new_id(), name=name, value=value))
    else:
        row.value = value


def _rows(act: Act) -> tuple[CentreFacts, ...]:
    rows = act.session.scalars(select(CentreRow).order_by(CentreRow.valid_from))
    return tuple(_facts(row.facts, row.valid_from) for row in rows)


def _facts(plain: Mapping[str, Any], valid_from: date) -> CentreFacts:
    lists = {name: tuple(plain[name]) for name in _LISTS}
    return replace(CentreFacts(**{**plain, **lists}), valid_from=valid_from)
