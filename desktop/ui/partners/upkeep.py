"""Keeping a partner's facts true: compared by phone or otherwise, room told on the phone."""

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from desktop.domain.partner import Organisation, PartnerPage, PartnerService
from desktop.ui.counter import Counter
from desktop.ui.kit import Choice, ask


class Upkeep(QObject):
    """What the cards of a partner ask to be written down while one is on the phone."""

    done = Signal(object, bool)
    """PartnerPage as it is now, and whether it was a comparison."""

    def __init__(self, counter: Counter, screen: QWidget) -> None:
        super().__init__(screen)
        self._counter, self._screen = counter, screen

    def checked(self, organisation: Organisation, how: str = "phone") -> None:
        """The partner's facts were compared just now."""
        desk, account = self._counter.desk, self._counter.account

        def tell(page: PartnerPage) -> None:
            name = page.organisation.name.replace("|", " ")
            self._counter.say(f"{name}: 오늘 확인한 것으로 적었습니다.")
            self.done.emit(page, True)

        self._counter.jobs.write(lambda: desk.partners.checked(account, organisation.id, how), tell)

    def ask_how(self, organisation: Organisation) -> None:
        """In which other way they were compared."""
        ask(
            self._screen,
            "어떻게 확인하셨습니까?",
            "주소, 전화, 시간, 담당자를 기관과 맞추어 본 방법을 남깁니다.",
            self._choices("check_ways"),
            "stay",
            lambda key: None if key == "stay" else self.checked(organisation, key),
        )

    def ask_capacity(self, service: PartnerService) -> None:
        """How much room the partner says there is."""
        ask(
            self._screen,
            "여석이 어떻다고 하던가요?",
            "들은 날은 오늘로 남습니다. 30일이 지나면 다시 물어야 합니다. "
            "자리 수는 고치기에서 적습니다.",
            self._choices("capacities"),
            "stay",
            lambda key: None if key == "stay" else self._told(service, key),
        )

    def _choices(self, name: str) -> list[Choice]:
        offered = self._counter.desk.office.codes.lists[name].valid(self._counter.clock.today())
        return [*(Choice(one.code, one.label) for one in offered), Choice("stay", "그만두기")]

    def _told(self, service: PartnerService, capacity: str) -> None:
        desk, account = self._counter.desk, self._counter.account

        def tell(page: PartnerPage) -> None:
            self._counter.say("여석을 오늘 들은 것으로 적었습니다.")
            self.done.emit(page, False)

        self._counter.jobs.write(
            lambda: desk.partners.told_capacity(account, service.id, capacity), tell
        )
