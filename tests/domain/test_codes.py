"""The shipped lists are whole, dated and usable; the reader refuses what is not."""

from datetime import date
from pathlib import Path

import pytest

from desktop.domain.centre import facts_on
from desktop.domain.codes import CodeBook, read_lists
from desktop.domain.consent import Item
from desktop.domain.contact import read_phone
from desktop.domain.guard import find_identifiers
from desktop.domain.rule_rows import load_rules
from desktop.domain.shipped import read_centre, read_holidays, read_partners

CODES = Path(__file__).parents[2] / "resources" / "codes"
BOOK = CodeBook.load(CODES)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize("name", sorted(BOOK.lists))
def test_every_list_is_dated_sourced_and_stored_without_blanks(name: str) -> None:
    found = BOOK[name]
    assert found.label
    assert found.valid(TODAY)
    for code in found:
        assert code.source
        assert code.label
        assert code.checked_on == TODAY or code.checked_on
        assert 1 <= len(code.code) <= 20
        assert " " not in code.code
        assert not code.parent or found.get(code.parent)


def test_lists_that_the_counter_needs_are_there() -> None:
    assert set(BOOK.lists) >= {
        "keco_2025", "dongs", "legal_dongs", "education", "graduation", "employment_forms",
        "wage_kinds", "minimum_wage", "groups", "leaving_reasons", "military", "driving",
        "computer", "working_patterns", "disability_types", "visit_purposes", "visit_results",
        "channels", "relations", "needs", "stay_status", "note_topics", "contact_ways",
        "referral_reasons", "decline_reasons", "outcomes", "documents", "phrases", "services",
        "move_reasons", "benefits", "helps", "regions", "partner_kinds",
    }  # fmt: skip


def test_sizes_of_the_official_lists() -> None:
    levels = [code.facts["level"] for code in BOOK["keco_2025"]]
    sizes = [levels.count(level) for level in ("major", "middle", "minor")]
    assert sizes == [10, 35, 139]
    assert len([code for code in BOOK["dongs"] if code.code.isdecimal()]) == 15
    assert len(BOOK["legal_dongs"].codes) == 7
    assert len(BOOK["note_topics"].codes) == 13
    assert len(BOOK["disability_types"].codes) == 15
    assert len(BOOK["education"].codes) == 7


def test_codes_keep_their_zeros_and_are_found_as_people_type() -> None:
    jobs = BOOK["keco_2025"]
    assert jobs.label_of("026") == "경영지원 사무원"
    assert [code.code for code in jobs.find("경리", TODAY)] == ["027"]
    assert jobs.find("027", TODAY)[0].label == "회계·경리 사무원"
    assert jobs.find("미용·예식 서비스직", TODAY)[0].code == "51"  # the name of 2018
    assert [code.code for code in jobs.children("2", TODAY)] == ["21", "22", "23", "24", "25"]
    for typed in ("자양1동", "자양제1동", "자양 1동"):
        assert [code.label for code in BOOK["dongs"].find(typed, TODAY)] == ["자양제1동"]
    assert BOOK["dongs"].find(" ", TODAY) == ()
    assert BOOK.label_of("dongs", "1121584700") == "자양제4동"
    assert BOOK.label_of("dongs", "9999") == "9999"


@pytest.mark.parametrize(
    ("year", "hourly", "monthly"),
    [(2025, 10030, 2096270), (2026, 10320, 2156880), (2027, 10700, 2236300)],
)
def test_minimum_wage_of_a_year(year: int, hourly: int, monthly: int) -> None:
    (row,) = BOOK["minimum_wage"].valid(date(year, 7, 1))
    assert row.facts["hourly"] == hourly
    assert row.facts["monthly"] == monthly == hourly * 209
    assert BOOK["minimum_wage"].get("hourly", date(year, 7, 1)) == row


def test_an_old_record_keeps_its_label() -> None:
    assert BOOK["minimum_wage"].get("hourly", date(2030, 1, 1)) == BOOK["minimum_wage"].get(
        "hourly"
    )
    assert BOOK["minimum_wage"].valid(date(2030, 1, 1)) == ()


def test_residence_permits_say_whether_one_may_work() -> None:
    work = {code.code: code.facts["work"] for code in BOOK["stay_status"]}
    assert set(work.values()) == {"yes", "no", "permit"}
    assert (work["F-5"], work["F-6"], work["D-2"], work["C-3"]) == ("yes", "yes", "permit", "no")


def test_nothing_shipped_looks_like_a_forbidden_number() -> None:
    for file in CODES.iterdir():
        assert not find_identifiers(file.read_text(encoding="utf-8")), file.name


# Partners, centre, holidays ---------------------------------------------------------------


