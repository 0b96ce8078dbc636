"""Small files beside the store (how the window looks): whole on the disk, or as they were."""

from pathlib import Path

from desktop.store import machine


def keep_file(path: Path, content: str) -> None:
    """Write a text in place of what was there, so that a power cut leaves one or the other.

    Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    machine.write_file(path, content.encode("utf-8"))
