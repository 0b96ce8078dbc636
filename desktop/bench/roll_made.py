"""An invented register as a workbook, as Excel keeps one: shared words, days as numbers.

Written part by part: a library that makes workbooks takes longer than all that is measured.
"""

import zipfile
from datetime import date, timedelta
from pathlib import Path
from random import Random
from xml.sax.saxutils import escape

from desktop.services.demo.people import MEN, SURNAMES, WOMEN

HEADS = ("연번", "성명", "생년월일", "성별", "휴대전화", "주소", "접수일", "비고")
REMARKS = ("", "", "사무직 희망", "오전 근무")
_DAY_ZERO = date(1899, 12, 30)
_MAIN = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_TYPES = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>'
_PARTS = {
    "[Content_Types].xml": (
        '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
        '<Default Extension="rels" '
        'ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPES}.sheet.main+xml"/>'
        f'<Override PartName="/xl/worksheets/sheet1.xml" ContentType="{_TYPES}.worksheet+xml"/>'
        f'<Override PartName="/xl/styles.xml" ContentType="{_TYPES}.styles+xml"/>'
        f'<Override PartName="/xl/sharedStrings.xml" ContentType="{_TYPES}.sharedStrings+xml"/>'
        "</Types>"
    ),
    "_rels/.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/officeDocument" Target="xl/workbook.xml"/>'
        "</Relationships>"
    ),
    "xl/workbook.xml": (
        f'<workbook {_MAIN} xmlns:r="{_RELATIONS}"><sheets>'
        '<sheet name="명부" sheetId="1" r:id="rId1"/></sheets></workbook>'
    ),
    "xl/_rels/workbook.xml.rels": (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{_RELATIONS}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{_RELATIONS}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{_RELATIONS}/sharedStrings" Target="sharedStrings.xml"/>'
        "</Relationships>"
    ),
    "xl/styles.xml": (
        f'<styleSheet {_MAIN}><fonts count="1"><font/></fonts>'
        '<fills count="1"><fill><patternFill/></fill></fills>'
        '<borders count="1"><border/></borders><cellStyleXfs count="1"><xf/></cellStyleXfs>'
        '<cellXfs count="2"><xf/><xf numFmtId="14" applyNumberFormat="1"/></cellXfs>'
        '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>'
        "</styleSheet>"
    ),
}


def write_roll(path: Path, rows: int, today: date, seed: int = 65) -> None:
    """A register of so many people, the last of whom was there within three years."""
    random = Random(seed)
    words: dict[str, int] = {}

    def text(place: str, said: str) -> str:
        at = words.setdefault(said, len(words))
        return f'<c r="{place}" t="s"><v>{at}</v></c>' if said else ""

    def day(place: str, when: date) -> str:
        return f'<c r="{place}" s="1"><v>{(when - _DAY_ZERO).days}</v></c>'

    lines = [
        "".join(text(f"{letter}1", head) for letter, head in zip("ABCDEFGH", HEADS, strict=True))
    ]
    surnames = [name for name, _ in SURNAMES]
    for at in range(2, rows + 2):
        woman, age = random.random() < 0.58, 18 + random.randrange(65)
        given = random.choice((WOMEN if woman else MEN)[0 if age > 55 else 1 if age > 35 else 2])
        number = f"{at * 7_654_321 % 100_000_000:08}"
        home = f"자양로 {random.randrange(300)}, {random.randrange(100, 130)}동 {at % 2_500}호"
        cells = (
            f'<c r="A{at}"><v>{at - 1}</v></c>',
            text(f"B{at}", random.choice(surnames) + given),
            day(f"C{at}", today - timedelta(days=age * 365 + random.randrange(365))),
            text(f"D{at}", "여" if woman else "남"),
            text(f"E{at}", f"010-{number[:4]}-{number[4:]}"),
            text(f"F{at}", f"서울특별시 광진구 {home} (자양제{1 + at % 4}동)"),
            day(f"G{at}", today - timedelta(days=random.randrange(1_000))),
            text(f"H{at}", random.choice(REMARKS)),
        )
        lines.append("".join(cells))
    body = "".join(f'<row r="{at}">{line}</row>' for at, line in enumerate(lines, 1))
    shared = "".join(f"<si><t>{escape(said)}</t></si>" for said in words)
    parts = {
        **_PARTS,
        "xl/worksheets/sheet1.xml": (
            f'<worksheet {_MAIN}><dimension ref="A1:H{rows + 1}"/>'
            f"<sheetData>{body}</sheetData></worksheet>"
        ),
        "xl/sharedStrings.xml": f'<sst {_MAIN} uniqueCount="{len(words)}">{shared}</sst>',
    }
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as packed:
        for name, part in parts.items():
            packed.writestr(name, _HEAD + part)
