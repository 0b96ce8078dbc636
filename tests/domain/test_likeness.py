"""Two spellings of one name sound alike, two people do not; a birth may be mistyped."""

from datetime import date, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from desktop.domain.likeness import (
    LONGEST,
    Birth,
    Slip,
    Traits,
    births_near,
    ground_for,
    name_sound,
    slip_between,
)
from desktop.domain.visitor import Sex

SYLLABLES = st.characters(min_codepoint=0xAC00, max_codepoint=0xD7A3)
NAMES = st.text(SYLLABLES, min_size=2, max_size=5)
WORDS = st.text("abcdefghijklmnopqrstuvwxyz", min_size=1, max_size=8)
DAYS = st.dates(date(1900, 1, 1), date(2099, 12, 31))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김민지", "김 민지"),
        ("유하늘", "류하늘"),
        ("이솔", "리솔"),
        ("나도윤", "라도윤"),
        ("임가온", "림가온"),
        ("양슬", "량슬"),
        ("노을", "로을"),
        ("여운", "려운"),
        ("여운", "녀운"),
        ("정선열", "정선렬"),
        ("최율", "최률"),
        ("김재희", "김제희"),
        ("남궁 민", "남궁민"),
        ("김민지(개명 전 김순)", "김민지"),
        ("KIM MINJI", "MINJI KIM"),
        ("KIM MINJI", "Kim Min-ji"),
        ("Nguyễn Thị Hoa", "HOA NGUYEN THI"),
        ("O'Neil, Anna", "Anna ONeil"),
    ],
)
def test_two_ways_to_write_one_name_sound_alike(one: str, other: str) -> None:
    assert name_sound(one) == name_sound(other) != ""


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("김민지", "김민정"),
        ("이유진", "류유진"),
        ("김하라", "김하나"),
        ("김나리", "김다리"),
        ("김민지A", "김민지B"),
        ("KIM MINJI", "KIM MINSU"),
        ("김민지", "KIM MINJI"),
        ("노을", "오을"),
    ],
)
def test_names_of_two_people_do_not(one: str, other: str) -> None:
    assert name_sound(one) != name_sound(other)


def test_no_name_has_no_sound() -> None:
    assert name_sound("") == name_sound(" - ") == ""


@given(NAMES, st.integers(0, 5))
def test_blanks_never_make_another_name(name: str, place: int) -> None:
    assert name_sound(name[:place] + " " + name[place:]) == name_sound(name)


@given(NAMES)
def test_a_sound_is_itself_its_sound_and_as_long_as_the_name(name: str) -> None:
    sound = name_sound(name)
    assert len(sound) == len(name)
    assert name_sound(sound) == sound


@given(st.lists(WORDS, min_size=2, max_size=4))
def test_the_order_of_latin_words_makes_no_difference(words: list[str]) -> None:
    sounds = {name_sound(" ".join(one)) for one in permutations(words)}
    assert len(sounds) == 1
    assert name_sound(" ".join(words).upper()) in sounds


@given(st.text(max_size=200))
def test_any_text_has_a_sound_that_fits_its_column(text: str) -> None:
    assert len(name_sound(text)) <= LONGEST


@pytest.mark.parametrize(
    ("one", "other", "slip"),
    [
        (date(1984, 5, 2), date(1984, 5, 3), Slip.DIGIT),
        (date(1984, 5, 2), date(1994, 5, 2), Slip.DIGIT),
        (date(1984, 5, 2), date(1948, 5, 2), Slip.SWAPPED),
        (date(1984, 5, 12), date(1984, 5, 21), Slip.SWAPPED),
        (date(1984, 5, 2), date(1984, 2, 5), Slip.DAY_AND_MONTH),
        (date(1912, 5, 2), date(2012, 5, 2), Slip.CENTURY),
        (date(1984, 5, 2), date(1984, 5, 2), None),
        (date(1984, 5, 2), date(1976, 11, 30), None),
    ],
)
def test_how_a_birth_may_be_mistyped(one: date, other: date, slip: Slip | None) -> None:
    assert slip_between(one, other) is slip


@given(DAYS, DAYS)
def test_a_slip_goes_both_ways(one: date, other: date) -> None:
    assert (other in births_near(one)) == (one in births_near(other))
    for near in births_near(one):
        assert slip_between(near, one) is not None


