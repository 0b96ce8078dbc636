"""Korean text: composed form, first consonants, particles, order and name search.

Nothing here may use NFKC on Hangul: it turns a typed ㄱ (U+3131) into a conjoining
U+1100 and even glues ㄱㅏ into 가, so that a first-consonant query finds nobody.
"""

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

INITIALS = "ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ"
_VOWELS = "ㅏㅐㅑㅒㅓㅔㅕㅖㅗㅘㅙㅚㅛㅜㅝㅞㅟㅠㅡㅢㅣ"
_FINALS: tuple[str, ...] = ("", *list("ㄱㄲㄳㄴㄵㄶㄷㄹㄺㄻㄼㄽㄾㄿㅀㅁㅂㅄㅅㅆㅇㅈㅊㅋㅌㅍㅎ"))
_CLUSTERS = {
    "ㄳ": "ㄱㅅ",
    "ㄵ": "ㄴㅈ",
    "ㄶ": "ㄴㅎ",
    "ㄺ": "ㄹㄱ",
    "ㄻ": "ㄹㅁ",
    "ㄼ": "ㄹㅂ",
    "ㄽ": "ㄹㅅ",
    "ㄾ": "ㄹㅌ",
    "ㄿ": "ㄹㅍ",
    "ㅀ": "ㄹㅎ",
    "ㅄ": "ㅂㅅ",
}
# The last final a simple one can still grow into while it is being typed (달 → 닭).
_FINAL_GROWS_TO = {"ㄱ": "ㄳ", "ㄴ": "ㄶ", "ㄹ": "ㅀ", "ㅂ": "ㅄ"}
# The last vowel an open syllable can still grow into (구 → 권); neighbours in Unicode.
_VOWEL_GROWS_TO = {"ㅗ": "ㅚ", "ㅜ": "ㅟ", "ㅡ": "ㅢ"}
_FIRST, _LAST = 0xAC00, 0xD7A3
_PER_INITIAL, _PER_VOWEL = 588, 28

_KEYS = {
    **dict(zip("ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ", "qwertyuiop", strict=True)),
    **dict(zip("ㅁㄴㅇㄹㅎㅗㅓㅏㅣ", "asdfghjkl", strict=True)),
    **dict(zip("ㅋㅌㅊㅍㅠㅜㅡ", "zxcvbnm", strict=True)),
    **dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True)),
    **dict(zip("ㅘㅙㅚㅝㅞㅟㅢ", ("hk", "ho", "hl", "nj", "np", "nl", "ml"), strict=True)),
}

_INVISIBLE = dict.fromkeys((0x200B, 0x200C, 0x200D, 0x2060, 0xFEFF, 0x00AD))
_SPACES = dict.fromkeys((0x00A0, 0x2007, 0x202F, 0x3000), " ")
_COMPOSED = re.compile(r"[ -~가-힣]*")
"""What is composed, visible and plain already: nearly every name and address."""
_IGNORED_IN_NAMES = re.compile(r"[\s\-‐-―−·.,']+")


def nfc(text: str) -> str:
    """Text as the store keeps it: composed, no invisible characters, plain spaces.

    The zero-width joiner of emoji stays: removing it would take the emoji apart.
    """
    if text.isascii() or _COMPOSED.fullmatch(text) is not None:
        return text
    table = {**_INVISIBLE, **_SPACES}
    if any(0x1F000 <= ord(character) <= 0x1FAFF for character in text):
        table.pop(0x200D)
    return unicodedata.normalize("NFC", text).translate(table)


def tidy(text: str) -> str:
    """A one-line value on leaving its field: `nfc`, one inner space, none outside."""
    return " ".join(nfc(text).split())


def split_clusters(text: str) -> str:
    """ㄳ → ㄱㅅ: the keyboard glues two typed first consonants into one letter."""
    return "".join(_CLUSTERS.get(character, character) for character in text)


def initials(text: str) -> str:
    """First consonants: 홍길동 → ㅎㄱㄷ; clusters split, other characters stay."""
    return "".join(map(_initials_of, nfc(text)))


