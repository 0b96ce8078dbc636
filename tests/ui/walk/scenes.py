"""Every sight of the window the walk looks at, and the keys or calls that lead there."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from PIL import Image
from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from desktop.domain.backup import Occasion, Place
from desktop.domain.centre import facts_on
from desktop.domain.clock import KST
from desktop.domain.paper_number import PaperKind, make
from desktop.domain.referral import Paper, Progress
from desktop.domain.shipped import read_centre
from desktop.domain.subject_request import RequestDraft, RequestKind
from desktop.domain.visit import Duty, VisitDraft
from desktop.exchange.scans import page_picture
from desktop.paths import resources
from desktop.services.backups.restoring import Inside, KnownCopy, Restored
from desktop.services.replies import ScannedStub
from desktop.services.retention.files import TO_REMOVE
from desktop.services.retention.mentions import MENTIONS
from desktop.store.chain import Head
from desktop.store.duplicates import DuplicatePair
from desktop.store.office import Account, Printing, Setting
from desktop.store.people import Visitor
from desktop.store.requests import SubjectRequest
from desktop.store.retention import Destruction, RetentionRule
from desktop.ui.door.closing import ClosingPage
from desktop.ui.door.first_run import FirstRunPage, Step
from desktop.ui.door.missing import MissingPage
from desktop.ui.door.recovery import RecoveryPage
from desktop.ui.door.restore import RestorePage
from desktop.ui.door.restore import Step as RestoreStep
from desktop.ui.door.sign_in import SignInPage
from desktop.ui.door.trouble import TroublePage
from desktop.ui.referral.acts import may_send
from desktop.ui.results.funnel import BARS
from desktop.ui.screens import SCREENS
from desktop.ui.settings.screen import PAGES
from desktop.ui.today.cards import ActCard, AppointmentRow, DoneRow, DutyRow, VisitCard
from desktop.ui.today.duties import RestRow
from desktop.ui.visitor.history import EntryRow
from tests.rolls import SOME, workbook
from tests.ui.walk.store import EVE
from tests.ui.walk.window import SMALLEST_DESK, Walk

__all__ = ["BY_NAME", "REVEALED", "SCENES", "SMALLEST_DESK", "Scene", "Walk"]

GROUPS = ("123456", "234561", "345612", "456123", "561234", "612345", "123465", "234651")


@dataclass(frozen=True)
class Scene:
    """One sight. `whole` says whose data may stand there: "" nobody's, "name", "form"."""

    name: str
    come: Callable[[Walk], object]
    whole: str = ""
    screen: str = ""
    """The key of the screen, when it is one."""


def _sign_in(walk: Walk) -> None:
    page = SignInPage()
    page.offer([(1, "한서윤", ""), (2, "오민재", "")], None, foot="11. 23.(월)", demo="체험용")
    walk.door(page)


def _lock(walk: Walk) -> None:
    walk.go("visitor", visitor_id=walk.ids.eve)
    page = SignInPage()
    page.lock([(1, "한서윤", ""), (2, "오민재", "")], 1, "14:05", "11. 23.(월)")
    walk.door(page)


def _first_run(step: Step) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        rows = read_centre(resources() / "codes")
        today = date(2026, 11, 23)
        page = FirstRunPage("/home/desk/naeil", facts_on(rows, today), today, lambda _text: "")
        walk.door(page)
        if step is Step.CODE:
            page.show_code(GROUPS)
        elif step is Step.READY:
            page.show_ready("광진구 일자리센터", "한서윤")
        else:
            page._show(step)
        walk.settle()

    return come


COPIES = (
    KnownCopy(
        Path("/media/usb/naeil-20261120-161200-1A2B3C4D.backup"),
        datetime(2026, 11, 20, 16, 12, tzinfo=KST),
        48_300_000,
        Occasion.DAILY,
        Place.SECOND,
    ),
    KnownCopy(
        Path("/home/desk/naeil/backups/naeil-20261119-120000-1A2B3C4D.backup"),
        datetime(2026, 11, 19, 12, 0, tzinfo=KST),
        48_100_000,
        Occasion.UPGRADE,
        Place.BESIDE,
    ),
    KnownCopy(
        Path("/home/desk/naeil/kept/20261118-090000"),
        datetime(2026, 11, 18, 9, 0, tzinfo=KST),
        47_900_000,
        None,
        None,
    ),
)
INSIDE = Inside(
    made_at=COPIES[0].made_at,
    occasion=Occasion.DAILY,
    store="1A2B3C4D",
    desk=3,
    counts=(("내방객", 3_012), ("방문", 10_450), ("상담", 8_211), ("의뢰서", 1_204)),
    accounts=("한서윤", "오민재", "배지현", "문태식", "서이현"),
    log_seq=182_334,
    last_act=COPIES[0].made_at,
    chain_whole=False,
    destroyed_doubtful=True,
    newer_acts=1_204,
    replaces=True,
)


