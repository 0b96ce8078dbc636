"""Slips against reportlab as it comes, and the page beside the form."""

from collections.abc import Iterator

from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle

ROUNDS = 5
# An invented slip, with every row a partner may ask for.
_SLIP = """
import json, sys, time
from dataclasses import replace
from datetime import date, time as at
from desktop import paths
from desktop.domain.consent import Item
from desktop.domain.papers import Choice, Copy, SlipRecord, SlipRow
from desktop.domain.shipped import read_centre
SLIP = SlipRecord(
    number="26-101-0371", issued_on=date(2026, 11, 23),
    centre=read_centre(paths.resources() / "codes")[-1], counsellor="한서윤",
    partner="동부여성발전센터", partner_head="서울특별시동부여성발전센터장",
    reference="직업상담팀", partner_phone="02-000-0000", partner_address="광진구 아차산로30길 36",
    service="직업교육·취업 연계", purpose="구직 상담·직업교육 연계", visitor_name="백서윤",
    rows=(
        SlipRow(Item.NAME, "백서윤"), SlipRow(Item.SEX, "여"),
        SlipRow(Item.BIRTH, "1992. 3. 14. (만 34세)"), SlipRow(Item.PHONE, "010-0000-5678"),
        SlipRow(Item.DONG, "광진구 자양제4동"), SlipRow(Item.CONTACT_WAY, "전화, 평일 10:00~15:00"),
        SlipRow(Item.WISHES, "회계·경리 사무원, 시간제(주 20~30시간), 월 120만 원 이상, 광진구 안"),
        SlipRow(Item.SUMMARY, "경력이 아홉 해 끊겼다가 다시 일하려 합니다. 회계 프로그램 교육을 "
            "먼저 받고 그 뒤 시간제 자리를 찾기로 했습니다. 어린이집이 끝나는 시각이 조건입니다."),
    ),
    consent_number="26-101-000371", consent_on=date(2026, 11, 23), consent_form="consent-2026-1",
    valid_until=date(2026, 12, 7), reply_due=date(2026, 12, 7),
    appointment_on=date(2026, 12, 3), appointment_at=at(14, 0),
)
"""
# reportlab as it comes: pure Python, readable subsets in base 85, nothing remembered.
_STOCK = """
sys.modules["rl_accel"] = sys.modules["_rl_accel"] = None
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from desktop.printing import fonts, strokes
def stock(face):
    if face.value not in pdfmetrics.getRegisteredFontNames():
        pdfmetrics.registerFont(TTFont(face.value, str(fonts._file(face))))
    return pdfmetrics.getFont(face.value)
fonts.font = stock
for name in ("width", "missing", "drawable"):
    setattr(fonts, name, getattr(fonts, name).__wrapped__)
strokes._qr_runs = strokes._qr_runs.__wrapped__
"""
_RUN = """
from desktop.printing.slip import render_slip
@WARM@
def one(n): return render_slip(replace(SLIP, number=f"26-101-{n:04d}"), copies=(Copy.PARTNER,))
begun = time.perf_counter(); size = len(one(1)); first = time.perf_counter() - begun
times = []
for n in range(2, 62):
    begun = time.perf_counter(); one(n); times.append(time.perf_counter() - begun)
print(json.dumps({"first": first, "warm": sorted(times[20:])[20], "size": size}))
"""
_WARM = "from desktop.printing.warm import warm_up; warm_up()"
OURS = _SLIP + _RUN.replace("@WARM@", _WARM)
COLD = _SLIP + _RUN.replace("@WARM@", "")
STOCK = _SLIP + _STOCK + _RUN.replace("@WARM@", "")
MANY = (
    _SLIP
    + _WARM
    + """
from desktop.printing.slip.partner import PartnerCopy
from desktop.printing.page import Sheet
from desktop.printing.wording import wording
begun = time.perf_counter()
sheet, words = Sheet("", "", ""), wording(SLIP.form)
for n in range(1000):
    if n: sheet.next_page()
    PartnerCopy(sheet, replace(SLIP, number=f"26-101-{n:04d}"), None, words).draw()
sheet.finish()
print(json.dumps(1000 / (time.perf_counter() - begun)))
"""
)
PREVIEW = (
    _SLIP
    + _WARM
    + """
from desktop.printing.slip import render_slip
from desktop.ui.kit.preview import page_image
times = []
for n in range(25):
    record = replace(SLIP, rows=(*SLIP.rows[:-1], SlipRow(Item.SUMMARY, "가나다라 " * n)))
    begun = time.perf_counter()
    page_image(render_slip(record, copies=(Copy.PARTNER,), preview=True), 0, 520)
    times.append(time.perf_counter() - begun)
print(json.dumps(times[5:]))
"""
)


def slips() -> Iterator[Figure]:
    """One sheet for the partner, the first and the next ones; a thousand in one file."""
    ours, stock, cold = [], [], []
    for _ in range(ROUNDS):
        ours.append(asked(OURS))
        stock.append(asked(STOCK))
        cold.append(asked(COLD)["first"])
    peer = "reportlab 그대로"
    yield Figure(
        "의뢰서 한 장",
        middle([run["warm"] for run in ours]),
        middle([run["warm"] for run in stock]),
        peer,
        most=0.8,
    )
    yield Figure("의뢰서 크기", ours[0]["size"] / 1e3, stock[0]["size"] / 1e3, peer, None, 60, "KB")
    yield Figure("첫 의뢰서(미리 데운 뒤)", middle([run["first"] for run in ours]), at_most=0.1)
    first = middle([run["first"] for run in stock])
    yield Figure("첫 의뢰서(데우기 전)", middle(cold), first, peer)
    yield Figure("의뢰서 1,000장을 한 파일로", asked(MANY), at_most=1000, unit="/s")


def preview() -> Iterator[Figure]:
    """The page drawn again after a pause of typing, 520 pixels wide."""
    yield Figure("미리 보기 다시 그리기", middle(asked(PREVIEW)), at_most=0.1)