@given(DAYS)
def test_only_few_dates_are_near_and_never_the_date_itself(day: date) -> None:
    near = births_near(day)
    assert day not in near
    assert 20 <= len(near) <= 60


BASE = Traits("김민지", name_sound("김민지"), date(1984, 5, 2), 1984, Sex.FEMALE, "01012345678")


def other(name: str = "김민지", **more: object) -> Traits:
    values: dict[str, object] = {
        "birth": BASE.birth,
        "birth_year": 1984,
        "sex": Sex.FEMALE,
        "phone": "01000000001",
        **more,
    }
    return Traits(name, name_sound(name), **values)  # type: ignore[arg-type]


@given(NAMES.filter(lambda name: name_sound(name) != BASE.sound), DAYS)
def test_families_on_one_phone_stay_apart(name: str, birth: date) -> None:
    """Twins have even the birth in common."""
    for day in (birth, BASE.birth, None):
        assert ground_for(BASE, other(name, birth=day, phone=BASE.phone)) is None


def test_what_speaks_for_two_being_one() -> None:
    told = {
        "이름·생년월일이 같습니다": other(),
        "이름·생년월일·전화가 같습니다": other(phone=BASE.phone),
        "이름·전화가 같습니다 · 생년월일은 월과 일이 서로 바뀜": other(
            birth=date(1984, 2, 5), phone=BASE.phone
        ),
        "이름·전화가 같습니다 · 생년월일은 한쪽만 압니다": other(
            birth=None, birth_year=None, second_phone=BASE.phone
        ),
        "이름·전화가 같습니다 · 생년월일이 다릅니다": other(
            birth=date(1990, 11, 30), phone=BASE.phone
        ),
        "이름이 같습니다 · 생년월일은 한 자리만 다름": other(birth=date(1984, 5, 3), phone=""),
    }
    for sentence, one in told.items():
        ground = ground_for(BASE, one)
        assert ground is not None, sentence
        assert ground.sentence == sentence


@pytest.mark.parametrize(
    "one",
    [
        other(birth=date(1976, 11, 30)),
        other(birth=date(1984, 5, 3)),
        other(birth=None, birth_year=1984),
        other(sex=Sex.MALE),
        other("김 민지", birth=date(1976, 11, 30), phone=BASE.phone, sex=Sex.MALE),
    ],
)
def test_a_frequent_name_alone_says_nothing(one: Traits) -> None:
    assert ground_for(BASE, one) is None


def test_a_birth_mistyped_counts_with_the_same_dong() -> None:
    here = Traits(
        BASE.name, BASE.sound, BASE.birth, 1984, Sex.FEMALE, BASE.phone, dong="1121587000"
    )
    there = other(birth=date(1984, 5, 3), dong="1121587000")
    ground = ground_for(here, there)
    assert ground is not None
    assert (ground.birth, ground.slip, ground.same_dong) == (Birth.SLIP, Slip.DIGIT, True)
    assert ground.sentence == "이름·동이 같습니다 · 생년월일은 한 자리만 다름"


def test_a_name_that_only_sounds_so_speaks_less() -> None:
    one = Traits("유하늘", name_sound("유하늘"), BASE.birth)
    two = Traits("류하늘", name_sound("류하늘"), BASE.birth)
    less, more = ground_for(one, two), ground_for(BASE, other())
    assert less is not None
    assert more is not None
    assert less.strength < more.strength
    assert less.sentence == "이름의 소리·생년월일이 같습니다"


@given(
    st.builds(
        other,
        st.sampled_from(["김민지", "김 민지", "김민정"]),
        birth=st.one_of(st.none(), st.sampled_from([BASE.birth, date(1984, 5, 3)]), DAYS),
        birth_year=st.none(),
        sex=st.sampled_from(Sex),
        phone=st.sampled_from(["", "01012345678", "01000000001"]),
        dong=st.sampled_from(["", "1121587000"]),
    ),
    st.timedeltas(timedelta(days=-400), timedelta(days=400)),
)
def test_it_makes_no_difference_who_is_asked_first(one: Traits, away: timedelta) -> None:
    assert BASE.birth is not None
    base = Traits("김민지", BASE.sound, BASE.birth + away, sex=Sex.FEMALE, phone="01012345678")
    assert ground_for(base, one) == ground_for(one, base)