def _restore(step: RestoreStep) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        page = RestorePage(walk.opened.clock.now())
        walk.door(page)
        page.offer(COPIES)
        if step is RestoreStep.OPEN:
            page.take(COPIES[0])
        elif step is RestoreStep.LOOK:
            page.show_inside(INSIDE)
        elif step is RestoreStep.DONE:
            done = Restored(None, Head(182_335, bytes(32)), "20261123-140500")
            page.show_done(INSIDE, done, COPIES[2])
        walk.settle()

    return come


def _restore_code(walk: Walk) -> None:
    page = RestorePage(walk.opened.clock.now())
    walk.door(page)
    page.take(COPIES[0])
    page.way.set_value("code")
    walk.settle()


def _closing(refused: str) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        page = ClosingPage(skippable=True)
        walk.door(page)
        page.show_progress("복사한 자료를 열어 확인하는 중입니다…", 0.4)
        if refused:
            page.refuse(refused)
        walk.settle()

    return come


def _search(typed: str) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        walk.go("today")
        walk.press("Ctrl+K")
        walk.type(typed)

    return come


def _strip(walk: Walk) -> None:
    for name in ("서문가람", "황보은별", "제갈다온"):
        screen = walk.go("intake")
        screen._control("name").setFocus()
        walk.type(name)
        walk.window.workplace._keeper.keep()
        walk.settle()
    walk.go("counselling", visitor_id=walk.ids.eve)
    walk.type("남은 이야기")
    walk.window.workplace._keeper.keep()
    walk.settle()
    walk.go("today")


def _card(kind: type[ActCard], at: int = 0) -> Callable[[Walk], None]:
    """A card of 오늘 with the keys on it, its buttons open."""

    def come(walk: Walk) -> None:
        screen = walk.go("today")
        cards = [one for one in screen.findChildren(kind) if one.isVisible()]
        cards[at].setFocus()
        walk.settle()

    return come


def _duty(kind: str) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        screen = walk.go("today")
        rows = [one for one in screen.findChildren(DutyRow) if isinstance(one.line, Duty)]
        next(one for one in rows if one.line.kind == kind).setFocus()
        walk.settle()

    return come


def _call_ticked(walk: Walk) -> None:
    """One slip answered, another about to be: what the tick needs stands open."""
    walk.go("calls")
    walk.press("1")
    walk.press("4")
    walk.settle()


def _call_paused(walk: Walk) -> None:
    walk.go("calls")
    walk.press("P")
    walk.settle()


def _folded(walk: Walk) -> None:
    """25,000 registrations end soon: the board read a hundred of them."""
    screen = walk.go("today")
    board = screen._board
    like = next(one for one in board.duties if one.kind == "seeking_ends")
    many = tuple(replace(like, id=place) for place in range(100))
    screen._show_board(replace(board, duties=many, duties_unread={"seeking_ends": 24_900}))
    screen.findChild(RestRow).setFocus()
    walk.settle()


def _entry(walk: Walk) -> None:
    screen = walk.go("visitor", visitor_id=walk.ids.eve)
    note = next(one for one in screen.findChildren(EntryRow) if one.entry.kind == "note")
    note.setFocus()
    walk.settle()


def _missing(walk: Walk) -> None:
    page = MissingPage(
        "2026. 11. 23.(월) 14:05 뒤에 저장한 일 5건이 자료 파일에 없습니다. 디스크가 손상되었을 수 "
        "있습니다. 가장 최근 백업에서 되살리거나, 없는 채로 여십시오.",
        "한서윤",
    )
    walk.door(page)
    page.begin()


def _notices(walk: Walk) -> None:
    walk.go("today")
    walk.counter.notice(
        "log-rows",
        "접속기록 1,234번째 줄이 고쳐졌습니다. 온전한 마지막 줄은 2026. 11. 23.(월) 14:05에 "
        "적혔습니다.\n개인정보 보호담당에게 바로 알려 주십시오.",
    )
    walk.settle()