@cache
def _initials_of(character: str) -> str:
    """What one character is in `initials`; a few hundred syllables make all names."""
    return "".join(map(_initial, split_clusters(character)))


def is_syllable(character: str) -> bool:
    """Whether it is one whole Hangul syllable."""
    return _FIRST <= ord(character) <= _LAST


def is_consonants(text: str) -> bool:
    """Whether a query consists of first consonants only, a hint and never a value."""
    compact = split_clusters(search_key(text))
    return bool(compact) and all(character in INITIALS for character in compact)


def is_whole_name(text: str) -> bool:
    """Whether a query can be taken over as a name: letters, no lone jamo, no digits."""
    compact = search_key(text)
    return bool(compact) and all(
        character.isalpha() and not "ㄱ" <= character <= "ㆎ" for character in compact
    )


# Particles -----------------------------------------------------------------------------

_PAIRS = {
    "을/를": ("을", "를"),
    "이/가": ("이", "가"),
    "은/는": ("은", "는"),
    "과/와": ("과", "와"),
    "으로/로": ("으로", "로"),
    "이나/나": ("이나", "나"),
    "이라/라": ("이라", "라"),
    "이란/란": ("이란", "란"),
    "이랑/랑": ("이랑", "랑"),
    "아/야": ("아", "야"),
    "이에요/예요": ("이에요", "예요"),
    "이었/였": ("이었", "였"),
}
_BRACKETS_AT_END = re.compile(r"\s*[(\[{（「『<][^()\[\]{}（）「」『』<>]*[)\]}）」』>]\s*$")
_DIGIT_FINALS = {"0": "ㅇ", "1": "ㄹ", "3": "ㅁ", "6": "ㄱ", "7": "ㄹ", "8": "ㄹ"}
_LETTER_FINALS = {"l": "ㄹ", "m": "ㅁ", "n": "ㄴ", "r": "ㄹ"}
_SOUND_FINALS = dict(zip("bcklmnpt", "ㅂㄱㄱㄹㅁㄴㅂㅅ", strict=True))


def particle(word: str, pair: str) -> str:
    """The form of a particle that `word` needs: ("센터", "을/를") → "를".

    The pair may be written either way round. Digits are read as Korean numbers,
    Latin abbreviations letter by letter; brackets at the end are passed over.
    """
    with_final, without = _pair(pair)
    final = _final_sound(word)
    if with_final == "으로" and final == "ㄹ":
        return without
    return with_final if final else without


def with_particle(word: str, pair: str) -> str:
    """The word with its particle: ("연락처", "을/를") → "연락처를"."""
    return word + particle(word, pair)


def _pair(pair: str) -> tuple[str, str]:
    if pair in _PAIRS:
        return _PAIRS[pair]
    one, _, other = pair.partition("/")
    if f"{other}/{one}" in _PAIRS:
        return _PAIRS[f"{other}/{one}"]
    raise ValueError(f"unknown pair of particles: {pair}")


def _final_sound(word: str) -> str:
    word = nfc(word).strip()
    while (shorter := _BRACKETS_AT_END.sub("", word)) != word and shorter:
        word = shorter
    word = re.sub(r"[^\w]+$", "", word)
    if not word:
        return ""
    last = word[-1]
    if is_syllable(last):
        return _FINALS[(ord(last) - _FIRST) % _PER_VOWEL]
    if last in INITIALS:
        return last  # ㄱ is called 기역: every letter name of a consonant ends in it
    if last.isdecimal():
        digit = unicodedata.normalize("NFKC", last)
        return _DIGIT_FINALS.get(digit, "")
    latin = re.search(r"[A-Za-z]+$", word)
    if not latin:
        return ""
    spoken = latin.group().lower()
    if len(spoken) == 1 or not re.search(r"[aeiouy]", spoken):
        return _LETTER_FINALS.get(spoken[-1], "")
    return "ㅇ" if spoken.endswith("ng") else _SOUND_FINALS.get(spoken[-1], "")


# Order ---------------------------------------------------------------------------------


