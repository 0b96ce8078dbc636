"""What a new store begins with: holidays, partners, phrases and the centre, from dated files."""

from pathlib import Path

from desktop.domain.centre import CentreFacts
from desktop.services.act import Act
from desktop.services.centre import put_facts


def load_shipped(act: Act, resources: Path, centre: CentreFacts) -> None:
    """Fill a new store from `resources/codes`; later changes are the office's own rows."""
    put_facts(act, centre)