def _toast(walk: Walk) -> None:
    walk.go("today")
    walk.press("S")


def _slip(walk: Walk) -> Any:
    return walk.go("slip", visitor_id=walk.ids.eve, service_id=walk.ids.open_service)


def _slip_page(walk: Walk) -> None:
    _slip(walk)
    walk.wait(80)


def _slip_consent(walk: Walk) -> None:
    _slip(walk)
    walk.press("F7")


def _slip_issued(walk: Walk) -> None:
    screen = _slip(walk)
    screen._form.set_values({"reason_code": "training_wish", "reason": "실무 수강을 희망함"})
    screen.work.writing.services.set_value([screen.work.writing.services._options[0].key])
    walk.press("Ctrl+P")
    walk.settle()


def _group(walk: Walk) -> Any:
    """A course, and everybody who may go put in."""
    screen = walk.go("group", service_id=walk.ids.open_service)
    walk.settle()
    screen._put_all()
    walk.settle()
    return screen


def _not_agreed(walk: Walk) -> int:
    """A service of a partner nobody asked her about yet."""
    services = walk.opened.desk.partners.services(walk.opened.account)
    return [one.id for one in services if not one.missing][2]


def _slip_not_agreed(walk: Walk) -> None:
    walk.go("slip", visitor_id=walk.ids.eve, service_id=_not_agreed(walk))


def _consent_rows(walk: Walk) -> None:
    screen = walk.go("consent", visitor_id=walk.ids.eve, service_id=_not_agreed(walk))
    screen.panel.go_on()
    walk.settle()


def _ground(walk: Walk) -> None:
    screen = walk.go("consent", visitor_id=walk.ids.eve, service_id=_not_agreed(walk))
    question = next(row.question for row in screen.panel._rows if row.question.service)
    screen.panel._record_ground(question)
    walk.settle()


def _requested(walk: Walk, kind: RequestKind, *items: str) -> Any:
    """Eve asks about her own data."""
    draft = RequestDraft(
        walk.ids.eve, kind, walk.opened.clock.today(), wanted="바뀐 번호로", items=items
    )
    made = walk.opened.desk.requests.take_in(walk.opened.account, draft)
    return walk.go("requests", request_id=made.line.id)


def _request_copy(walk: Walk) -> None:
    _requested(walk, RequestKind.VIEW)._look_at(())
    walk.settle()
    walk.wait(120)


def _breach_found(walk: Walk) -> None:
    walk.go("breach").save()
    walk.settle()


def _proof(walk: Walk) -> None:
    walk.go("papers", visitor_id=walk.ids.eve, paper="proof")
    walk.press("Enter")


def _reply_refused(walk: Walk) -> None:
    """Every field a reply can have, the reason asked for."""
    walk.go("reply", number=walk.ids.number)
    walk.press("1")
    walk.press("6")


def _reply_near(walk: Walk) -> None:
    digits = walk.ids.number.replace("-", "")
    screen = walk.go("reply", number=digits[:-1] + str((int(digits[-1]) + 1) % 10))
    screen._look_up()
    walk.settle()


def _reply_scanned(walk: Walk) -> None:
    """A page nobody could read, beside the reply of the number typed."""
    screen = walk.go("reply")
    page = page_picture(Image.new("L", (840, 400), 230))
    screen.scans._take_read((ScannedStub("스캔.pdf 1쪽", "", page), ScannedStub("2.png", "", page)))
    walk.settle()
    screen.number.number.set_value(walk.ids.number)
    walk.settle()


def _reply_sheet(walk: Walk) -> None:
    walk.go("reply").sheet.click()
    walk.settle()


def _reply(walk: Walk) -> None:
    walk.go("reply", number=walk.ids.number)


def _note_typed(walk: Walk) -> None:
    walk.go("counselling", visitor_id=walk.ids.eve)
    walk.type("오전 일자리를 원하심")


def _notes(walk: Walk) -> None:
    walk.go("counselling", visitor_id=walk.ids.eve, note_id=walk.ids.note)


def _amend(walk: Walk) -> None:
    _notes(walk)
    walk.press("Alt+E")


def _put_off_question(walk: Walk) -> None:
    screen = _requested(walk, RequestKind.VIEW)
    screen._postpone()
    walk.settle()


