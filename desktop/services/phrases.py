"""Sentences written again and again, called by their short name after a slash."""

from dataclasses import dataclass

from sqlalchemy import insert, select

from desktop.domain.access import ActKind
from desktop.domain.account import SignedIn
from desktop.domain.codes import CodeBook
from desktop.domain.errors import Conflict, NotFound, Refused
from desktop.domain.guard import find_identifiers
from desktop.domain.korean import collation_key, nfc, tidy
from desktop.domain.rights import Right
from desktop.services.act import Act, Office
from desktop.store.notes import Phrase

SHORT, LONG = 20, 400
"""How many characters a short name and a sentence may have."""


@dataclass(frozen=True, slots=True)
class PhraseLine:
    """One sentence and the short name it is called by."""

    id: int
    version: int
    short: str
    text: str


class Phrases:
    """The office's own sentences; they carry nobody's data."""

    def __init__(self, office: Office) -> None:
        self._office = office

    def list(self, account: SignedIn) -> tuple[PhraseLine, ...]:
        """All of them by short name."""
        with self._office.act(
            account, Right.OWN, ActKind.VIEW, purpose="자주 쓰는 문장", logged=False
        ) as act:
            rows = act.session.scalars(select(Phrase))
            lines = [PhraseLine(row.id, row.version, row.short, row.text) for row in rows]
            return tuple(sorted(lines, key=lambda line: collation_key(line.short)))

    def add(self, account: SignedIn, short: str, text: str) -> PhraseLine:
        """A new sentence. Raises Refused with the fields `short`, `text`."""
        with self._office.act(
            account, Right.OWN, ActKind.SETTING, purpose="자주 쓰는 문장 더함"
        ) as act:
            row = Phrase(id=act.new_id())
            _fill(act, row, short, text)
            act.session.add(row)
            act.session.flush()
            act.changed("setting")
            return PhraseLine(row.id, row.version, row.short, row.text)

    def change(
        self, account: SignedIn, phrase_id: int, version: int, short: str, text: str
    ) -> PhraseLine:
        """Put it in other words. Raises Refused with fields, Conflict, NotFound."""
        with self._office.act(
            account, Right.OWN, ActKind.SETTING, purpose="자주 쓰는 문장 고침"
        ) as act:
            row = act.session.get(Phrase, phrase_id)
            if row is None:
                raise NotFound("이 문장은 이미 지워졌습니다.")
            if row.version != version:
                raise Conflict("다른 자리에서 먼저 고쳤습니다. 다시 읽고 고쳐 주십시오.")
            _fill(act, row, short, text)
            act.session.flush()
            act.changed("setting")
            return PhraseLine(row.id, row.version, row.short, row.text)

    def remove(self, account: SignedIn, phrase_id: int) -> None:
        """Take it out; one already gone is no mistake."""
        with self._office.act(
            account, Right.OWN, ActKind.SETTING, purpose="자주 쓰는 문장 지움"
        ) as act:
            row = act.session.get(Phrase, phrase_id)
            if row is not None:
                act.session.delete(row)
                act.changed("setting")


def load_phrases(act: Act, codes: CodeBook) -> None:
    """Put the shipped sentences into a new store; later ones are the office's own."""
    if "phrases" not in codes.lists or act.session.scalars(select(Phrase.id).limit(1)).first():
        return
    rows = [
        {
            "id": act.new_id(),
            "version": 1,
            "short": code.code[:SHORT],
            "text": str(code.facts.get("text", code.label))[:LONG],
        }
        for code in codes["phrases"].valid(act.today)
    ]
    if rows:
        act.session.execute(insert(Phrase), rows)


def _fill(act: Act, row: Phrase, short: str, text: str) -> None:
    short, text = tidy(short).lstrip("/").replace(" ", ""), nfc(text).strip()
    wrong: dict[str, str] = {}
    if not short:
        wrong["short"] = "부를 이름을 한두 글자로 적어 주십시오."
    elif findings := find_identifiers(short):
        wrong["short"] = findings[0].advice
    elif len(short) > SHORT:
        wrong["short"] = f"부를 이름은 {SHORT}자 안으로 적어 주십시오."
    elif act.session.scalars(
        select(Phrase.id).where(Phrase.short == short, Phrase.id != row.id)
    ).first():
        wrong["short"] = "같은 이름의 문장이 있습니다. 다른 이름을 적어 주십시오."
    if not text:
        wrong["text"] = "문장을 적어 주십시오."
    elif len(text) > LONG:
        wrong["text"] = f"문장은 {LONG}자 안으로 적어 주십시오."
    else:
        findings = find_identifiers(text)
        if findings:
            wrong["text"] = findings[0].advice
    if wrong:
        raise Refused("저장하지 않았습니다. 표시한 칸을 보아 주십시오.", wrong)
    row.short, row.text = short, text
