"""Coded fields: what may stand in them is what their dated list offers on the day.

The screens offer nothing else; this is for a screen that forgot, and for a list that lost
a code while the form lay open. A code once stored may stay: whoever mends the phone of
somebody taken in years ago is not made to choose everything again.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import Enum
from types import MappingProxyType

from desktop.domain.access import ActKind
from desktop.domain.account import AccountChange, Role
from desktop.domain.backup import Occasion
from desktop.domain.clocks import Whom
from desktop.domain.codes import CodeBook
from desktop.domain.consent import Answer, Basis, ConsentKind, ConsentMethod, Item
from desktop.domain.korean import with_particle
from desktop.domain.note import NoteMethod, NoteType
from desktop.domain.referral import Cause, Evidence, Paper, Progress
from desktop.domain.retention import DestructionReason, DestructionState
from desktop.domain.rule_rows import questions_of
from desktop.domain.subject_request import IdentityCheck, RequestKind, RequestState, RequestWay
from desktop.domain.visit import AppointmentState, Channel, Presence, VisitState
from desktop.domain.visitor import Sex, WorkState
from desktop.services.rules import requirements, rules

LISTS: Mapping[str, tuple[str, ...]] = MappingProxyType(
    {
        "visitor.dong": ("dongs",),
        "visitor.contact_ways": ("contact_ways",),
        "visitor.stay_status": ("stay_status",),
        "visitor.leaving_reason": ("leaving_reasons",),
        "visitor.education": ("education",),
        "visitor.graduation": ("graduation",),
        "visitor.driving": ("driving",),
        "visitor.computer": ("computer",),
        "visitor.benefits": ("benefits",),
        "visitor.helps": ("helps",),
        "visitor.wish_jobs": ("keco_2025",),
        "visitor.wish_form": ("employment_forms",),
        "visitor.wish_wage_kind": ("wage_kinds",),
        "visitor.wish_regions": ("regions",),
        "visitor.needs": ("needs",),
        "career.leaving_reason": ("leaving_reasons",),
        "visitor_group.code": ("groups",),
        "visit.purposes": ("visit_purposes",),
        "visit.companion_relation": ("relations",),
        "visit.needs": ("needs",),
        "visit.result": ("visit_results",),
        "note_revision.topics": ("note_topics",),
        "referral.reason_code": ("referral_reasons", "move_reasons", "decline_reasons"),
        "referral.sent_how": ("sent_ways",),
        "referral_move.reason_code": ("move_reasons", "decline_reasons"),
        "reply.reason_code": ("move_reasons", "decline_reasons"),
        "reply.arrival": ("outcomes",),
        "reply.handling": ("outcomes",),
        "reply.result": ("outcomes",),
        "referral.result_code": ("outcomes",),
        "referral.pause_code": ("pause_reasons",),
        "referral_chase.way": ("chase_ways",),
        "referral_chase.result": ("chase_results",),
        "slip.void_reason": ("move_reasons",),
        "slip.draft.reason_code": ("referral_reasons",),
        "slip.draft.services": ("services",),
        "slip.draft.documents": ("documents",),
        "slip.language": ("slip_languages",),
        "organisation.kind": ("partner_kinds",),
        "partner_service.kinds": ("services",),
        "partner_service.documents": ("documents",),
        "partner_service.capacity": ("capacities",),
        "partner_check.how": ("check_ways",),
    }
)
"""Columns filled from code lists, and the lists (resources/codes) they may be filled from."""

KINDS: Mapping[str, type[Enum]] = MappingProxyType(
    {
        "access_log.kind": ActKind,
        "account.role": Role,
        "account_event.event": AccountChange,
        "backup_copy.occasion": Occasion,
        "consent.basis": Basis,
        "destruction.reason": DestructionReason,
        "destruction.state": DestructionState,
        "subject_request.identity_check": IdentityCheck,
        "subject_request.kind": RequestKind,
        "subject_request.state": RequestState,
        "subject_request.way": RequestWay,
        "appointment.channel": Channel,
        "appointment.state": AppointmentState,
        "consent.answer": Answer,
        "consent.items": Item,
        "consent.kind": ConsentKind,
        "consent.method": ConsentMethod,
        "note.method": NoteMethod,
        "note.type": NoteType,
        "referral.paper": Paper,
        "referral.progress": Progress,
        "referral_chase.whom": Whom,
        "referral_move.evidence": Evidence,
        "reply.evidence": Evidence,
        "reply.caused_by": Cause,
        "reply.outcome": Progress,
        "visit.channel": Channel,
        "visit.presence": Presence,
        "visit.state": VisitState,
        "visit_move.after": VisitState,
        "visit_move.before": VisitState,
        "visitor.sex": Sex,
        "visitor.work_state": WorkState,
    }
)
"""Columns whose values are words of the program itself: a form hands over the kind, no text."""

MONTHS: Mapping[str, str] = MappingProxyType(
    {
        "visitor.left_month": "마지막 퇴사",
        "visitor.graduated_month": "졸업 연월",
        "career.started": "들어간 달",
        "career.ended": "나온 달",
    }
)
"""Columns that hold a month as `YYYY-MM`, with what the form calls them."""
_MONTH = re.compile(r"\d{4}-(?:0[1-9]|1[0-2])")


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen for a coded column: `field` is where the form shows what is wrong.

    `before` are the codes stored there already: those may stay.
    """

    column: str
    field: str
    codes: str | Sequence[str]
    before: str | Sequence[str] = ()


