"""Referrals as rows, told in a short hand, so that their figures can be counted by hand.

A history is written as `H0 A2 C3 S10`: the state and how many days after the slip. `~C3` was
guessed, `!C3` was taken back, `A2v` was told by the visitor, `E30o` was concluded by ourselves;
everything else came by fax with a reply.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import count

from sqlalchemy import delete

from desktop.domain.clock import KST
from desktop.domain.partner import PartnerService
from desktop.store.people import Visitor, VisitorFact
from desktop.store.referrals import Referral, ReferralChase, ReferralMove, Reply, Slip
from tests.services.linked import Linked

_STEP = re.compile(r"([~!]?)([A-Z])(\d+)([vo]?)")
_IDS = count(1_000_000)
"""Of all histories: several may be written into one store."""
_EVIDENCE = {"v": "visitor", "o": "ourselves", "": "fax"}


@dataclass
class Histories:
    """Writes people and referrals into a store."""

    desk: Linked
    ids: Iterator[int] = field(default_factory=lambda: _IDS)

    def person(self, born: int = 1990, sex: str = "female", **coded: object) -> int:
        """Somebody invented; `coded` are columns of the person."""
        person_id = next(self.ids)
        values = {"work_state": "seeking", **coded}
        with self.desk.database.write() as session:
            session.add(
                Visitor(
                    id=person_id,
                    version=1,
                    created_at=self.desk.clock.now(),
                    changed_at=self.desk.clock.now(),
                    name=f"김하나{person_id % 1000}",
                    initials="ㄱㅎㄴ",
                    search_name="김하나",
                    birth=date(born, 3, 2),
                    birth_year=born,
                    sex=sex,
                    **values,
                )
            )
        return person_id

    def told(self, visitor_id: int, key: str, answer: bool) -> None:
        """An answer to a question of the target rules."""
        with self.desk.database.write() as session:
            session.add(
                VisitorFact(
                    id=next(self.ids),
                    visitor_id=visitor_id,
                    key=key,
                    answer=answer,
                    asked_on=date(2026, 1, 2),
                )
            )

    def sent(
        self,
        visitor_id: int,
        service: PartnerService,
        on: date,
        story: str = "H0o",
        *,
        due: date | None = None,
        result: str = "",
        hired: date | None = None,
        chased: int = 0,
    ) -> int:
        """One referral with its moves and replies; where it stands is the last living move."""
        referral_id, slip_id = next(self.ids), next(self.ids)
        steps = [_STEP.fullmatch(step) for step in story.split()]
        assert all(steps), story
        living = [step for step in steps if step and step[1] != "!"]
        with self.desk.database.write() as session:
            session.add(
                Referral(
                    id=referral_id,
                    version=1,
                    visitor_id=visitor_id,
                    service_id=service.id,
                    counsellor_id=self.desk.account.account_id,
                    opened_at=_at(on),
                    progress=living[-1][2] if living else "I",
                    paper="printed",
                    issued_on=on,
                    reply_due=due or on + timedelta(days=14),
                    result_code=result,
                    result_on=hired,
                )
            )
            session.flush()
            session.add(
                Slip(
                    id=slip_id,
                    referral_id=referral_id,
                    number=f"{slip_id:09d}",
                    revision=1,
                    issued_at=_at(on),
                    issued_by_id=self.desk.account.account_id,
                    record={},
                    draft={},
                    template="slip-2",
                    text_hash="",
                )
            )
            session.flush()
            before = "I"
            session.add(self._move(referral_id, "D", "I", _at(on), "ourselves", next(self.ids)))
            for step in steps:
                assert step is not None
                sign, after, days, by = step.groups()
                at, act_id = _at(on + timedelta(days=int(days))), next(self.ids)
                evidence = "ourselves" if after in "HVE" and not by else _EVIDENCE[by]
                session.add(
                    self._move(
                        referral_id, before, after, at, evidence, act_id,
                        inferred=sign == "~", undone=sign == "!",
                    )
                )  # fmt: skip
                if evidence != "ourselves" and sign != "~":
                    session.add(
                        Reply(
                            id=next(self.ids),
                            referral_id=referral_id,
                            slip_id=slip_id,
                            received_on=at.date(),
                            recorded_at=at,
                            by_id=self.desk.account.account_id,
                            evidence=evidence,
                            outcome=after,
                            act_id=act_id,
                            undone=sign == "!",
                        )
                    )
                before = after
            for place in range(chased):
                session.add(
                    ReferralChase(
                        id=next(self.ids),
                        referral_id=referral_id,
                        at=_at(on + timedelta(days=7 + place)),
                        by_id=self.desk.account.account_id,
                        whom="partner",
                        way="phone",
                        result="absent",
                        act_id=next(self.ids),
                    )
                )
        return referral_id

    def _move(
        self,
        referral_id: int,
        before: str,
        after: str,
        at: datetime,
        evidence: str,
        act_id: int,
        *,
        inferred: bool = False,
        undone: bool = False,
    ) -> ReferralMove:
        return ReferralMove(
            id=next(self.ids),
            referral_id=referral_id,
            axis="progress",
            before=before,
            after=after,
            at=at,
            by_id=self.desk.account.account_id,
            evidence=evidence,
            act_id=act_id,
            inferred=inferred,
            undone=undone,
        )

    def forget(self) -> None:
        """Take every referral out again."""
        with self.desk.database.write() as session:
            for table in (ReferralChase, Reply, ReferralMove, Slip, Referral):
                session.execute(delete(table))


def _at(day: date) -> datetime:
    return datetime.combine(day, time(10, 30), KST)
