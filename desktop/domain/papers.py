"""The papers of the counter as frozen records: everything a page says, nothing looked up.

A record carries the words and values of its day, so that a reprint years later is
the same paper although the visitor, the partner or the centre has changed since.
What is true only of one print (who printed it when, the how-manieth time) stands
in `Footer` and never in the record. `to_json` freezes a record for the store and
`from_json` reads it back for ever: fields added later have defaults.
"""

import json
import types
from collections.abc import Callable
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime, time
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, cast, get_args, get_origin, get_type_hints

from desktop.domain.centre import CentreFacts
from desktop.domain.consent import Basis, Item


class Copy(Enum):
    """For whom a sheet of the referral slip is meant; only PARTNER carries the reply stub."""

    PARTNER = "partner"
    VISITOR = "visitor"
    KEEP = "keep"

    @property
    def label(self) -> str:
        """As in the tag at the top left of the sheet."""
        return {"partner": "기관용", "visitor": "내담자용", "keep": "보관용"}[self.value]


@dataclass(frozen=True, slots=True)
class Footer:
    """What is true of one print only: the line at the foot of every sheet (출력 이력).

    `reprint` counts repeat prints of the same paper from 1, 0 is the first print.
    `void` says in words that the paper no longer counts and which one replaced it;
    it is drawn across the page.
    """

    print_number: str
    printed_at: datetime
    printed_by: str
    purpose: str
    reprint: int = 0
    void: str = ""


@dataclass(frozen=True, slots=True)
class Choice:
    """A box on the paper with its word, ticked or not."""

    label: str
    ticked: bool = False


@dataclass(frozen=True, slots=True)
class SlipRow:
    """One row of the slip: an item the visitor agreed to hand over, with its value.

    `choices` instead of `value` for rows of boxes (의뢰 서비스, 확인한 요건).
    """

    item: Item
    value: str = ""
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class SlipBasis:
    """On what ground some of the items are handed over; `article` is a law's."""

    basis: Basis
    items: tuple[Item, ...]
    article: str = ""


@dataclass(frozen=True, slots=True)
class SlipRecord:
    """The referral slip as issued (구직자 연계 의뢰서) with all its copies.

    `rows` are already the intersection of what the partner needs and what the
    visitor agreed to. `visitor_name` stands only on the visitor's own copy; empty
    when the visitor prefers the number alone. `partner_head` is the addressee
    (수신), `reference` who should see it there (참조). `revision` is the 제n차 발급;
    from the second on `replaces` is the number that became void. `copies` are the
    sheets that belong to this paper, in their order. `bases` tells the ground item by
    item and is empty where everything rests on the one consent. `partner_before` is the
    name under which the visitor agreed, where the same body has another today. `map_hint` says
    in a line how to find the door, `to_say` what to say there. `second` is the form of a sheet
    in another language that follows the visitor's copy (`second-en-1`), empty for none;
    `document_codes` are what that sheet names the documents by.
    """

    number: str
    issued_on: date
    centre: CentreFacts
    counsellor: str
    partner: str
    partner_head: str
    rows: tuple[SlipRow, ...]
    consent_number: str
    consent_on: date
    consent_form: str
    valid_until: date
    reply_due: date
    form: str = "slip-1"
    revision: int = 1
    replaces: str = ""
    copies: tuple[Copy, ...] = (Copy.PARTNER, Copy.VISITOR, Copy.KEEP)
    service: str = ""
    purpose: str = ""
    reference: str = ""
    partner_phone: str = ""
    partner_address: str = ""
    partner_directions: str = ""
    called_before: str = ""
    visitor_name: str = ""
    appointment_on: date | None = None
    appointment_at: time | None = None
    call_on: date | None = None
    documents: tuple[Choice, ...] = ()
    attachments: tuple[str, ...] = ()
    bases: tuple[SlipBasis, ...] = ()
    partner_before: str = ""
    map_hint: str = ""
    to_say: str = ""
    second: str = ""
    document_codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ConsentService:
    """One named partner on the consent paper: the five things the law wants told.

    A `|` in `organisation` marks where the name may break over two lines.
    """

    organisation: str
    purpose: str
    items: tuple[Item, ...]
    retention: str


