"""What a public body registers about its personal data file (제32조, 시행령 제34조)."""

from dataclasses import dataclass
from datetime import date

from sqlalchemy import func, select

from desktop.domain.calendar import show_date
from desktop.domain.consent import Basis, Item
from desktop.domain.papers import ReportFact, ReportRecord, ReportRow, ReportTable
from desktop.printing.wording import newest, wording
from desktop.services.act import Act
from desktop.services.centre import centre_on
from desktop.services.partners import services_on
from desktop.store.consents import Consent
from desktop.store.people import Visitor
from desktop.store.retention import RetentionRule


@dataclass(frozen=True, slots=True)
class DataFileFacts:
    """What the settings page shows before the sheet is printed."""

    people: int
    partners: int
    rules: int


def _people(act: Act) -> int:
    return act.session.scalar(select(func.count(Visitor.id))) or 0


def _rules(act: Act) -> tuple[RetentionRule, ...]:
    today: date = act.today
    rows = act.session.scalars(
        select(RetentionRule).where(
            RetentionRule.valid_from <= today,
            (RetentionRule.valid_to.is_(None)) | (RetentionRule.valid_to >= today),
        )
    )
    return tuple(sorted(rows, key=lambda row: row.subject))


def _period(row: RetentionRule) -> str:
    years, months = divmod(row.months, 12)
    told = [f"{years}년"] if years else []
    return " ".join([*told, *([f"{months}개월"] if months else [])])


def facts_of(act: Act) -> DataFileFacts:
    """How much the sheet would tell."""
    return DataFileFacts(
        people=_people(act),
        partners=len({one.organisation for one in services_on(act, act.today)}),
        rules=len(_rules(act)),
    )


def data_file_record(act: Act) -> ReportRecord:
    """What is registered, its number still to come: wording, directory, rules, counts of today."""
    form = newest("data-file", act.today)
    words, told = wording(form), wording(newest("consent", act.today))
    centre = centre_on(act, act.today)
    counts = act.session.execute(
        select(Consent.basis, func.count(Consent.id))
        .where(Consent.basis != Basis.CONSENT.value)
        .group_by(Consent.basis)
    ).all()
    without = ", ".join(f"{Basis(basis).label} {count}건" for basis, count in counts)
    facts = (
        ("name", words.text("file_name")),
        ("ground", words.text("ground")),
        ("purpose", told.text("collection.purpose")),
        ("required", told.text("collection.required")),
        ("optional", told.text("collection.optional")),
        ("sensitive", told.text("sensitive.items")),
        ("identifiers", words.text("none_given")),
        ("basis", without or words.text("none_given")),
        ("people", f"{_people(act):,}명 ({show_date(act.today)})"),
        ("way", words.text("way")),
        ("retention", told.text("collection.retention")),
        ("department", f"{centre.department} {centre.name}".strip()),
        ("view_department", f"{centre.name} ({centre.phone})"),
    )
    subjects = words.words["subjects"]
    services = [one for one in services_on(act, act.today) if not one.internal and not one.missing]
    return ReportRecord(
        form=form,
        number="",
        issued_on=act.today,
        centre=centre,
        counsellor=act.account.name,
        facts=tuple(ReportFact(key, value) for key, value in facts),
        tables=(
            ReportTable(
                "given",
                tuple(
                    ReportRow(
                        (
                            f"{one.organisation.replace('|', ' ')} {one.name}",
                            one.purpose.replace("|", " "),
                            ", ".join(item.label for item in Item if item in one.items),
                            one.retention.replace("|", " "),
                        )
                    )
                    for one in services
                ),
            ),
            ReportTable(
                "retention",
                tuple(
                    ReportRow((subjects.get(row.subject, row.subject), _period(row), row.ground))
                    for row in _rules(act)
                ),
            ),
        ),
    )
