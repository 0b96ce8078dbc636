"""Target groups of a visitor on the day, with the reason of each or the question to ask.

Never a stored flag: what is kept are the facts, and the dated rules judge them anew
each time (resources/codes/target_rules.toml).
"""

from sqlalchemy import insert, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.consent import Answer as ConsentAnswer
from desktop.domain.consent import ConsentKind
from desktop.domain.errors import NotFound, Refused
from desktop.domain.rights import Right
from desktop.domain.targeting import Answer, Verdict, evaluate, facts_of
from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Act, Office
from desktop.services.coded import question_faults
from desktop.services.rules import rules
from desktop.services.visitors import draft_of
from desktop.store.consents import Consent
from desktop.store.people import Visitor, VisitorFact

_ORDER = {Answer.MET: 0, Answer.CHECK: 1, Answer.UNMET: 2}


class Targets:
    """Which groups somebody belongs to, told from a form being typed or from the store."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def of_draft(self, account: SignedIn, draft: VisitorDraft) -> tuple[Verdict, ...]:
        """The groups of somebody being taken in, from what the form says so far.

        해당 first, then 확인 필요, then 비해당; within each in the order of the rules.
        Groups that are not asked about unless told are left out.
        """
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="대상 확인", logged=False, typed=True
        ) as act:
            return self._judge(act, draft)

    def of_visitor(self, account: SignedIn, visitor_id: int) -> tuple[Verdict, ...]:
        """The groups of somebody known, whose 조회 is logged already. Raises NotFound."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, (visitor_id,), "대상 확인", logged=False
        ) as act:
            visitor = act.session.get(Visitor, visitor_id)
            if visitor is None:
                raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
            return self._judge(act, draft_of(act.session, visitor))

    def answer(
        self, account: SignedIn, visitor_id: int, asks: str, yes: bool
    ) -> tuple[Verdict, ...]:
        """Write down the answer to a question on the spot and judge again.

        Raises Refused for an answer about something sensitive without consent to it.
        """
        with self._office.act(
            account, Right.RECEIVE, ActKind.CHANGE, (visitor_id,), "대상 확인"
        ) as act:
            visitor = act.session.get(Visitor, visitor_id)
            if visitor is None:
                raise NotFound("이 내방객의 기록을 찾을 수 없습니다.")
            if wrong := question_faults((asks,)):
                raise Refused(wrong["facts"], wrong)
            facts = facts_of(draft_of(act.session, visitor))
            sensitive = any(
                verdict.rule.sensitive and verdict.asks == asks
                for verdict in evaluate(facts, act.today, rules())
            )
            if sensitive and not _may_keep_sensitive(act, visitor_id):
                raise Refused(
                    "민감정보 동의를 받은 뒤에 적을 수 있습니다. 동의서를 먼저 여쭤보십시오."
                )
            row = {
                "id": act.new_id(),
                "visitor_id": visitor_id,
                "key": asks,
                "answer": yes,
                "asked_on": act.today,
                "sensitive": sensitive,
            }
            act.session.execute(insert(VisitorFact), [row])
            act.changed("visitor")
            return self._judge(act, draft_of(act.session, visitor))

    def _judge(self, act: Act, draft: VisitorDraft) -> tuple[Verdict, ...]:
        verdicts = evaluate(facts_of(draft), act.today, rules())
        shown = [verdict for verdict in verdicts if verdict.worth_showing]
        return tuple(sorted(shown, key=lambda verdict: _ORDER[verdict.answer]))


def _may_keep_sensitive(act: Act, visitor_id: int) -> bool:
    latest = act.session.execute(
        select(Consent.answer)
        .where(Consent.visitor_id == visitor_id, Consent.kind == ConsentKind.SENSITIVE.value)
        .order_by(Consent.given_at.desc(), Consent.id.desc())
        .limit(1)
    ).scalar()
    return latest == ConsentAnswer.AGREED.value