@dataclass(frozen=True, slots=True)
class ConsentRecord:
    """The consent paper to be signed; without `number` it is the blank form.

    Nothing on it is ever ticked by the program.
    """

    centre: CentreFacts
    form: str = "consent-2026-1"
    number: str = ""
    visit_number: str = ""
    services: tuple[ConsentService, ...] = ()
    explained_by: str = ""


@dataclass(frozen=True, slots=True)
class ApplicationCareer:
    """One job held, as written in the application."""

    company: str
    duty: str
    period: str
    leaving_reason: str


@dataclass(frozen=True, slots=True)
class ApplicationRecord:
    """The job-seeker application (구직신청서); without `number` it is the blank form.

    Fields of boxes hold the words or codes to tick; a word the form has no box for
    is added as a ticked box of its own, so that nothing told is lost on paper.
    """

    centre: CentreFacts
    form: str = "application-2026-1"
    number: str = ""
    received_at: datetime | None = None
    counsellor: str = ""
    channel: str = ""
    valid_until: date | None = None
    name: str = ""
    birth: str = ""
    lunar: bool = False
    sex: str = ""
    phone: str = ""
    second_phone: str = ""
    address: str = ""
    contact_ways: tuple[str, ...] = ()
    contact_time: str = ""
    education: str = ""
    school: str = ""
    graduation: str = ""
    work_state: str = ""
    idle_since: str = ""
    benefits: tuple[str, ...] = ()
    careers: tuple[ApplicationCareer, ...] = ()
    licences: str = ""
    driving: tuple[str, ...] = ()
    computer: tuple[str, ...] = ()
    jobs: tuple[str, ...] = ()
    employment_forms: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    wage_kind: str = ""
    wage: int | None = None
    hours: str = ""
    from_when: str = ""
    helps: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ReceiptRecord:
    """The receipt a visitor takes home after filing (접수증)."""

    number: str
    received_at: datetime
    centre: CentreFacts
    counsellor: str
    purposes: tuple[str, ...] = ()
    visitor_name: str = ""
    valid_until: date | None = None
    next_on: date | None = None
    next_at: time | None = None
    form: str = "receipt-1"


@dataclass(frozen=True, slots=True)
class NoteTopic:
    """One topic of the talk: `state` 0 미확인 · 1 필요 · 2 강점 · 3 해결."""

    label: str
    state: int = 0
    talked: bool = False
    line: str = ""


@dataclass(frozen=True, slots=True)
class NotePlan:
    """One agreed action."""

    goal: str
    action: str
    who: str
    due_on: date | None
    state: str


@dataclass(frozen=True, slots=True)
class NoteAmendment:
    """One later change of a finished note; the earlier text stays in the store."""

    number: int
    at: datetime
    by: str
    reason: str


@dataclass(frozen=True, slots=True)
class NoteRecord:
    """The counselling note (상담일지) for the file; the sensitive memo is never on it."""

    number: str
    started_at: datetime
    ended_at: datetime | None
    centre: CentreFacts
    counsellor: str
    name: str
    written_at: datetime
    form: str = "note-1"
    about: str = ""
    session: int = 1
    method: str = ""
    reached: bool = True
    type: str = ""
    attended_by: str = ""
    topics: tuple[NoteTopic, ...] = ()
    opening: str = ""
    summary: str = ""
    plan: tuple[NotePlan, ...] = ()
    action: str = ""
    next_appointment: str = ""
    follow_up: str = ""
    amendments: tuple[NoteAmendment, ...] = ()


@dataclass(frozen=True, slots=True)
class VisitProven:
    """One recorded visit on the proof."""

    on: date
    started_at: time | None
    ended_at: time | None
    method: str
    content: str
    counsellor: str = ""


@dataclass(frozen=True, slots=True)
class ProofRecord:
    """The proof of counselling for benefit recipients (상담(방문) 확인서).

    Only recorded visits stand on it. `number` is its 발급번호, `submit_to` where the
    visitor says it goes.
    """

    number: str
    issued_on: date
    centre: CentreFacts
    counsellor: str
    name: str
    birth: str
    visits: tuple[VisitProven, ...]
    visit_number: str = ""
    submit_to: str = ""
    use: str = ""
    form: str = "proof-1"


