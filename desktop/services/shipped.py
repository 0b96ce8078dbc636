"""What a new store begins with: the centre, days off, partners, phrases, from dated files."""

from pathlib import Path

from desktop.domain.centre import CentreFacts
from desktop.domain.codes import CodeBook
from desktop.domain.retention import read_rules
from desktop.domain.shipped import read_holidays
from desktop.services.act import Act
from desktop.services.centre import put_facts, put_holidays
from desktop.services.partners import fill_directory
from desktop.services.phrases import load_phrases
from desktop.services.retention import load_periods


def load_shipped(act: Act, resources: Path, codes: CodeBook, centre: CentreFacts) -> None:
    """Fill a new store from `resources/codes`; later changes are the office's own rows."""
    put_facts(act, centre)
    put_holidays(act, read_holidays(resources / "codes"))
    fill_directory(act, resources / "codes" / "partners.toml")
    load_phrases(act, codes)
    load_periods(act, read_rules(resources / "codes" / "retention.toml"))


def load_newly_shipped(act: Act, resources: Path) -> None:
    """What a store of an older program has nothing of yet."""
    load_periods(act, read_rules(resources / "codes" / "retention.toml"))
