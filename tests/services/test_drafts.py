"""Half-typed forms: kept without a forbidden number, masked in the strip, one's own only."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from desktop.domain.clock import FixedClock
from desktop.domain.draft import Asked, DialogKey, FormDraft
from desktop.domain.errors import NotFound
from desktop.store.notes import Draft
from tests.services.talks import RESIDENT, Talks, open_talks


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    talks = open_talks(tmp_path, clock)
    yield talks
    talks.office.close()


def test_a_form_is_kept_over_its_earlier_state_without_a_log_row(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    draft_id = talks.drafts.new_id()
    logged = len(talks.log())
    for words in ("시간", "시간제", "시간제 경리"):
        body = {"summary": {"text": words, "cursor": len(words)}, "rows": [1, None, True]}
        talks.drafts.keep(
            talks.account,
            FormDraft(draft_id, "counselling", "상담 기록", arrived.visitor_id, body),
        )
        talks.clock.advance(timedelta(seconds=2))
    assert len(talks.log()) == logged
    (line,) = talks.drafts.list(talks.account)
    assert (line.masked_name, line.title, line.screen) == ("박*아", "상담 기록", "counselling")
    assert line.kept_at - line.begun_at == timedelta(seconds=4)
    taken = talks.drafts.take(talks.account, draft_id)
    assert taken.body["summary"] == {"text": "시간제 경리", "cursor": 6}
    assert talks.log()[-1] == ("view", "쓰던 기록 열기", [arrived.visitor_id])


def test_a_forbidden_number_is_cut_out_and_the_rest_is_kept(talks: Talks) -> None:
    draft_id = talks.drafts.new_id()
    body = {
        "rows": [{"line": f"앞 {RESIDENT} 뒤"}],
        "company": "주식회사 내일 110111-1234567",
        "phone": "010-1234-5678",
    }
    talks.drafts.keep(talks.account, FormDraft(draft_id, "intake", "접수", None, body), "홍길동")
    kept = talks.drafts.take(talks.account, draft_id).body
    assert kept["rows"][0]["line"] == "앞 [주민등록번호 지움] 뒤"
    assert kept["company"] == body["company"]
    assert kept["phone"] == body["phone"]


@pytest.mark.parametrize("typed", ["홍길동", "홍*동"])
def test_only_a_masked_name_is_kept_beside_a_form(talks: Talks, typed: str) -> None:
    draft = FormDraft(talks.drafts.new_id(), "intake", "접수", None, {})
    talks.drafts.keep(talks.account, draft, typed)
    assert talks.drafts.list(talks.account)[0].masked_name == "홍*동"


def test_nobody_else_sees_takes_overwrites_or_drops_it(talks: Talks) -> None:
    draft = FormDraft(talks.drafts.new_id(), "intake", "접수", None, {"name": "홍길"})
    talks.drafts.keep(talks.account, draft)
    colleague = talks.be(talks.colleague)
    assert talks.drafts.list(colleague) == ()
    with pytest.raises(NotFound):
        talks.drafts.take(colleague, draft.id)
    with pytest.raises(NotFound):
        talks.drafts.keep(colleague, draft)
    talks.drafts.drop(colleague, draft.id)
    assert talks.rows(Draft) == 1


def test_a_dropped_form_is_gone_and_dropping_twice_is_no_mistake(talks: Talks) -> None:
    draft = FormDraft(talks.drafts.new_id(), "intake", "접수", None, {"name": "홍길"})
    talks.drafts.keep(talks.account, draft)
    talks.drafts.drop(talks.account, draft.id)
    talks.drafts.drop(talks.account, draft.id)
    assert talks.drafts.list(talks.account) == ()
    with pytest.raises(NotFound):
        talks.drafts.take(talks.account, draft.id)


def test_words_in_a_dialog_are_one_per_dialog_record_and_account(talks: Talks) -> None:
    arrived = talks.take_in("박민아")
    key = DialogKey(Asked.WITHDRAWAL, 7, arrived.visitor_id)
    for words in ("이제", "이제 일함", f"이제 일함 {RESIDENT}"):
        talks.drafts.keep_words(talks.account, key, {"values": {"reason": words}})
    assert talks.drafts.words_of(talks.account, key) == {
        "values": {"reason": "이제 일함 [주민등록번호 지움]"}
    }
    assert talks.log()[-1] == ("view", "쓰던 기록 열기", [arrived.visitor_id])
    for other in (
        replace(key, of=8),
        replace(key, asked=Asked.MOVE),
        replace(key, visitor_id=None),
    ):
        assert talks.drafts.words_of(talks.account, other) is None
    # No form that could be gone on with: the strip does not show it.
    assert talks.drafts.list(talks.account) == ()
    assert talks.drafts.words_left(talks.account) == ("동의 철회 까닭",)
    talks.clock.advance(timedelta(days=1))
    assert talks.drafts.words_left(talks.account) == ()
    talks.drafts.forget_words(talks.account, key)
    talks.drafts.forget_words(talks.account, key)
    assert talks.drafts.words_of(talks.account, key) is None
