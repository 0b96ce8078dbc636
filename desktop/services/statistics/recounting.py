"""What is kept against what the facts say: looked at whole, each difference named."""

from sqlalchemy import Connection

from desktop.store import tallies
from desktop.store.tallies import Tallied

MOST_NAMED = 10
"""Differences told one by one; the rest as a number."""
_WORDS = {
    "visit.channel": "방문 경로",
    "visit.purposes": "방문 목적",
    "visit.end": "방문 결과",
    "visit.first": "처음·다시",
    "visit.counsellor": "방문 담당",
    "visit.person": "방문 성별·나이",
    "note.method": "상담 방법",
    "note.counsellor": "상담 담당",
    "registration": "구직 등록",
    "referral.issued": "의뢰",
    "referral.hired": "연계 취업",
}


def differences(connection: Connection) -> tuple[int, tuple[str, ...]]:
    """How many figures the facts give, and a sentence for each that is kept otherwise."""
    kept, counted = tallies.kept(connection), tallies.counted(connection)
    return len(counted), tuple(_told(kept, counted))


def _told(kept: Tallied, counted: Tallied) -> list[str]:
    wrong = sorted(key for key in kept.keys() | counted.keys() if kept.get(key) != counted.get(key))
    named = [
        f"{month} {_WORDS[what]} ‘{key.strip() or '없음'}’: "
        f"적힌 수 {kept.get((month, what, key), 0):,}, 센 수 {counted.get((month, what, key), 0):,}"
        for month, what, key in wrong[:MOST_NAMED]
    ]
    more = len(wrong) - MOST_NAMED
    return [*named, f"이 밖에 다른 수 {more:,}개"] if more > 0 else named
