"""Hangul as it is typed, stored, searched and sorted."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from desktop.domain import korean
from desktop.domain.korean import collation_key, expand, initials, matches

SYLLABLES = st.integers(0xAC00, 0xD7A3).map(chr)
# Names and queries from few letters, so that they meet often.
FEW = st.sampled_from(
    "가각간갈갑값강거고과구권귀기긴길김까깎나난남다달닭라마민바박사수시아이임자차하홍"
)
LETTERS = st.one_of(FEW, st.sampled_from("ㄱㄲㄳㄴㄹㅂㅄㅅaAn1 -漢"))
NAMES = st.text(FEW, min_size=1, max_size=4)
QUERIES = st.text(LETTERS, max_size=4)

FINALS = set("ㄱㄲㄴㄷㄹㅁㅂㅅㅆㅇㅈㅊㅋㅌㅍㅎ")
CLUSTER = {"ㄱㅅ": "ㄳ", "ㄴㅈ": "ㄵ", "ㄴㅎ": "ㄶ", "ㄹㄱ": "ㄺ", "ㄹㅁ": "ㄻ", "ㄹㅂ": "ㄼ"} | {
    "ㄹㅅ": "ㄽ",
    "ㄹㅌ": "ㄾ",
    "ㄹㅍ": "ㄿ",
    "ㄹㅎ": "ㅀ",
    "ㅂㅅ": "ㅄ",
}
VOWELS = {
    "ㅗㅏ": "ㅘ",
    "ㅗㅐ": "ㅙ",
    "ㅗㅣ": "ㅚ",
    "ㅜㅓ": "ㅝ",
    "ㅜㅔ": "ㅞ",
    "ㅜㅣ": "ㅟ",
    "ㅡㅣ": "ㅢ",
}
ALL_FINALS = "ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"
ALL_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"


def compose(keys: str) -> str:
    """A two-set Hangul input method: what stands in the field after these keys."""
    syllables: list[list[str]] = []
    for key in keys:
        vowel = key in ALL_VOWELS
        last = syllables[-1] if syllables else []
        if vowel and len(last) == 1:
            last.append(key)
        elif vowel and len(last) == 2 and last[1] + key in VOWELS:
            last[1] = VOWELS[last[1] + key]
        elif vowel and len(last) == 3:
            pair = next((p for p, c in CLUSTER.items() if c == last[2]), "")
            moved = pair[1] if pair else last.pop()
            if pair:
                last[2] = pair[0]
            syllables.append([moved, key])
        elif not vowel and len(last) == 2 and key in FINALS:
            last.append(key)
        elif not vowel and len(last) == 3 and last[2] + key in CLUSTER:
            last[2] = CLUSTER[last[2] + key]
        else:
            syllables.append([key])
    return "".join(_joined(parts) for parts in syllables)


def _joined(parts: list[str]) -> str:
    if len(parts) == 1:
        return parts[0]
    final = ALL_FINALS.index(parts[2]) + 1 if len(parts) == 3 else 0
    initial = korean.INITIALS.index(parts[0])
    return chr(0xAC00 + (initial * 21 + ALL_VOWELS.index(parts[1])) * 28 + final)


def keys_of(name: str) -> str:
    """The letters pressed for a name: compounds are two keys."""
    doubles = {c: p for p, c in (CLUSTER | VOWELS).items()}
    return "".join(doubles.get(letter, letter) for c in name for letter in korean.jamo(c))


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("ㅎㄱㄷ", "홍길동"),
        ("ㅎ", "홍길동"),
        ("기", "김수"),
        ("기", "길동"),
        ("긴", "기나라"),  # on the way to 김나… a final that will move on
        ("긴", "긴수"),
        ("ㄳ", "김수"),  # the keyboard glued ㄱ and ㅅ
        ("값", "갑수"),
        ("갑", "갑수"),
        ("구", "권수"),  # a vowel still growing
        ("달", "닭수"),
        ("홍 길동", "홍길동"),
        ("홍길동", "홍 길-동"),
        ("nguyen thi", "NGUYEN THI HOA"),
        ("金", "金哲洙"),
        ("뷁", "뷁수"),
        (unicodedata.normalize("NFD", "홍길"), "홍길동"),
        ("홍길", unicodedata.normalize("NFD", "홍길동")),
        ("홍\u200b길", "홍길동"),
    ],
)
def test_query_finds_the_name(typed: str, name: str) -> None:
    assert matches(typed, name)
    assert expand(typed).accepts(name)


@pytest.mark.parametrize(
    ("typed", "name"),
    [
        ("", "김수"),
        ("ㄱ", "까미"),
        ("김수", "기미수"),
        ("길", "김수"),
        ("김수", "김"),
        ("a", "김"),
        ("-", "김"),
    ],
)
def test_query_does_not_find_the_name(typed: str, name: str) -> None:
    assert not matches(typed, name)
    assert not expand(typed).accepts(name)


@given(st.text(SYLLABLES, min_size=1, max_size=4))
@example("값닭권")
@example("김나라")
def test_name_is_found_at_every_key_while_it_is_typed(name: str) -> None:
    keys = keys_of(name)
    assert compose(keys) == name
    for pressed in range(1, len(keys) + 1):
        assert matches(compose(keys[:pressed]), name)


@given(QUERIES, NAMES)
def test_unfolded_query_means_the_same_as_the_reference(typed: str, name: str) -> None:
    assert expand(typed).accepts(name) is matches(typed, name)


@given(QUERIES, NAMES)
def test_ranges_for_an_index_lose_nobody(typed: str, name: str) -> None:
    query = expand(typed)
    key = korean.search_key(name)
    for way in query.ways:
        if korean.NameQuery((way,)).accepts(name):
            assert initials(key).startswith(query.initials(way))
            bounds = query.bounds(way)
            assert bounds is None or bounds[0] <= key < bounds[1]


@given(QUERIES)
def test_a_whole_name_finds_itself(typed: str) -> None:
    if korean.search_key(typed):
        assert matches(typed, korean.split_clusters(typed))


def test_what_can_be_a_value_is_told_from_a_hint() -> None:
    assert korean.is_consonants("ㅎㄱㄷ")
    assert korean.is_consonants("ㄳ")
    assert not korean.is_consonants("홍ㄱ")
    assert korean.is_whole_name("홍길동")
    assert korean.is_whole_name("Nguyen Thi Hoa")
    for hint in ("ㅎㄱㄷ", "홍ㄱ", "홍1", "90", ""):
        assert not korean.is_whole_name(hint)


def test_text_is_kept_composed_and_without_invisible_characters() -> None:
    assert korean.nfc(unicodedata.normalize("NFD", "홍길동")) == "홍길동"
    assert korean.nfc("\ufeff홍\u200b길\u00a0동") == "홍길 동"
    assert korean.tidy("  홍   길동\u3000 ") == "홍 길동"
    assert korean.nfc("ㄱㅏ") == "ㄱㅏ"
    assert korean.nfc("👩\u200d💼") == "👩\u200d💼"


@given(st.text())
def test_tidying_twice_changes_nothing(text: str) -> None:
    assert korean.tidy(korean.tidy(text)) == korean.tidy(text)


def test_first_consonants() -> None:
    assert initials("홍길동") == "ㅎㄱㄷ"
    assert initials("남궁 Kim1") == "ㄴㄱ Kim1"
    assert initials("ㄳ") == "ㄱㅅ"


@pytest.mark.parametrize(
    ("word", "pair", "wanted"),
    [
        ("센터", "을/를", "를"),
        ("동의", "이/가", "가"),
        ("성명", "은/는", "은"),
        ("서울", "으로/로", "로"),
        ("부산", "으로/로", "으로"),
        ("구의", "로/으로", "로"),
        ("2026", "을/를", "을"),
        ("10", "으로/로", "으로"),
        ("7", "으로/로", "로"),
        ("2", "이/가", "가"),
        ("PDF", "을/를", "를"),
        ("XML", "을/를", "을"),
        ("Kim", "이/가", "이"),
        ("NGUYEN", "과/와", "과"),
        ("Hoa", "과/와", "와"),
        ("센터(본관)", "을/를", "를"),
        ("만 34세(19–39세)", "으로/로", "로"),
        ("“홍길동”", "이/가", "이"),
        ("ㄱ", "을/를", "을"),
        ("", "을/를", "를"),
        ("😀", "을/를", "를"),
    ],
)
def test_particle_follows_the_sound(word: str, pair: str, wanted: str) -> None:
    assert korean.particle(word, pair) == wanted
    assert korean.with_particle(word, pair) == word + wanted


def test_unknown_particle_is_a_mistake_of_ours() -> None:
    with pytest.raises(ValueError):
        korean.particle("센터", "에서/서")


def test_lists_are_in_the_order_of_a_korean_office() -> None:
    ordered = ["9번", "10번", "ㄱ", "가나", "각", "나", "하", "金哲洙", "Anna", "Bora"]
    assert sorted(set(ordered), key=collation_key) == ordered
    assert sorted(["Bora", "anna", "Anna"], key=collation_key) == ["Anna", "anna", "Bora"]
    nfd = unicodedata.normalize("NFD", "가나")
    assert sorted(["나", nfd, "가"], key=collation_key) == ["가", nfd, "나"]


@given(st.text(SYLLABLES, max_size=3), st.text(SYLLABLES, max_size=3))
def test_hangul_sorts_by_syllable(one: str, other: str) -> None:
    assert (collation_key(one) < collation_key(other)) is (one < other)


@given(st.text(max_size=6), st.text(max_size=6))
def test_a_beginning_sorts_before_the_whole(text: str, more: str) -> None:
    text, whole = korean.tidy(text), korean.tidy(text + "가" + more)
    if whole.startswith(text + "가"):
        assert collation_key(text) < collation_key(whole)


@pytest.mark.parametrize(
    ("hangul", "latin"),
    [
        ("비번", "qlqjs"),
        ("홍길동", "ghdrlfehd"),
        ("값", "rkqt"),
        ("쀍", "Qnpfr"),
        ("ㅂㅗ1!", "qh1!"),
    ],
)
def test_password_typed_in_hangul_mode_gives_the_keys(hangul: str, latin: str) -> None:
    assert korean.to_latin_keys(hangul) == latin


@given(st.text(SYLLABLES, min_size=1, max_size=5))
def test_keys_of_hangul_are_latin_letters(text: str) -> None:
    assert korean.to_latin_keys(text).isascii()
    assert korean.to_latin_keys(text).isalpha()


@given(
    st.text(
        st.one_of(
            SYLLABLES,
            st.characters(max_codepoint=0x2FF),
            st.sampled_from("ㄱㄳᄀ가힣ힰ\u0301\u200b\u200d\u3000\ufeff😀漢"),
        ),
        max_size=20,
    )
)
def test_what_is_composed_already_is_left_as_the_long_way_leaves_it(text: str) -> None:
    long = unicodedata.normalize("NFC", text).translate({**korean._INVISIBLE, **korean._SPACES})
    assert korean.nfc(text) == long or "😀" in text
    if korean._COMPOSED.fullmatch(text):
        assert korean.nfc(text) == long == text


@given(st.text(LETTERS, max_size=12))
def test_first_consonants_of_a_text_are_those_of_its_letters(text: str) -> None:
    whole = korean.split_clusters(korean.nfc(text))
    assert initials(text) == "".join(map(korean._initial, whole))
