"""Sentences called by a short name: shipped at first, the office's own afterwards."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from desktop.domain.access import ActKind
from desktop.domain.clock import FixedClock
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.rights import Right
from desktop.services.phrases import load_phrases
from tests.services.talks import RESIDENT, Talks, open_talks


@pytest.fixture
def talks(tmp_path: Path, clock: FixedClock) -> Iterator[Talks]:
    talks = open_talks(tmp_path, clock)
    yield talks
    talks.office.close()


def test_a_new_store_gets_the_shipped_sentences_once(talks: Talks) -> None:
    for _ in range(2):
        with talks.office.act(
            talks.account, Right.OWN, ActKind.SETTING, purpose="처음 준비"
        ) as act:
            load_phrases(act, talks.office.codes)
    lines = talks.phrases.list(talks.account)
    assert len(lines) == len(talks.office.codes["phrases"].codes)
    assert [line.short for line in lines] == sorted(line.short for line in lines)
    assert next(line for line in lines if line.short == "공백").text.startswith("경력 공백 사유")


def test_a_sentence_is_added_changed_and_removed(talks: Talks) -> None:
    made = talks.phrases.add(talks.account, " /야 간 ", " 야간 과정을 안내함. ")
    assert (made.short, made.text) == ("야간", "야간 과정을 안내함.")
    changed = talks.phrases.change(
        talks.account, made.id, made.version, "야간", "야간 과정 두 곳을 안내함."
    )
    assert talks.phrases.list(talks.account) == (changed,)
    with pytest.raises(Conflict):
        talks.phrases.change(talks.account, made.id, made.version, "야간", "다른 말")
    talks.phrases.remove(talks.account, made.id)
    talks.phrases.remove(talks.account, made.id)
    assert talks.phrases.list(talks.account) == ()
    with pytest.raises(NotFound):
        talks.phrases.change(talks.account, made.id, changed.version, "야간", "다른 말")


@pytest.mark.parametrize(
    ("short", "text", "field"),
    [
        ("/", "문장", "short"),
        ("가" * 21, "문장", "short"),
        ("있음", "문장", "short"),
        ("새", " ", "text"),
        ("새", "가" * 401, "text"),
        ("새", f"{RESIDENT} 확인", "text"),
    ],
)
def test_what_could_not_be_called_or_kept_is_refused_at_its_field(
    talks: Talks, short: str, text: str, field: str
) -> None:
    talks.phrases.add(talks.account, "있음", "있는 문장")
    with pytest.raises(Refused) as refused:
        talks.phrases.add(talks.account, short, text)
    assert list(refused.value.fields) == [field]
    assert len(talks.phrases.list(talks.account)) == 1