@dataclass(frozen=True, slots=True)
class PartnerSheetRecord:
    """Information about a partner without any personal data (기관 안내문).

    For whoever gives no consent, or only asks: the visitor calls there himself.
    """

    centre: CentreFacts
    given_on: date
    partner: str
    service: str = ""
    help: str = ""
    criteria: tuple[str, ...] = ()
    address: str = ""
    directions: str = ""
    phone: str = ""
    hours: str = ""
    contact: str = ""
    documents: tuple[str, ...] = ()
    checked_on: date | None = None
    form: str = "partner-sheet-1"


@dataclass(frozen=True, slots=True)
class DayLine:
    """One appointment on the day sheet; the name is masked already."""

    at: time
    masked_name: str
    purpose: str
    counsellor: str
    channel: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class DaySheetRecord:
    """The day's appointments for the counter's wall (일일 예약표), names masked."""

    day: date
    centre: CentreFacts
    lines: tuple[DayLine, ...]
    form: str = "day-sheet-1"


@dataclass(frozen=True, slots=True)
class CallLine:
    """One open slip on the call sheet; the name is masked already.

    `days` are working days since the slip was issued; `due` that it is asked about today.
    """

    number: str
    masked_name: str
    service: str
    issued_on: date
    days: int
    due: bool = False
    last: str = ""


@dataclass(frozen=True, slots=True)
class CallSheetRecord:
    """All open slips of one partner for one call (기관별 전화 시트), names masked."""

    day: date
    centre: CentreFacts
    partner: str
    phone: str
    lines: tuple[CallLine, ...]
    contact: str = ""
    hours: str = ""
    form: str = "call-sheet-1"


@dataclass(frozen=True, slots=True)
class StopRecord:
    """The request to a partner to stop using what was provided, after a withdrawal.

    It names the slip by its number only; the partner holds the slip. `whole` says that
    the centre's own use was taken back, not only the provision. `partner_before` is the
    name on the slip, where the same body has another today.
    """

    number: str
    issued_on: date
    centre: CentreFacts
    counsellor: str
    partner: str
    partner_head: str
    slip_issued_on: date
    withdrawn_on: date
    consent_number: str
    items: tuple[Item, ...]
    answer_due: date
    reference: str = ""
    form: str = "stop-1"
    partner_before: str = ""
    whole: bool = False


@dataclass(frozen=True, slots=True)
class HandoverLine:
    """One open case on the 인계 목록; the name is masked already."""

    kind: str
    number: str
    masked_name: str
    about: str
    due_on: date | None
    to: str


@dataclass(frozen=True, slots=True)
class HandoverRecord:
    """What somebody leaves to colleagues when the account is closed (인계 목록)."""

    on: date
    centre: CentreFacts
    name: str
    role: str
    lines: tuple[HandoverLine, ...]
    form: str = "handover-1"


@dataclass(frozen=True, slots=True)
class ReportFact:
    """One fact of a report: `key` names its label in the form."""

    key: str
    value: str


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One row of a table, a text for each column."""

    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A table of a report: `key` names title, heads and widths in the form."""

    key: str
    rows: tuple[ReportRow, ...]


@dataclass(frozen=True, slots=True)
class ReportRecord:
    """A paper of facts and tables about somebody's rights or the office's files.

    The own data of a person, the answer to a request, the notice to a partner, the sheet
    for a leak, the sheet of a personal data file: `form` says which, with its words. It is
    as many sheets long as its tables are. `addressee` makes a letter of it.
    """

    form: str
    number: str
    issued_on: date
    centre: CentreFacts
    counsellor: str
    facts: tuple[ReportFact, ...] = ()
    tables: tuple[ReportTable, ...] = ()
    addressee: str = ""
    remark: str = ""


@dataclass(frozen=True, slots=True)
class BlankRecord:
    """A form of the law without a word about anybody, to be filled in by hand."""

    centre: CentreFacts
    form: str