def collation_key(text: str) -> str:
    """Key for sorting lists as a Korean office expects: 9 < 10 < ㄱ < 가 < 나 < 漢 < a.

    Composed and decomposed text sort alike, upper and lower case side by side. The
    key is plain text, so it can be stored and indexed; it tells as much as the name.
    """
    text = tidy(text)
    runs = [run.group() for run in re.finditer(r"\d+|.", text, re.DOTALL)]
    parts = [_number_key(run) if run.isdecimal() else _letter_key(run) for run in runs]
    return "".join(parts) + "\t" + text


def _number_key(run: str) -> str:
    digits = "".join(str(unicodedata.decimal(digit)) for digit in run).lstrip("0") or "0"
    return "1" + chr(0x100 + len(digits)) + digits


def _letter_key(character: str) -> str:
    if is_syllable(character) or character in INITIALS:
        return "2" + chr(ord("A") + INITIALS.index(_initial(character))) + character
    if "ㄱ" <= character <= "ㆎ":
        return "2Z" + character
    if unicodedata.name(character, "").startswith("CJK"):
        return "3" + character
    if character.isalpha():
        return "4" + unicodedata.normalize("NFD", character.casefold())[0]
    return "0" + character


# Search by name ------------------------------------------------------------------------


def search_key(name: str) -> str:
    """A name as search compares it: composed, no spaces or hyphens, Latin in small letters."""
    return _IGNORED_IN_NAMES.sub("", nfc(name)).casefold()


@dataclass(frozen=True, slots=True)
class Slot:
    """What may stand at one place of a name.

    `initial` is the first consonant at that place (the letter itself when it is not
    Hangul). `first` and `last` bound the allowed characters, both inclusive; they
    are empty when any syllable with that initial will do.
    """

    initial: str
    first: str = ""
    last: str = ""

    @property
    def exact(self) -> bool:
        """Whether only one character fits."""
        return bool(self.first) and self.first == self.last

    def accepts(self, character: str) -> bool:
        """Whether `character` of a name's search key may stand here."""
        if not self.first:
            return _initial(character) == self.initial
        return self.first <= character <= self.last


@dataclass(frozen=True, slots=True)
class NameQuery:
    """A typed beginning of a name, unfolded for an index.

    `ways` are the possible readings (one, or two while a syllable is being composed:
    긴 is 긴… or the 기ㄴ of 기나). A name fits when its search key begins with the
    slots of any way. An empty query has no ways and fits nobody.
    """

    ways: tuple[tuple[Slot, ...], ...]

    def accepts(self, name: str) -> bool:
        """Whether `name` begins as typed; equal to `matches` by test."""
        key = search_key(name)
        return any(
            len(key) >= len(way) and all(slot.accepts(key[place]) for place, slot in enumerate(way))
            for way in self.ways
        )

    def initials(self, way: tuple[Slot, ...]) -> str:
        """What `initials(search_key(name))` must begin with for this reading."""
        return "".join(slot.initial for slot in way)

    def bounds(self, way: tuple[Slot, ...]) -> tuple[str, str] | None:
        """Range [low, high) of search keys that covers this reading, for an index.

        None when the first place takes any syllable of a consonant: use `initials`.
        The range may be wider than the reading; `accepts` or slot conditions narrow it.
        """
        prefix = ""
        for slot in way:
            if not slot.first:
                break
            if not slot.exact:
                return prefix + slot.first, prefix + chr(ord(slot.last) + 1)
            prefix += slot.first
        return (prefix, prefix[:-1] + chr(ord(prefix[-1]) + 1)) if prefix else None


def expand(query: str) -> NameQuery:
    """The places and ranges of a query, from which the store builds its search."""
    letters = split_clusters(search_key(query))
    if not letters:
        return NameQuery(())
    before = tuple(_slot(character) for character in letters[:-1])
    return NameQuery(tuple(before + way for way in _last_ways(letters[-1])))


