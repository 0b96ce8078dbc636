"""재촉 중지: asks why and until when, from 오늘 and from the sheet of a call."""

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtWidgets import QWidget

from desktop.domain.calendar import show_day, show_short_day
from desktop.domain.chase import Pause
from desktop.domain.errors import NaeilError, Refused, Unreadable
from desktop.domain.when import read_day
from desktop.services.slips import choices_of
from desktop.ui.counter import Counter
from desktop.ui.kit import Choice, Combo, Field, KoreanLineEdit, ask, column

A_WEEK = timedelta(days=7)


def ask_to_pause(
    counter: Counter,
    over: QWidget,
    whom: str,
    referral_ids: tuple[int, ...],
    then: Callable[[], None] | None = None,
) -> None:
    """Stop asking about these slips until a day; what is missing is asked again."""
    today = counter.clock.today()
    reason = Combo(choices_of(counter.desk.office, "pause_reasons", today), placeholder="고르기")
    until = KoreanLineEdit("12. 18.")
    until.set_value(show_day(today + A_WEEK))
    note = KoreanLineEdit("건강 이야기는 적지 않습니다.")
    more = QWidget()
    box = column(more, gap=2)
    fields = {
        "reason_code": Field("까닭", reason, required=True),
        "until": Field("언제까지", until, required=True),
        "note": Field("덧붙임", note, room=False),
    }
    for field in fields.values():
        box.addWidget(field)
    more.setFocusProxy(reason)
    count = f" {len(referral_ids)}건" if len(referral_ids) > 1 else ""
    ask(
        over,
        f"{whom}{count} 재촉을 멈출까요?",
        "그날까지 챙길 일에 나오지 않고, 그 다음 근무일에 다시 나옵니다.",
        [Choice("pause", "재촉 멈추기"), Choice("keep", "그대로 두기")],
        "pause",
        lambda key: _pause(counter, over, whom, referral_ids, key, fields, then),
        more=more,
        escape="keep",
    )


def _pause(
    counter: Counter,
    over: QWidget,
    whom: str,
    referral_ids: tuple[int, ...],
    key: str,
    fields: dict[str, Field],
    then: Callable[[], None] | None,
) -> None:
    if key != "pause":
        return
    today = counter.clock.today()
    try:
        day = read_day(str(fields["until"].value()), today)
    except Unreadable as error:
        counter.say(str(error), "warning")
        ask_to_pause(counter, over, whom, referral_ids, then)
        return
    wanted = Pause(
        referral_ids, str(fields["reason_code"].value() or ""), day, str(fields["note"].value())
    )
    desk, account = counter.desk, counter.account

    def tell(_answer: object) -> None:
        counter.say(
            f"{whom}: {show_short_day(day)}까지 재촉을 멈춥니다.",
            "success",
            "되돌리기",
            lambda: resume(counter, referral_ids),
        )
        if then is not None:
            then()

    def refused(error: NaeilError) -> None:
        counter.say(str(error), "warning")
        if isinstance(error, Refused) and error.fields:
            ask_to_pause(counter, over, whom, referral_ids, then)

    counter.jobs.write(lambda: desk.chases.pause(account, wanted), tell, refused)


def resume(counter: Counter, referral_ids: tuple[int, ...]) -> None:
    """Ask again from today on."""
    desk, account = counter.desk, counter.account
    counter.jobs.write(
        lambda: desk.chases.resume(account, referral_ids),
        lambda _: counter.say("다시 여쭤볼 일로 되돌렸습니다.", "info"),
    )