def code_faults(codes: CodeBook, day: date, chosen: Iterable[Chosen]) -> dict[str, str]:
    """A sentence for every field in which a code stands that is not offered on the day."""
    wrong: dict[str, str] = {}
    for one in chosen:
        kept = set(_each(one.before))
        for code in _each(one.codes):
            if code and code not in kept and (said := _fault(codes, day, one.column, code)):
                wrong.setdefault(one.field, said)
    return wrong


def _each(codes: str | Sequence[str]) -> Sequence[str]:
    return (codes,) if isinstance(codes, str) else codes


def _fault(codes: CodeBook, day: date, column: str, code: str) -> str:
    """What is wrong with one code, naming the field; empty when it may be chosen."""
    if column in MONTHS:
        if _MONTH.fullmatch(code):
            return ""
        return f"‘{MONTHS[column]}’ 칸은 2017. 2.처럼 연도와 달로 적어 주십시오."
    known = [codes[name].get(code, day) for name in LISTS[column]]
    if any(row is not None and row.is_valid(day) for row in known):
        return ""
    label = codes[LISTS[column][0]].label
    old = next((row for row in known if row is not None), None)
    if old is None:
        return f"‘{label}’ 목록에 없는 값입니다. 다시 골라 주십시오."
    named = with_particle(f"‘{old.label}’", "은/는")
    return f"‘{label}’의 {named} 이제 쓰지 않습니다. 다시 골라 주십시오."


def question_faults(asked: Iterable[str], before: Iterable[str] = ()) -> dict[str, str]:
    """The answer to a question that neither a target group nor a service ever asked."""
    conditions = [one for rule in rules() for one in rule.conditions]
    known = questions_of((*conditions, *requirements().conditions))
    unknown = set(asked) - known - set(before)
    return {"facts": "‘대상 구분’에서 묻지 않는 것입니다. 다시 여쭤보십시오."} if unknown else {}


def rule_faults(keys: Iterable[str], before: Iterable[str] = ()) -> dict[str, str]:
    """A target group that no rule knows, for a partner's service."""
    unknown = set(keys) - {rule.key for rule in rules()} - set(before)
    return (
        {"target_keys": "‘대상 구분’ 목록에 없는 값입니다. 다시 골라 주십시오."} if unknown else {}
    )