def test_partners_refer_to_known_codes_and_rules() -> None:
    rules = {rule.key for rule in load_rules(CODES / "target_rules.toml")}
    entries = read_partners(CODES)
    assert len({entry.key for entry in entries}) == len(entries) >= 12
    for entry in entries:
        assert BOOK["partner_kinds"].get(entry.organisation.kind)
        assert entry.organisation.source
        assert entry.services
        assert len(entry.keys) == len(entry.to_confirm) == len(entry.services)
        for phone in (entry.organisation.phone, *(one.phone for one in entry.contacts)):
            assert not phone or read_phone(phone).display == phone
        assert all(not contact.name for contact in entry.contacts)
        for service in entry.services:
            assert set(service.target_keys) <= rules
            assert all(BOOK["services"].get(kind) for kind in service.kinds)
            assert all(BOOK["documents"].get(paper) for paper in service.documents)
            assert service.valid_from >= entry.organisation.valid_from
            assert not service.missing or "retention" in entry.to_confirm[0]


def test_womens_centre_can_be_consented_to_and_some_others_not_yet() -> None:
    entries = {entry.key: entry for entry in read_partners(CODES)}
    training = entries["dongbu_women"].services[0]
    assert training.missing == ()
    assert Item.NAME in training.items
    assert "career_women" in training.target_keys
    assert training.label == "동부여성발전센터 · 직업교육"
    assert (training.reply_days, training.slip_days) == (10, 14)
    lacking = [one for entry in entries.values() for one in entry.services if one.missing]
    assert lacking
    assert any(entry.organisation.internal for entry in entries.values())
    assert "링크사업단" in entries["konkuk_job_plus"].organisation.aliases


def test_every_partner_named_by_the_plan_is_found_by_its_old_name() -> None:
    aliases = {name for entry in read_partners(CODES) for name in entry.organisation.aliases}
    assert aliases >= {"고용노동부 동부지청", "링크사업단", "일자리사업단", "동부여성발전센터"}


def test_centre_has_the_facts_of_its_day() -> None:
    rows = read_centre(CODES)
    assert facts_on(rows, date(2025, 4, 20)).building == "광진구청 안전관리동"
    assert facts_on(rows, date(2025, 4, 21)).building == "광진구 통합청사"
    today = facts_on(rows, TODAY)
    assert (today.name, today.phone) == ("광진구 일자리센터", "02-450-1419")
    assert today.department == "일자리청년과"
    assert today.approvers == ("담당", "팀장", "과장")
    assert all(row.phone in row.phones for row in rows)


def test_holidays_have_names() -> None:
    days = read_holidays(CODES)
    assert days[date(2026, 12, 25)] == "기독탄신일"
    assert {day.year for day in days} == {2025, 2026, 2027, 2028}


# The reader --------------------------------------------------------------------------------

HEAD = 'valid_from = 2026-01-01\nchecked_on = 2026-11-23\n[[list]]\nname = "x"\nlabel = "엑스"\n'


def test_list_without_source_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    file.write_text(HEAD + 'code = [{ code = "a", label = "가" }]\n', encoding="utf-8")
    with pytest.raises(ValueError, match=r"x.toml: code a has no source"):
        read_lists(file)


def test_code_valid_twice_on_one_day_is_refused(tmp_path: Path) -> None:
    file = tmp_path / "x.toml"
    row = '{ code = "a", label = "가" }'
    file.write_text(HEAD + f'source = "s"\ncode = [{row}, {row}]\n', encoding="utf-8")
    with pytest.raises(ValueError, match="valid twice"):
        read_lists(file)


def test_list_given_in_two_files_is_refused(tmp_path: Path) -> None:
    for name in ("a.toml", "b.toml"):
        (tmp_path / name).write_text(
            HEAD + 'source = "s"\ncode = [{ code = "a", label = "가" }]\n', encoding="utf-8"
        )
    with pytest.raises(ValueError, match="given twice"):
        CodeBook.load(tmp_path)


def test_csv_with_dates_and_aliases(tmp_path: Path) -> None:
    file = tmp_path / "x.csv"
    file.write_text(
        "# name: x\n# label: 엑스\n# source: s\n"
        "# valid_from: 2026-01-01\n# checked_on: 2026-11-23\n"
        "code,label,aliases,valid_to\n01,가,갸|거,2026-06-30\n",
        encoding="utf-8-sig",
    )
    (found,) = read_lists(file)
    (code,) = found
    assert (code.code, code.aliases) == ("01", ("갸", "거"))
    assert code.is_valid(date(2026, 6, 30))
    assert not code.is_valid(date(2026, 7, 1))
    assert found.label_of("01") == "가"


def test_wrong_partner_is_named(tmp_path: Path) -> None:
    (tmp_path / "partners.toml").write_text(
        '[[organisation]]\nkey = "x"\nname = "엑스"\n[[organisation.service]]\nkey = "a"\n',
        encoding="utf-8",
    )
    with pytest.raises(ValueError, match=r"partners.toml: x"):
        read_partners(tmp_path)
