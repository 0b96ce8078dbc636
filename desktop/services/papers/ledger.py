"""The ledger of prints (출력·복사물 관리대장): a number and a row for every print."""

from sqlalchemy import select

from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import Footer
from desktop.services.act import Act, Office, local
from desktop.services.numbers import take_number
from desktop.services.papers.records import PrintLine
from desktop.store.office import Account, Printing

PAPERS = {
    "slip": "연계 의뢰서",
    "consent": "개인정보 동의서",
    "application": "구직신청서",
    "note": "상담일지",
    "receipt": "접수증",
    "proof": "상담(방문) 확인서",
    "partner_sheet": "기관 안내문",
    "day_sheet": "일일 예약표",
    "call_sheet": "기관별 전화 시트",
    "stop": "이용 중지 요청서",
    "handover": "인계 목록",
    "group_list": "단체 의뢰 명단",
    "directory_list": "유관기관 목록",
    "destruction_request": "파기 요청서",
    "destruction_ledger": "파기 관리대장",
    "recovery": "복구 코드",
    "print_ledger": "출력·복사물 관리대장",
    "provision_ledger": "제3자 제공 대장",
    "log_review": "접속기록 월 점검표",
    "subject_copy": "개인정보 열람 자료",
    "subject_answer": "요구 처리결과 통지서",
    "subject_postponed": "열람연기 통지서",
    "subject_request": "개인정보 요구서",
    "subject_notice": "요구 결정 통지서",
    "mandate": "위임장",
    "partner_notice": "정정·처리정지 알림",
    "breach": "유출 대응 자료",
    "data_file": "개인정보파일 등록 사항",
    "partner_results": "기관별 연계 실적",
    "partner_letter": "기관별 연계 결과 알림",
}
"""Every paper with its name; each remembers its own printer."""
FILES = {"reply_sheet": "기관 회신 표"}
"""What leaves only as a file."""


def register(
    act: Act,
    office: Office,
    paper: str,
    purpose: str,
    *,
    visitor_id: int | None = None,
    record_id: int | None = None,
    copies: int = 1,
    reprint: int = 0,
    void: str = "",
    number: str = "",
    people: int = 0,
    receiver: str = "",
    media: str = "paper",
) -> Footer:
    """Take a print number and write the ledger's row; the foot line of the sheets.

    `people` is of how many a list tells, `receiver` to whom it goes where the paper's kind
    does not say so, `media` paper or file.

    Part of the caller's act: when the paper cannot be drawn, no number was taken.
    """
    digits = number or take_number(act, PaperKind.PRINT, office.desk).digits
    act.session.add(
        Printing(
            id=act.new_id(),
            number=digits,
            at=act.now,
            account_id=act.account.account_id,
            paper=paper,
            purpose=purpose,
            visitor_id=visitor_id,
            record_id=record_id,
            copies=copies,
            reprint=reprint,
            people=people,
            receiver=receiver,
            media=media,
        )
    )
    return Footer(
        print_number=read(digits, PaperKind.PRINT).text,
        printed_at=local(act.now),
        printed_by=act.account.name,
        purpose=purpose,
        reprint=reprint,
        void=void,
    )


def printed_for(act: Act, visitor_id: int) -> tuple[PrintLine, ...]:
    """Everything printed about a visitor, newest first."""
    rows = act.session.execute(
        select(Printing, Account.name)
        .join(Account, Account.id == Printing.account_id)
        .where(Printing.visitor_id == visitor_id)
        .order_by(Printing.at.desc(), Printing.id.desc())
    )
    return tuple(
        PrintLine(
            number=read(row.number, PaperKind.PRINT).text,
            at=local(row.at),
            by=name,
            paper=PAPERS.get(row.paper, row.paper),
            purpose=row.purpose,
            copies=row.copies,
            reprint=row.reprint,
        )
        for row, name in rows
    )