def _put_off(walk: Walk) -> Any:
    """A 열람 that was put off, the person not told yet."""
    screen = _requested(walk, RequestKind.VIEW)
    line, desk = screen._card.line, walk.opened.desk
    to = line.due_on + timedelta(days=14)
    desk.requests.postpone(walk.opened.account, line.id, to, "다른 분의 정보를 가려야 함")
    screen.refresh()
    walk.settle()
    walk.settle()
    return screen


def _sentences(walk: Walk) -> None:
    screen = walk.go("counselling", visitor_id=walk.ids.eve)
    screen.page.beside.edit.click()
    walk.settle()


def _help(walk: Walk) -> None:
    walk.go("today")
    walk.press("F1")


def _hand_over(walk: Walk) -> None:
    walk.go("today")
    walk.press("H")


def _move(walk: Walk) -> None:
    screen = walk.go("visitor", visitor_id=walk.ids.eve)
    note = next(one for one in screen._page.card.timeline if one.kind == "note")
    screen._move_entry(note)
    walk.settle()


def _intake_typed(walk: Walk) -> None:
    screen = walk.go("intake")
    screen._control("name").setFocus()
    walk.type(EVE.name)
    walk.press("Tab")
    walk.type("890817")
    walk.press("Tab")
    walk.wait(220)


def _intake_all(walk: Walk) -> None:
    screen = walk.go("intake")
    screen.toggle_fold()
    walk.settle()


def _close_question(walk: Walk) -> None:
    _intake_typed(walk)
    walk.press("Esc")


def _void_question(walk: Walk) -> None:
    walk.go("referrals", scope="all")
    walk.press("V")


def _state_question(walk: Walk) -> None:
    walk.go("referrals", scope="all")
    for _ in range(8):
        screen = walk.window.screen_of("referrals")
        if screen._buttons["S"].isEnabled():
            break
        walk.press("Down")
    walk.press("S")


def _way_question(walk: Walk) -> None:
    walk.go("referrals", scope="all")
    screen = walk.window.screen_of("referrals")
    for _ in range(8):
        if may_send(screen._current()):
            break
        walk.press("Down")
    walk.press("M")


def _referral(walk: Walk) -> None:
    walk.go("referral_card", referral_id=walk.ids.referral)


def _others(walk: Walk, paper: Paper, *states: Progress) -> list[int]:
    """Referrals that no other sight looks at, the oldest first."""
    lines = walk.opened.desk.referrals.open_ones(walk.opened.account, first=False)
    found = [
        one.id
        for one in lines
        if one.id != walk.ids.referral and one.progress in states and one.paper is paper
    ]
    return sorted(found)


def _card_issued(walk: Walk) -> None:
    """One that was issued again: its sheet is here, and an old number is void."""
    desk, account = walk.opened.desk, walk.opened.account
    again = _others(walk, Paper.PRINTED, Progress.HANDED)
    if not again:
        again = _others(walk, Paper.HANDED, Progress.HANDED)[-1:]
        desk.referrals.issue(account, desk.referrals.reopen(account, again[0]).draft)
    walk.go("referral_card", referral_id=again[0])


def _card_silent(walk: Walk) -> None:
    """One nobody answered: it can be opened again, and the person sent elsewhere."""
    desk, account = walk.opened.desk, walk.opened.account
    silent = _others(walk, Paper.HANDED, Progress.NO_ANSWER)
    if not silent:
        silent = _others(walk, Paper.HANDED, Progress.HANDED)[:1]
        desk.referrals.conclude(account, silent[0], Progress.NO_ANSWER)
    walk.go("referral_card", referral_id=silent[0])


def _slip_after(walk: Walk) -> None:
    """On from another one; the next partner was agreed to as well."""
    walk.go(
        "slip",
        visitor_id=walk.ids.eve,
        service_id=walk.ids.open_service,
        predecessor_id=walk.ids.referral,
    )


