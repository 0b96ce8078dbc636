"""Two entries made one, and parted again: the counts by month go with the visits."""

from tests.services.statistics.naive import check
from tests.services.test_merging import Counter, kept, merge, office

__all__ = ["kept", "office"]


def test_a_merge_and_its_taking_back_move_the_counts_along(office: Counter) -> None:
    with office.database.read() as session:
        check(session)
    merging = merge(office)
    with office.database.read() as session:
        check(session)
    office.duplicates.part(office.lead, merging)
    with office.database.read() as session:
        check(session)
