"""The note as it is printed for the file (상담일지)."""

from sqlalchemy import select

from desktop.domain.calendar import age_on, show_date, show_day
from desktop.domain.note import NoteCard, Topic, TopicState
from desktop.domain.paper_number import PaperKind, read
from desktop.domain.papers import NoteAmendment, NotePlan, NoteRecord, NoteTopic
from desktop.domain.visitor import Sex
from desktop.printing.wording import newest
from desktop.services.act import Act, Office, local
from desktop.services.centre import centre_on
from desktop.services.notes.reading import visitor_of
from desktop.store.notes import Note
from desktop.store.partners import Organisation, PartnerService
from desktop.store.referrals import Referral

_DIGITS = {
    TopicState.UNASKED: 0,
    TopicState.NEED: 1,
    TopicState.STRENGTH: 2,
    TopicState.SOLVED: 3,
}


def record_of(act: Act, office: Office, note: Note, card: NoteCard) -> NoteRecord:
    """What the paper says; labels are those valid on the day of the talk."""
    draft = card.current
    visitor = visitor_of(act, note.visitor_id)
    day = local(note.started_at).date()
    talked = {topic.code: topic for topic in draft.topics}
    about = [] if visitor.sex == Sex.UNTOLD.value else [Sex(visitor.sex).label]
    if visitor.birth is not None:
        about.append(f"만 {age_on(visitor.birth, day)}세")
    topics = []
    for code in office.codes["note_topics"].valid(day):
        topic = talked.get(code.code, Topic(code.code, TopicState.UNASKED))
        asked = topic.state is not TopicState.UNASKED
        topics.append(NoteTopic(code.label, _DIGITS[topic.state], asked, topic.line))
    wanted = draft.next_appointment
    return NoteRecord(
        number=card.visit_number,
        started_at=local(note.started_at),
        ended_at=local(note.ended_at),
        centre=centre_on(act, day),
        counsellor=card.counsellor,
        name=visitor.name,
        written_at=card.revisions[0].at,
        form=newest("note", act.today),
        about=", ".join(about),
        session=note.session,
        method=draft.method.label,
        reached=draft.reached,
        type=draft.type.label,
        attended_by=draft.attended_by,
        topics=tuple(topics),
        opening=draft.opening,
        summary=draft.summary,
        plan=tuple(
            NotePlan(item.goal, item.action, item.who.label, item.due_on, item.state.label)
            for item in draft.plan
        ),
        action=_referred(act, note),
        next_appointment=(
            f"{show_day(wanted.on)} {wanted.at:%H:%M} {wanted.channel.label}" if wanted else ""
        ),
        follow_up=(
            f"{show_date(draft.follow_up_on)} {draft.follow_up}" if draft.follow_up_on else ""
        ),
        amendments=tuple(
            NoteAmendment(one.number, one.at, one.author, one.reason) for one in card.revisions[1:]
        ),
    )


def _referred(act: Act, note: Note) -> str:
    """The slips that came out of the same visit, for the paper's row 조치·연계."""
    if note.visit_id is None:
        return ""
    rows = act.session.execute(
        select(Referral.number, Organisation.name)
        .join(PartnerService, PartnerService.id == Referral.service_id)
        .join(Organisation, Organisation.id == PartnerService.organisation_id)
        .where(
            Referral.visit_id == note.visit_id,
            Referral.visitor_id == note.visitor_id,
            Referral.number != "",
        )
        .order_by(Referral.opened_at)
    )
    return ", ".join(
        f"연계 의뢰 {read(number, PaperKind.SLIP).text} ({name})" for number, name in rows
    )
