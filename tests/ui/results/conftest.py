"""실적 over a real store, in the real window."""

from tests.ui.referral.conftest import Office, office, words

__all__ = ["Office", "office", "words"]