def matches(query: str, name: str) -> bool:
    """Whether the name begins as typed so far: the plain reference for every faster search.

    A consonant stands for its syllables, 기 for 김 and 길, the last syllable also for
    what it may still become: 긴 finds 김나라's neighbour 기나라, 값 finds 갑수.
    """
    typed, key = split_clusters(search_key(query)), search_key(name)
    if not typed:
        return False
    if _begins(typed, key, growing=True):
        return True
    if not is_syllable(typed[-1]):
        return False
    kept, moved = _split_final(_final(typed[-1]))
    if not moved:
        return False
    stem = _with_final(typed[-1], kept)
    head = typed[:-1]
    return (
        len(key) > len(typed)
        and _begins(head, key, growing=False)
        and key[len(head)] == stem
        and _initial(key[len(head) + 1]) == moved
    )


def _begins(typed: str, key: str, *, growing: bool) -> bool:
    if len(key) < len(typed):
        return False
    for place, character in enumerate(typed):
        here = key[place]
        if character in INITIALS:
            fits = _initial(here) == character
        elif is_syllable(character):
            top = _grown(character) if growing and place == len(typed) - 1 else _top(character)
            fits = character <= here <= top
        else:
            fits = here == character
        if not fits:
            return False
    return True


def _slot(character: str) -> Slot:
    if character in INITIALS:
        return Slot(character)
    return Slot(_initial(character), character, _top(character))


def _last_ways(character: str) -> list[tuple[Slot, ...]]:
    if not is_syllable(character):
        return [(_slot(character),)]
    ways: list[tuple[Slot, ...]] = [(Slot(_initial(character), character, _grown(character)),)]
    final = _final(character)
    if final:
        kept, moved = _split_final(final)
        stem = _with_final(character, kept)
        ways.append((Slot(_initial(stem), stem, stem), Slot(moved)))
    return ways


def _top(character: str) -> str:
    """The last syllable an already finished one stands for: 기 → 깋, 김 → 김."""
    if is_syllable(character) and not _final(character):
        return chr(ord(character) + _PER_VOWEL - 1)
    return character


def _grown(character: str) -> str:
    """The last syllable one still being composed can become: 구 → 귛, 달 → 닳."""
    final = _final(character)
    if final:
        return _with_final(character, _FINAL_GROWS_TO.get(final, final))
    vowel = _VOWELS[(ord(character) - _FIRST) % _PER_INITIAL // _PER_VOWEL]
    more = _VOWELS.index(_VOWEL_GROWS_TO.get(vowel, vowel)) - _VOWELS.index(vowel)
    return chr(ord(character) + (more + 1) * _PER_VOWEL - 1)


def _initial(character: str) -> str:
    if is_syllable(character):
        return INITIALS[(ord(character) - _FIRST) // _PER_INITIAL]
    return character


def _final(character: str) -> str:
    return _FINALS[(ord(character) - _FIRST) % _PER_VOWEL]


def _split_final(final: str) -> tuple[str, str]:
    """What stays and what moves to the next syllable when a vowel follows: ㅄ → ㅂ, ㅅ."""
    pair = _CLUSTERS.get(final, "")
    return (pair[0], pair[1]) if pair else ("", final)


def _with_final(character: str, final: str) -> str:
    code = ord(character) - _FIRST
    return chr(_FIRST + code - code % _PER_VOWEL + _FINALS.index(final))


# The keyboard --------------------------------------------------------------------------


def to_latin_keys(text: str) -> str:
    """The keys that were pressed when a password was typed in Hangul mode: 비번 → qlqjs.

    Two-set keyboard (KS X 5002); characters that are not Hangul stay as they are.
    """
    return "".join(_keys(character) for character in unicodedata.normalize("NFC", text))


def jamo(character: str) -> str:
    """The letters of a syllable in the order they are typed: 값 → ㄱㅏㅄ."""
    if not is_syllable(character):
        return character
    code = ord(character) - _FIRST
    vowel = _VOWELS[code % _PER_INITIAL // _PER_VOWEL]
    return INITIALS[code // _PER_INITIAL] + vowel + _FINALS[code % _PER_VOWEL]


def _keys(character: str) -> str:
    return "".join(_KEYS.get(letter, letter) for letter in split_clusters(jamo(character)))
