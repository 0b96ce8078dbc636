"""What the ways through the counter cost, counted on the events that reach the window."""

from datetime import date

import pytest

from desktop.domain.consent import ConsentKind
from desktop.domain.referral import Progress, SlipDraft
from desktop.domain.visitor import Sex, VisitorDraft, WorkState
from tests.journeys.driver import Counsellor

pytestmark = pytest.mark.journey
EUNSEO = VisitorDraft(
    name="곽은서",
    birth=date(1987, 4, 2),
    sex=Sex.FEMALE,
    phone="01000004321",
    work_state=WorkState.SEEKING,
    left_month="2018-03",
    leaving_reason="family_start",
)


def tell(capsys: pytest.CaptureFixture[str], way: str, cost: int) -> None:
    with capsys.disabled():
        print(f"\ninteractions: {way}: {cost}")


def test_new_visitor_intake_only(
    counsellor: Counsellor, capsys: pytest.CaptureFixture[str]
) -> None:
    def take_in() -> None:
        counsellor.press("Ctrl+K")
        counsellor.write("ㅂㅅㅇ")
        counsellor.settle()
        counsellor.press("F2", "Space", "Enter")
        counsellor.fill("백서윤", "890812")
        counsellor.press("Right", "Enter")
        counsellor.fill("01000005678")
        counsellor.write("자양제4")
        counsellor.press("Ctrl+S")

    cost = counsellor.spent(take_in)
    tell(capsys, "new visitor, intake only", cost)
    assert counsellor.front == "visitor"
    assert counsellor.find("ㅂㅅㅇ")
    assert cost <= 15


def test_returning_visitor_with_living_consent(
    counsellor: Counsellor, capsys: pytest.CaptureFixture[str]
) -> None:
    eunseo = counsellor.known(EUNSEO)
    counsellor.agreed(eunseo, service=counsellor.service("동부여성발전센터", "직업교육"))

    def refer() -> None:
        counsellor.press("Ctrl+K")
        counsellor.write("곽은서")
        counsellor.press("Enter", "1")
        counsellor.fill("직업교육", "전산회계 실무 희망")
        counsellor.press("Ctrl+P")

    cost = counsellor.spent(refer)
    tell(capsys, "returning visitor with living consent, three sheets", cost)
    assert len(counsellor.sheets()) == 3
    assert "동부여성발전센터" in counsellor.paper()
    assert cost <= 12


def test_returning_visitor_with_consent_taken_now(
    counsellor: Counsellor, capsys: pytest.CaptureFixture[str]
) -> None:
    eunseo = counsellor.known(EUNSEO)

    def refer() -> None:
        counsellor.press("Ctrl+K")
        counsellor.write("곽은서")
        counsellor.press("Enter", "1", "F7", "Ctrl+P", "Y", "Y", "N", "Y", "N")
        counsellor.write("2026 동의철 3권")
        counsellor.press("Ctrl+S")
        counsellor.fill("직업교육", "전산회계 실무 희망")
        counsellor.press("Ctrl+P")

    cost = counsellor.spent(refer)
    tell(capsys, "returning visitor with consent taken now, three sheets", cost)
    assert len(counsellor.papers) == 2
    assert len(counsellor.sheets()) == 3
    standing = counsellor.desk.consents.standing(counsellor.account, eunseo)
    assert {line.kind for line in standing if line.living} == {
        ConsentKind.COLLECTION,
        ConsentKind.OPTIONAL_ITEMS,
        ConsentKind.THIRD_PARTY,
    }
    (line,) = counsellor.desk.referrals.of_visitor(counsellor.account, eunseo)
    assert line.progress is Progress.ISSUED
    assert cost <= 20


@pytest.mark.parametrize(
    ("way", "keys", "progress"),
    [
        ("accepted", ("Down", "1"), Progress.ACCEPTED),
        ("hired after all", ("1", "1", "2"), Progress.COMPLETED),
        ("did not come", ("3",), Progress.NO_SHOW),
        ("hired", ("Down", "Down", "2"), Progress.COMPLETED),
        ("not taken, with its reason", ("1", "6", "4"), Progress.DECLINED),
    ],
)
def test_from_the_stub_in_hand_to_the_closed_loop(
    counsellor: Counsellor,
    capsys: pytest.CaptureFixture[str],
    way: str,
    keys: tuple[str, ...],
    progress: Progress,
) -> None:
    eunseo = counsellor.known(EUNSEO)
    service = counsellor.service("동부여성발전센터", "직업교육")
    counsellor.agreed(eunseo, service=service)
    draft = SlipDraft(
        visitor_id=eunseo,
        service_id=service.id,
        services=("training",),
        reason_code="training_wish",
    )
    number = counsellor.desk.referrals.issue(counsellor.account, draft).line.number

    def answer() -> None:
        counsellor.press("F8")
        counsellor.write(number.replace("-", ""))
        counsellor.settle()
        counsellor.press(*keys, "Ctrl+S")

    cost = counsellor.spent(answer)
    tell(capsys, f"a reply from the stub in hand, {way}", cost)
    (line,) = counsellor.desk.referrals.of_visitor(counsellor.account, eunseo)
    assert line.progress is progress
    assert cost <= 6
