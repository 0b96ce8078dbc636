"""The first acts after a sign-in, done once in an office of nobody while the password is typed.

The first time anything is done it takes thrice as long: SQLAlchemy compiles the statement,
Python learns what its lines are given. Between Enter and the day's list that is a tenth of a
second with somebody in front of the desk. Here it is spent before, in a store in memory that
holds one invented person and is gone afterwards.
"""

from collections.abc import Generator

from desktop.domain.access import ActKind
from desktop.domain.account import Role
from desktop.domain.clock import Clock
from desktop.domain.codes import CodeBook
from desktop.domain.rights import Right
from desktop.domain.visit import VisitDraft
from desktop.domain.visitor import VisitorDraft
from desktop.services.act import Office
from desktop.services.centre import setting_of
from desktop.services.chases import Chases
from desktop.services.data_key import settle
from desktop.services.drafts import Drafts
from desktop.services.log_head import look_inside
from desktop.services.standing import stands
from desktop.services.visitors import Visitors
from desktop.services.visits import Visits
from desktop.store.database import Database
from desktop.store.keys import Keys
from desktop.store.office import Account

_WHO = "연습"
_DESK = 1


def rehearse(codes: CodeBook, clock: Clock) -> Generator[None]:
    """A step at a time, so that whoever really comes in can end it between two."""
    database = Database.in_memory(clock.now())
    try:
        yield
        keys = Keys(_DESK)
        who_id = keys.new()
        with database.write() as session:
            role = Role.TEAM_LEAD.value
            session.add(Account(id=who_id, name=_WHO, role=role, created_at=clock.now()))
        who = stands(database, who_id).who
        assert who is not None
        yield
        look_inside(database)
        office = Office(database, keys, clock, codes, desk=_DESK, place="")
        office.admit(who)
        with office.act(who, Right.OWN, ActKind.SIGN_IN, purpose=_WHO) as act:
            settle(act, "")
            setting_of(act, _WHO, {})
        yield
        visits = Visits(office)
        purpose = codes["visit_purposes"].valid(clock.today())[0].code
        visits.register(who, VisitorDraft(_WHO), VisitDraft((purpose,)))
        yield
        board = visits.queue(who)
        yield
        Drafts(office).list(who)
        Drafts(office).words_left(who)
        Chases(office).catch_up(who)
        yield
        visits.duties(who, board)
        yield
        for typed in ("ㅇ", _WHO, "0"):
            Visitors(office).look_up(who, typed)
            yield
    finally:
        database.close()
