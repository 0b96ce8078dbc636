"""Folders of this machine: where the store, backups, logs and the shipped resources are.

A leaf that every layer may use. Nothing is created here, only named.
"""

import os
import sys
from pathlib import Path

FOLDER_VARIABLE = "NAEIL_DATA"
PROFILE_VARIABLE = "NAEIL_PROFILE"
# Found once: every sign drawn asks for it, and resolving asks the disk for each folder above.
_SOURCE = Path(__file__).resolve().parents[1]


def data_folder(chosen: Path | None = None) -> Path:
    """The folder of store, backups and logs: `--data`, else NAEIL_DATA, else the user's own.

    Absolute, so that it stays the same when the working folder changes.
    """
    given = chosen or os.environ.get(FOLDER_VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    # Only who chose no folder waits for the customs of the three systems to be read.
    import platformdirs

    return platformdirs.user_data_path("naeil-desk", appauthor=False, roaming=False)


def profile_folder() -> Path:
    """A folder of whoever is logged in at this PC, apart from the data: NAEIL_PROFILE, else it.

    What lies here does not come along when the data folder is copied, and is not put back
    when an old copy of it is.
    """
    given = os.environ.get(PROFILE_VARIABLE)
    if given:
        return Path(given).expanduser().absolute()
    import platformdirs

    # Roaming on Windows: there the local folder is the one of the data.
    return platformdirs.user_config_path("naeil-desk", appauthor=False, roaming=True)


def backup_folder(data: Path) -> Path:
    """Where copies of the store of `data` go unless another disk was chosen."""
    return data / "backups"


def log_folder(data: Path) -> Path:
    """Where the log of the program (never of the visitors) is written."""
    return data / "logs"


def bench_folder() -> Path:
    """Where invented stores for measuring are kept: of no worth, made again at any time."""
    import platformdirs

    return platformdirs.user_cache_path("naeil-desk", appauthor=False) / "bench"


def is_frozen() -> bool:
    """Whether this is the program that needs no Python."""
    return hasattr(sys, "_MEIPASS")


def resources() -> Path:
    """The shipped fonts, icons, wording of papers, code lists and guide.

    PyInstaller unpacks them beside its own files and says where in `sys._MEIPASS`;
    from source they stand beside the package.
    """
    frozen: str | None = getattr(sys, "_MEIPASS", None)
    return (Path(frozen) if frozen else _SOURCE) / "resources"
