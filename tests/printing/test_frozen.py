"""A kept record is the same paper for ever."""

import json
from dataclasses import replace
from datetime import date
from pathlib import Path

import pypdfium2
import pytest

from desktop.domain.consent import Item
from desktop.domain.papers import (
    ConsentRecord,
    Copy,
    NoteRecord,
    PaperRecord,
    SlipRecord,
    from_json,
    to_json,
)
from desktop.printing.frozen import draw, text_hash, text_of
from desktop.printing.picture import page_count, pages_to_grey, pages_to_rgba
from desktop.printing.slip import LAYOUTS, layout_of, render_slip
from desktop.printing.warm import warm_up
from desktop.printing.wording import newest, wording
from tests.printing import samples
from tests.printing.samples import NOTE, RECOVERY, SLIP, footer

KEPT = Path(__file__).parent / "kept"
RECORDS: tuple[PaperRecord, ...] = (
    samples.SLIP,
    samples.CONSENT,
    samples.APPLICATION,
    samples.RECEIPT,
    samples.NOTE,
    samples.PROOF,
    samples.PARTNER_SHEET,
    samples.DAY_SHEET,
    samples.CALL_SHEET,
    samples.STOP,
    samples.COPY,
    samples.ANSWER,
)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_a_record_read_back_is_the_same_and_says_the_same(record: PaperRecord) -> None:
    again = from_json(to_json(record), type(record))
    assert again == record
    assert text_of(again) == text_of(record)
    assert text_hash(again) == text_hash(record)


@pytest.mark.parametrize("record", RECORDS, ids=lambda record: type(record).__name__)
def test_the_words_do_not_depend_on_who_prints_when_and_how_often(record: PaperRecord) -> None:
    again = footer(print_number="26-101-0009999", printed_by="한서윤", reprint=3, void="바뀜")
    assert draw(record, again).text == draw(record, footer()).text == text_of(record)


def test_a_slip_kept_by_the_first_version_prints_the_same_words() -> None:
    kept = json.loads((KEPT / "slip-1.json").read_text(encoding="utf-8"))
    record = from_json(json.dumps(kept["record"]), SlipRecord)
    assert text_hash(record) == kept["hash"]


def places(pdf: bytes) -> list[list[object]]:
    """Every piece of text with its page and where it stands, in points."""
    document = pypdfium2.PdfDocument(pdf)
    found: list[list[object]] = []
    try:
        for number in range(len(document)):
            text = document[number].get_textpage()
            for index in range(text.count_rects()):
                left, bottom, right, top = text.get_rect(index)
                words = text.get_text_bounded(left, bottom, right, top).strip()
                found.append([number, round(left), round(bottom), words])
    finally:
        document.close()
    return found


def test_a_slip_of_the_first_layout_stays_where_it_was_drawn() -> None:
    """What moves on the page is a new layout with a new form; kept records name the old one."""
    kept = json.loads((KEPT / "slip-1.json").read_text(encoding="utf-8"))
    record = from_json(json.dumps(kept["record"]), SlipRecord)
    was = json.loads((KEPT / "slip-1-places.json").read_text(encoding="utf-8"))
    now = places(render_slip(record, large=True))
    assert [(page, words) for page, _, _, words in now] == [
        (page, words) for page, _, _, words in was
    ]
    for (_, x, y, words), (_, old_x, old_y, _) in zip(now, was, strict=True):
        assert abs(x - old_x) <= 1, words
        assert abs(y - old_y) <= 1, words


def test_every_layout_a_slip_was_issued_with_has_its_drawing_code_and_a_kept_record() -> None:
    forms = (Path(__file__).parents[2] / "resources" / "forms").glob("slip-*.toml")
    named = {wording(file.stem).layout for file in forms}
    assert named <= set(LAYOUTS)
    kept = {
        wording(json.loads(file.read_text(encoding="utf-8"))["record"]["form"]).layout
        for file in KEPT.glob("slip-?.json")
    }
    assert kept == set(LAYOUTS)


def test_a_form_of_a_layout_nobody_can_draw_is_told() -> None:
    with pytest.raises(LookupError, match="layout 9"):
        layout_of(replace(wording("slip-1"), layout=9))


def test_a_different_value_gives_a_different_hash() -> None:
    assert text_hash(SLIP) != text_hash(replace(SLIP, reply_due=date(2026, 12, 8)))


def test_another_paper_or_an_unknown_field_is_not_read() -> None:
    with pytest.raises(ValueError, match="NoteRecord"):
        from_json(to_json(SLIP), NoteRecord)
    plain = json.loads(to_json(SLIP))
    with pytest.raises(ValueError, match="surprise"):
        from_json(json.dumps({**plain, "surprise": 1}), SlipRecord)
    del plain["number"]
    with pytest.raises(ValueError, match="number"):
        from_json(json.dumps(plain), SlipRecord)


def test_a_field_added_later_takes_its_default() -> None:
    plain = json.loads(to_json(samples.CONSENT))
    del plain["explained_by"]
    assert from_json(json.dumps(plain), ConsentRecord) == samples.CONSENT


def test_the_recovery_code_cannot_be_kept_or_shown_by_accident() -> None:
    with pytest.raises(ValueError, match="never kept"):
        to_json(RECOVERY)  # type: ignore[arg-type]
    assert RECOVERY.groups[0] not in repr(RECOVERY)


def test_items_are_frozen_by_their_value() -> None:
    assert {item["item"] for item in json.loads(to_json(SLIP))["rows"]} <= {
        item.value for item in Item
    }


def test_every_form_says_where_its_words_come_from() -> None:
    for file in (Path(__file__).parents[2] / "resources" / "forms").glob("*.toml"):
        words = wording(file.stem)
        assert words.source
        assert words.edition
        assert words.valid_from <= date(2026, 11, 23)


def test_the_newest_wording_of_a_day_is_chosen_and_unknown_ones_are_told() -> None:
    assert newest("slip", date(2026, 10, 31)) == "slip-1"
    assert newest("slip", date(2026, 11, 23)) == "slip-2"
    assert newest("partner-sheet", date(2026, 11, 23)) == "partner-sheet-1"
    with pytest.raises(LookupError):
        wording("slip-99")
    with pytest.raises(LookupError):
        wording("../slip-1")


def test_pages_become_pictures_of_their_size() -> None:
    pdf = render_slip(SLIP, footer(), copies=(Copy.PARTNER, Copy.KEEP))
    assert page_count(pdf) == 2
    shown = pages_to_rgba(pdf, 96)
    assert [(picture.width, picture.height) for picture in shown] == [(794, 1123)] * 2
    assert all(len(picture.pixels) == picture.stride * picture.height for picture in shown)
    assert shown[0].stride == shown[0].width * 4
    grey = next(iter(pages_to_grey(pdf, 150)))
    assert grey.grey
    assert grey.width == 1241
    assert len(grey.pixels) == grey.stride * grey.height


def test_warming_up_may_be_repeated() -> None:
    warm_up()
    warm_up()
    assert text_of(NOTE)
