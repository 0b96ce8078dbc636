"""The settings over a real store, in the real window."""

from tests.ui.referral.conftest import Office, office, sua, words

__all__ = ["Office", "office", "sua", "words"]