def _due(part: str = "due") -> Callable[[Walk], object]:
    """Somebody wished to be deleted, a colleague asked for another's destruction."""

    def come(walk: Walk) -> object:
        opened = walk.opened
        with opened.desk.office._database.write() as session:
            session.execute(delete(Destruction))
            session.execute(delete(SubjectRequest))
            ids = session.scalars(select(Visitor.id).order_by(Visitor.id).limit(8)).all()
            rule = session.scalars(
                select(RetentionRule).where(RetentionRule.records_officer)
            ).first()
            others = select(Account.id).where(Account.id != opened.account.account_id)
            other = session.scalars(others).first()
            assert rule is not None
            assert other is not None
            today = opened.clock.today()
            for place, visitor_id in enumerate(ids[6:]):
                session.add(
                    SubjectRequest(
                        id=place + 1,
                        number=make(PaperKind.VISIT, 2026, 998, 101 + place).digits,
                        visitor_id=visitor_id,
                        kind="delete",
                        received_on=today,
                        due_on=today + timedelta(days=10),
                        received_by_id=opened.account.account_id,
                        way="visit",
                        identity_check="card",
                        state="open",
                    )
                )
            for place, state in enumerate(("asked", "approved", "done")):
                done = opened.clock.now() if state == "done" else None
                session.add(
                    Destruction(
                        id=place + 1,
                        subject="visitor",
                        subject_id=place + 1,
                        number="2610102914",
                        created_on=today,
                        due_on=today,
                        reason="period",
                        rule_id=rule.id,
                        state=state,
                        asked_at=opened.clock.now(),
                        asked_by_id=other,
                        decided_by_id=opened.account.account_id if place else None,
                        done_at=done,
                        kinds=[["인적 사항", 1], ["상담일지", 5], ["의뢰서", 2]],
                    )
                )
            _left_over(session, opened, ids[0])
        return walk.go("destruction", part=part)

    return come


def _left_over(session: Session, opened: Any, visitor_id: int) -> None:
    """Two files to be removed by hand, a record of another, a store put aside by a restore."""
    session.execute(delete(Printing).where(Printing.id.in_((1, 2))))
    session.execute(delete(Setting).where(Setting.name.in_((TO_REMOVE, MENTIONS))))
    home = "/home/desk/바탕 화면"
    for key, whose, place in (
        (1, visitor_id, f"{home}/구직신청서 26-998-0000101.pdf"),
        (2, None, f"/media/USB/2026년 하반기 점검 제출/{'출력 대장 ' * 4}.pdf"),
    ):
        session.add(
            Printing(
                id=key,
                number=make(PaperKind.PRINT, 2026, 998, 101 + key).digits,
                at=opened.clock.now(),
                account_id=opened.account.account_id,
                paper="application" if whose else "print_ledger",
                purpose="제출",
                visitor_id=whose,
                media="file",
                people=0 if whose else 31,
                place=place,
            )
        )
    session.add(Setting(id=3, name=TO_REMOVE, value=[[1, 3], [2, 3]]))
    session.add(Setting(id=4, name=MENTIONS, value=[["person", visitor_id, visitor_id, 3]]))
    kept = opened.desk.office.store_path.parent / "kept" / "20261118-090000"
    kept.mkdir(parents=True, exist_ok=True)
    (kept / "naeil.db").write_bytes(bytes(4_096))


def _twice(beside: bool = False, part: str = "found") -> Callable[[Walk], object]:
    """Eve was taken in once more; two others were merged a while ago."""

    def come(walk: Walk) -> object:
        desk, account, database = walk.opened.desk, walk.opened.account, walk.opened._database
        hers = select(DuplicatePair.id).where(
            DuplicatePair.one_id == walk.ids.eve, DuplicatePair.state == "open"
        )
        with database.read() as session:
            pair = session.scalars(hers).first()
        if pair is None:
            again = replace(EVE, address="", second_phone="", education="05")
            made = desk.visits.register(account, again, VisitDraft(("counselling",)))
            desk.visits.leave(account, made.visit_id)
            desk.duplicates.look_on(account)
            with database.read() as session:
                pair = session.scalars(hers).first()
        assert pair is not None
        if part == "merged":
            card = desk.duplicates.open(account, pair)
            versions = card.entries[0].version, card.entries[1].version
            desk.duplicates.merge(account, pair, versions, {})
        return walk.go("duplicates", part=part, pair_id=pair if beside else 0)

    return come


def _approve_question(walk: Walk) -> None:
    screen: Any = _due("asked")(walk)
    screen.approve.click()
    walk.settle()


def _ask_question(walk: Walk) -> None:
    screen: Any = _due()(walk)
    screen.ask_all.click()
    walk.settle()


def _results(deeper: str = "") -> Callable[[Walk], object]:
    """This year's results, and one step further: the rows of a figure, or the definitions."""

    def come(walk: Walk) -> object:
        screen = walk.go(
            "results", span="year", since="2026-01-01", until="2026-12-31", by="service"
        )
        walk.settle()
        if deeper == "rows":
            screen.funnel.opened.emit(BARS[0])
        elif deeper:
            walk.press(deeper)
        walk.settle()
        return screen

    return come


