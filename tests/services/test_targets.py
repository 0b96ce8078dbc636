"""Target groups: judged anew from facts, asked where something is missing."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.errors import Refused
from desktop.domain.targeting import Answer, Verdict
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from desktop.services.targets import Targets
from tests.services.talks import Talks, open_talks

WOMAN = VisitorDraft(
    name="박수아",
    birth=date(1989, 3, 14),
    sex=Sex.FEMALE,
    work_state=WorkState.SEEKING,
    left_month="2017-02",
    leaving_reason="family_start",
)


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    opened = open_talks(tmp_path, clock)
    yield opened
    opened.office.close()


def by_key(verdicts: tuple[Verdict, ...]) -> dict[str, Verdict]:
    return {one.rule.key: one for one in verdicts}


def test_at_37_she_is_young_for_seoul_and_not_for_the_basic_law(talks: Talks) -> None:
    found = by_key(Targets(talks.office).of_draft(talks.account, WOMAN))

    assert found["career_women"].answer is Answer.MET
    assert found["youth_seoul"].answer is Answer.MET
    assert found["youth_basic"].answer is Answer.UNMET


def test_what_applies_stands_first_and_the_sensitive_is_not_asked_about(talks: Talks) -> None:
    verdicts = Targets(talks.office).of_draft(talks.account, WOMAN)
    order = [one.answer for one in verdicts]

    assert order == sorted(order, key=[Answer.MET, Answer.CHECK, Answer.UNMET].index)
    assert "disabled" not in by_key(verdicts)


def test_an_answer_on_the_spot_is_kept_and_judged_at_once(talks: Talks) -> None:
    targets = Targets(talks.office)
    made = talks.visits.register(talks.account, WOMAN, VisitDraft(("counselling",)))
    before = by_key(targets.of_visitor(talks.account, made.visitor_id))["national_support_2"]
    assert before.answer is Answer.CHECK

    targets.answer(talks.account, made.visitor_id, before.asks, yes=True)

    after = by_key(targets.of_visitor(talks.account, made.visitor_id))["national_support_2"]
    assert after.reason != before.reason


def test_a_sensitive_answer_needs_the_consent_to_it(talks: Talks) -> None:
    targets = Targets(talks.office)
    made = talks.visits.register(talks.account, WOMAN, VisitDraft(("counselling",)))

    with pytest.raises(Refused):
        targets.answer(talks.account, made.visitor_id, "disabled", yes=True)

    talks.agree_sensitive(made.visitor_id)
    targets.answer(talks.account, made.visitor_id, "disabled", yes=True)
    found = by_key(targets.of_visitor(talks.account, made.visitor_id))
    assert found["disabled"].answer is Answer.MET
