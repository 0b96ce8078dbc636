"""What has to be known and does not go away by itself: sentences between strip and screen."""

from functools import partial

from PySide6.QtWidgets import QWidget

from desktop.ui.kit.states import Banner
from desktop.ui.kit.surfaces import column


class Notices(QWidget):
    """One banner for each matter; 확인 puts it away until somebody signs in again."""

    def __init__(self) -> None:
        super().__init__()
        self._banners: dict[str, Banner] = {}
        self._box = column(self, gap=6, margins=(24, 8, 24, 0))
        self.hide()

    def show_notice(self, about: str, sentence: str, tone: str) -> None:
        """Say something about a matter; an empty sentence says no more about it."""
        banner = self._banners.get(about)
        if not sentence:
            self._put_away(about)
        elif banner is None:
            banner = self._banners[about] = Banner(sentence, tone, act="확인")
            banner.acted.connect(partial(self._put_away, about))
            self._box.addWidget(banner)
        else:
            banner.say(sentence, tone, "확인")
        self.setVisible(bool(self._banners))

    def about(self) -> set[str]:
        """The matters something is said about."""
        return set(self._banners)

    def sentences(self) -> tuple[str, ...]:
        """What is said at present."""
        return tuple(banner.accessibleName() for banner in self._banners.values())

    def clear(self) -> None:
        """Say nothing."""
        for about in tuple(self._banners):
            self._put_away(about)

    def _put_away(self, about: str) -> None:
        banner = self._banners.pop(about, None)
        if banner is not None:
            self._box.removeWidget(banner)
            banner.hide()
            banner.deleteLater()
        self.setVisible(bool(self._banners))