@dataclass(frozen=True, slots=True, repr=False)
class RecoveryRecord:
    """The recovery code for the sealed envelope: eight groups of six digits.

    It is printed and forgotten: `to_json` refuses it and it has no readable repr.
    """

    store_name: str
    check_value: str
    made_at: datetime
    centre_name: str
    groups: tuple[str, ...]
    edition: int = 1
    paper_number: str = ""
    copy: int = 1
    copies: int = 1
    form: str = "recovery-1"


PaperRecord = (
    SlipRecord
    | ConsentRecord
    | ApplicationRecord
    | ReceiptRecord
    | NoteRecord
    | ProofRecord
    | PartnerSheetRecord
    | DaySheetRecord
    | CallSheetRecord
    | StopRecord
    | HandoverRecord
    | ReportRecord
    | BlankRecord
)
"""Every record that may be kept."""

_KINDS: dict[str, type] = {
    "slip": SlipRecord,
    "consent": ConsentRecord,
    "application": ApplicationRecord,
    "receipt": ReceiptRecord,
    "note": NoteRecord,
    "proof": ProofRecord,
    "partner_sheet": PartnerSheetRecord,
    "day_sheet": DaySheetRecord,
    "call_sheet": CallSheetRecord,
    "stop": StopRecord,
    "handover": HandoverRecord,
    "report": ReportRecord,
    "blank": BlankRecord,
}
_NAMES = {kind: name for name, kind in _KINDS.items()}
_PAPER = "paper"

R = TypeVar("R")


def to_json(record: PaperRecord) -> str:
    """Freeze a record as text for the store: sorted keys, Hangul as it is.

    Raises ValueError for what may not be kept (the recovery code).
    """
    name = _NAMES.get(type(record))
    if name is None:
        raise ValueError(f"{type(record).__name__} is never kept")
    plain = cast("dict[str, Any]", _plain(record))
    return json.dumps({_PAPER: name, **plain}, ensure_ascii=False, sort_keys=True)


def from_json(text: str, expected: type[R]) -> R:
    """Read a frozen record back; `expected` is its class.

    Raises ValueError when the text is another paper, or carries a field this
    program does not know: leaving it out would print a different paper.
    """
    plain = json.loads(text)
    if not isinstance(plain, dict) or _KINDS.get(plain.pop(_PAPER, "")) is not expected:
        raise ValueError(f"not a {expected.__name__}")
    return cast("R", _reader(cast("Any", expected))(plain))


def _plain(value: object) -> object:
    if is_dataclass(value):
        return {field.name: _plain(getattr(value, field.name)) for field in fields(value)}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, date | time):  # a datetime is a date
        return value.isoformat()
    return value


@cache
def _reader(kind: Any) -> Callable[[Any], Any]:
    """A function that builds a value of `kind` from plain JSON."""
    origin = get_origin(kind)
    if origin is tuple:
        part = _reader(get_args(kind)[0])
        return lambda plain: tuple(part(value) for value in plain)
    if origin in (Union, types.UnionType):
        (inner,) = (arg for arg in get_args(kind) if arg is not type(None))
        read = _reader(inner)
        return lambda plain: None if plain is None else read(plain)
    if is_dataclass(kind):
        return _record_reader(cast("type", kind))
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind
    if kind in (datetime, date, time):
        return cast("Callable[[Any], Any]", kind.fromisoformat)
    return lambda plain: plain


def _record_reader(kind: type) -> Callable[[Any], Any]:
    hints = get_type_hints(kind)
    readers = {field.name: _reader(hints[field.name]) for field in fields(kind)}
    needed = {
        field.name
        for field in fields(kind)
        if field.default is MISSING and field.default_factory is MISSING
    }

    def read(plain: dict[str, Any]) -> Any:
        unknown = plain.keys() - readers.keys()
        if unknown:
            raise ValueError(f"{kind.__name__} has no field {', '.join(sorted(unknown))}")
        missing = needed - plain.keys()
        if missing:
            raise ValueError(f"{kind.__name__} lacks {', '.join(sorted(missing))}")
        return kind(**{name: readers[name](value) for name, value in plain.items()})

    return read