def _trends(keys: str) -> Callable[[Walk], object]:
    """A picture of the years with its part, and one step further."""

    def come(walk: Walk) -> object:
        screen = walk.go("trends", shown="purpose")
        walk.settle()
        screen.table.go_to(1)
        walk.press(keys)
        walk.settle()
        return screen

    return come


def _settings(page: str) -> Callable[[Walk], object]:
    return lambda walk: walk.go("settings", page=page)


def _leaving(walk: Walk) -> None:
    """Somebody goes and has work in hand: everybody's rows are there, none has a taker yet."""
    screen = walk.go("settings", page="accounts")
    page = screen.page
    names = [line.name for line in page._model.records()]
    page.table.go_to(names.index("한서윤"))
    page._ask_close()
    walk.settle()


def _register_looked_through(walk: Walk) -> None:
    """A register was chosen: whom it would bring, and what is wrong with the rest."""
    page = walk.go("settings", page="roll").page
    with TemporaryDirectory() as folder:
        file = Path(folder) / "register.xlsx"
        file.write_bytes(workbook(SOME))
        page.look_through(file)
        walk.settle()


def _partner_form(name: str) -> Callable[[Walk], None]:
    def come(walk: Walk) -> None:
        screen = walk.go("partners")
        getattr(screen, name)()
        walk.settle()

    return come


def _eve(key: str, **more: object) -> Callable[[Walk], object]:
    return lambda walk: walk.go(key, visitor_id=walk.ids.eve, **more)


def _revealed(walk: Walk) -> None:
    walk.go("visitor", visitor_id=walk.ids.eve)
    walk.press("V")


