"""What the counter does with replies beyond recording one: one method is one act."""

from collections.abc import Sequence

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.errors import NaeilError, Refused
from desktop.domain.referral import ReferralLine, ReplyDraft
from desktop.domain.rights import Right
from desktop.services.act import Office
from desktop.services.centre import centre_on
from desktop.services.drafts import forget_draft
from desktop.services.papers import register
from desktop.services.referrals.recording import ask_later, write_late_news, write_reply
from desktop.services.referrals.views import line_of
from desktop.services.replies.near import slips_near
from desktop.services.replies.pictures import (
    drop_expired,
    expired,
    keep_picture,
    picture_of,
    pictures_of,
)
from desktop.services.replies.records import (
    KeptPicture,
    NearSlip,
    SheetOut,
    SheetPreview,
    SheetRow,
    SheetTaken,
)
from desktop.services.replies.sheets import judge_rows, offered, open_rows, partners_with_open


class Replies:
    """What comes late, what was misread, and what comes in bulk."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def near(self, account: SignedIn, typed: str) -> tuple[NearSlip, ...]:
        """Issued slips whose number is one wrong digit or one swap away from what was typed."""
        with self._office.act(
            account, Right.LOOK, ActKind.SEARCH, purpose="비슷한 번호 찾기"
        ) as act:
            found = slips_near(act, typed)
            act.count = len(found)
            return found

    def note_late(
        self, account: SignedIn, reply: ReplyDraft, draft_id: int | None = None
    ) -> ReferralLine:
        """Late news of a referral that has ended: kept with it, and it stays as it ended.

        Raises Refused for one that is still open, or when nothing is told.
        """
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="늦은 소식 기록"
        ) as act:
            written = write_late_news(act, self._office, reply)
            ask_later(act, written)
            forget_draft(act, draft_id)
            return line_of(act, self._office, written.referral)

    def record_scanned(
        self,
        account: SignedIn,
        reply: ReplyDraft,
        picture: bytes,
        draft_id: int | None = None,
        *,
        late: bool = False,
    ) -> ReferralLine:
        """As recording a reply or late news, with the picture it was read from.

        The picture is kept where the office keeps them, with the reply in one act.
        """
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="스캔한 회신 기록"
        ) as act:
            write = write_late_news if late else write_reply
            written = write(act, self._office, reply)
            ask_later(act, written)
            keep_picture(act, written, picture)
            forget_draft(act, draft_id)
            return line_of(act, self._office, written.referral)

    def pictures(self, account: SignedIn, referral_id: int) -> tuple[KeptPicture, ...]:
        """Which pictures of replies are kept for a referral, the newest first."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="회신 그림 목록", logged=False
        ) as act:
            return pictures_of(act, referral_id)

    def picture(self, account: SignedIn, picture_id: int) -> bytes:
        """One picture as kept (PNG). Raises NotFound."""
        with self._office.act(account, Right.LOOK, ActKind.VIEW, purpose="회신 그림 보기") as act:
            return picture_of(act, picture_id)

    def drop_pictures(self, account: SignedIn) -> int:
        """Remove pictures whose time is over; how many went. Done when somebody sits down."""
        with self._office.act(
            account, Right.LOOK, ActKind.VIEW, purpose="보관 끝난 회신 그림", logged=False
        ) as act:
            over = bool(expired(act))
        if not over:
            return 0
        with self._office.act(
            account, Right.LOOK, ActKind.DESTROY, purpose="보관 끝난 회신 그림 지움"
        ) as act:
            return drop_expired(act)

    def partners(self, account: SignedIn) -> tuple[tuple[str, str, int], ...]:
        """Key, name and number of open slips of every partner that has any."""
        with self._office.act(
            account, Right.REFER, ActKind.VIEW, purpose="회신 표: 기관 목록", logged=False
        ) as act:
            return partners_with_open(act)

    def sheet_out(self, account: SignedIn, organisation_key: str) -> SheetOut:
        """The sheet a partner fills in: its open slips by number, nobody's name.

        It tells the partner nothing it was not told on the slips, so whoever may refer may
        send it; it stands in the ledger of prints all the same, as a file for so many people.
        """
        with self._office.act(
            account, Right.REFER, ActKind.EXPORT, purpose="기관 회신 표 내보내기"
        ) as act:
            rows = open_rows(act, organisation_key)
            names = {key: name for key, name, _ in partners_with_open(act)}
            if not rows:
                raise Refused("이 기관에는 열린 의뢰가 없습니다.")
            partner = names[organisation_key]
            act.count = len(rows)
            footer = register(
                act,
                self._office,
                "reply_sheet",
                "연계 회신 요청",
                people=len(rows),
                receiver=partner,
                media="file",
            )
            centre = centre_on(act, act.today)
            from desktop.exchange.reply_sheet import write_sheet

            data = write_sheet(
                organisation_key,
                f"{partner} 연계 회신 표",
                (
                    "칸을 눌러 골라 주십시오. 이름·주민등록번호·건강 상태는 적지 마십시오.",
                    f"{centre.name}  전화 {centre.phone}  출력번호 {footer.print_number}",
                ),
                rows,
                offered(self._office, act.today),
            )
            name = f"회신 표 {partner} {act.today:%Y-%m-%d}.xlsx"
            return SheetOut(name.replace("/", " "), data, len(rows), footer.print_number)

    def look_at_sheet(self, account: SignedIn, data: bytes) -> SheetPreview:
        """What a filled sheet would change, row by row; nothing is stored. Raises Unreadable."""
        from desktop.exchange.reply_sheet import read_sheet

        filled = read_sheet(data)
        with self._office.act(
            account, Right.REFER, ActKind.VIEW, purpose="기관 회신 표 미리 보기"
        ) as act:
            rows = judge_rows(act, self._office, filled)
            act.count = len(rows)
            return SheetPreview(rows, filled.unknown)

    def take_sheet(self, account: SignedIn, rows: Sequence[SheetRow]) -> SheetTaken:
        """Record the rows of a sheet one by one, as if each had come by itself."""
        saved, refused = 0, []
        for row in rows:
            if row.draft is None:
                continue
            try:
                self._take_row(account, row.draft)
                saved += 1
            except NaeilError as trouble:
                refused.append((row.line, str(trouble)))
        return SheetTaken(saved, tuple(refused))

    def _take_row(self, account: SignedIn, draft: ReplyDraft) -> None:
        with self._office.act(
            account, Right.REFER, ActKind.CHANGE, purpose="기관 회신 표 기록"
        ) as act:
            ask_later(act, write_reply(act, self._office, draft))
