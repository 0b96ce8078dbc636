"""All services of one open office in one place: what a screen is given."""

from pathlib import Path

from desktop.services.access_log import AccessLog
from desktop.services.access_log.reviewing import LogReviews
from desktop.services.accounts import Accounts
from desktop.services.act import Office
from desktop.services.backups import Backups
from desktop.services.centre import Centre
from desktop.services.chases import Chases
from desktop.services.consents import Consents
from desktop.services.data_key import DataKeys
from desktop.services.drafts import Drafts
from desktop.services.duplicates import Duplicates
from desktop.services.follow_ups import FollowUps
from desktop.services.groups import Groups
from desktop.services.hsds import HsdsExport
from desktop.services.ledgers import Ledgers
from desktop.services.log_head import HeadFinding
from desktop.services.notes import Notes
from desktop.services.papers import Papers
from desktop.services.partners import Partners
from desktop.services.phrases import Phrases
from desktop.services.recovery import Recovery
from desktop.services.referrals import Referrals
from desktop.services.refiling import Refiling
from desktop.services.replies import Replies
from desktop.services.requests import PrivacySheets, Requests
from desktop.services.results import PartnerResults
from desktop.services.retention import Retention
from desktop.services.rolls import Rolls
from desktop.services.statistics import Statistics
from desktop.services.targets import Targets
from desktop.services.visitors import Visitors
from desktop.services.visits import Visits
from desktop.store.ciphers import DataKey
from desktop.store.failures import FailureCount
from desktop.store.keyring import Keyring


class Desk:
    """The open office: services by the clerk's words."""

    def __init__(
        self,
        office: Office,
        keyring: Keyring,
        data_key: DataKey,
        failures: FailureCount,
        folder: Path,
        finding: HeadFinding | None = None,
    ) -> None:
        """`finding` is what was wrong with the log when the store in `folder` was opened."""
        self.office = office
        self._data_key = data_key
        self.finding = finding
        self.accounts = Accounts(office, keyring, data_key, failures)
        self.data_key = DataKeys(office, keyring, data_key)
        self.log = AccessLog(office, folder)
        self.recovery = Recovery(office, keyring, data_key)
        self.backups = Backups(office, data_key)
        self.centre = Centre(office)
        self.visitors = Visitors(office)
        self.visits = Visits(office)
        self.targets = Targets(office)
        self.notes = Notes(office)
        self.drafts = Drafts(office)
        self.phrases = Phrases(office)
        self.follow_ups = FollowUps(office)
        self.refiling = Refiling(office)
        self.duplicates = Duplicates(office)
        self.rolls = Rolls(office)
        self.partners = Partners(office)
        self.consents = Consents(office)
        self.referrals = Referrals(office)
        self.groups = Groups(office)
        self.hsds = HsdsExport(office)
        self.replies = Replies(office)
        self.chases = Chases(office)
        self.results = PartnerResults(office)
        self.statistics = Statistics(office)
        self.papers = Papers(office)
        self.ledgers = Ledgers(office)
        self.reviews = LogReviews(office)
        self.requests = Requests(office)
        self.privacy = PrivacySheets(office)
        self.retention = Retention(office, self.backups)

    def close(self) -> None:
        """Close the store and wipe its key; the services are of no use afterwards."""
        self.office.close()
        self._data_key.wipe()