SCENES = (
    Scene("오늘", lambda walk: walk.go("today"), screen="today"),
    Scene("오늘: 완료", _card(DoneRow)),
    Scene("오늘: 상담 중", _card(VisitCard, -1)),
    Scene("오늘: 예약", _card(AppointmentRow)),
    Scene("오늘: 기관 전화", _duty("partner_call")),
    Scene("오늘: 본인 전화", _duty("visitor_call")),
    Scene("오늘: 후속 연락", _duty("follow_up")),
    Scene("오늘: 구직 등록", _duty("seeking_ends")),
    Scene("오늘: 접힌 줄", _folded),
    Scene("알림", _toast),
    Scene("진행 중", _strip),
    Scene("찾기", _search("ㄱ"), "row"),
    Scene("찾기: 없는 분", _search("꽳")),
    Scene("접수", lambda walk: walk.go("intake"), screen="intake"),
    Scene("접수: 모든 칸", _intake_all),
    Scene("접수: 같은 분", _intake_typed, "form"),
    Scene("접수: 고치기", _eve("intake", complete=True), "form"),
    Scene("접수: 닫기", _close_question, "form"),
    Scene("연계", lambda walk: walk.go("referrals", scope="all"), screen="referrals"),
    Scene("연계: 무효", _void_question),
    Scene("기관", lambda walk: walk.go("partners"), screen="partners"),
    Scene("기관: 새로", _partner_form("_new_organisation")),
    Scene("기관: 서비스", _partner_form("_new_service")),
    Scene("실적", _results(), screen="results"),
    Scene("실적: 명단", _results("rows")),
    Scene("실적: 기준", _results("D")),
    Scene("실적: 엑셀", _results("X")),
    Scene("방문 추이: 연별", _trends("M")),
    Scene("방문 추이: 기준", _trends("D")),
    Scene("사람", _eve("visitor"), "name", screen="visitor"),
    Scene("사람: 이력", _entry, "name"),
    Scene("사람: 옮기기", _move, "name"),
    Scene("상담 기록", _note_typed, "name", screen="counselling"),
    Scene("상담 기록: 지난 기록", _notes, "name"),
    Scene("상담 기록: 고치기", _amend, "name"),
    Scene("상담 기록: 문장", _sentences, "name"),
    Scene("연계: 상태 적기", _state_question),
    Scene("연계: 보낸 방법", _way_question),
    Scene("의뢰", _referral, screen="referral_card"),
    Scene("의뢰: 새 발급", _card_issued),
    Scene("의뢰: 무응답", _card_silent),
    Scene("의뢰서: 이어 의뢰", _slip_after, "form"),
    Scene("의뢰서: 기관 고르기", _eve("slip"), "name", screen="slip"),
    Scene("의뢰서", _slip_page, "form"),
    Scene("의뢰서: 동의", _slip_consent, "form"),
    Scene("의뢰서: 동의 전", _slip_not_agreed, "form"),
    Scene("의뢰서: 발급", _slip_issued, "form"),
    Scene("단체 의뢰: 명단", _group),
    Scene("회신", lambda walk: walk.go("reply"), screen="reply"),
    Scene("회신: 번호", _reply),
    Scene("회신: 받지 못함", _reply_refused),
    Scene("회신: 비슷한 번호", _reply_near),
    Scene("회신: 스캔", _reply_scanned),
    Scene("회신: 표", _reply_sheet),
    Scene("전화", lambda walk: walk.go("calls"), "row", screen="calls"),
    Scene("전화: 까닭", _call_ticked, "row"),
    Scene("전화: 재촉 중지", _call_paused, "row"),
    Scene("전화: 정리", lambda walk: walk.go("calls", side="settle"), "row"),
    Scene("동의", _eve("consent"), "name", screen="consent"),
    Scene("동의: 새로", _consent_rows, "name"),
    Scene("동의: 근거", _ground, "name"),
    Scene("정보주체 요구: 새로", _eve("requests", new=True)),
    Scene("정보주체 요구: 열람", lambda walk: _requested(walk, RequestKind.VIEW), "name"),
    Scene(
        "정보주체 요구: 정정",
        lambda walk: _requested(walk, RequestKind.CORRECT, "phone"),
        "name",
    ),
    Scene("정보주체 요구: 삭제", lambda walk: _requested(walk, RequestKind.DELETE), "name"),
    Scene("정보주체 요구: 열람본", _request_copy, "form"),
    Scene("정보주체 요구: 미루기", _put_off_question, "name"),
    Scene("정보주체 요구: 미룸", _put_off, "name"),
    Scene("유출 대응: 찾음", _breach_found),
    Scene("서류: 확인서", _proof, "name"),
    Scene("보유·파기", _due(), screen="destruction"),
    Scene("보유·파기: 요청", _ask_question),
    Scene("보유·파기: 승인할 것", _due("asked")),
    Scene("보유·파기: 승인", _approve_question),
    Scene("보유·파기: 관리대장", _due("ledger")),
    Scene("보유·파기: 남은 것", _due("left")),
    Scene("같은 분", _twice(), screen="duplicates"),
    Scene("같은 분: 나란히", _twice(beside=True), "form"),
    Scene("같은 분: 합친 기록", _twice(part="merged")),
    Scene("키와 안내서", _help),
    Scene("넘기기", _hand_over),
    Scene("로그인", _sign_in),
    Scene("잠금", _lock),
    *(Scene(f"처음 설정: {step.short}", _first_run(step)) for step in Step),
    Scene("복구", lambda walk: walk.door(RecoveryPage([(1, "한서윤"), (2, "오민재")]))),
    Scene("없는 일", _missing),
    Scene("알릴 것", _notices),
    Scene("열 수 없음", lambda walk: walk.door(TroublePage("자료 파일이 없습니다."))),
    *(Scene(f"되살리기: {step.name.lower()}", _restore(step)) for step in RestoreStep),
    Scene("되살리기: 복구 코드", _restore_code),
    Scene("닫으며 백업", _closing("")),
    Scene("닫으며 백업: 못 함", _closing("백업을 적을 수 없습니다. 남은 용량을 확인해 주십시오.")),
    *(
        Scene(f"설정: {page.label}", _settings(page.key))
        for page in PAGES[1:]
    ),
    Scene("설정: 사용자: 넘기기", _leaving),
    Scene("설정: 명부 가져오기: 살펴봄", _register_looked_through),
    *(
        Scene(row.label, lambda walk, key=row.key: walk.go(key), screen=row.key)  # type: ignore[misc]
        for row in SCREENS
        if row.key
        not in (
            "today", "intake", "referrals", "referral_card", "partners", "visitor", "counselling",
            "slip", "reply", "consent", "destruction", "calls", "results", "duplicates",
        )
    ),
)  # fmt: skip
REVEALED = Scene("사람: 30초", _revealed, "numbers")
BY_NAME = {scene.name: scene for scene in SCENES}
