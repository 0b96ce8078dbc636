"""The program opens no network connection, and no socket of the PC but those that have a reason."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from desktop.ui.printing import cups

from .watched import LINES, Traces, nowhere

pytestmark = pytest.mark.traces

QT_SERVER = """
from PySide6.QtCore import QCoreApplication
from PySide6.QtNetwork import QHostAddress, QTcpServer
app = QCoreApplication([])
server = QTcpServer()
assert server.listen(QHostAddress(QHostAddress.SpecialAddress.LocalHost))
"""
CHILD = """
import subprocess, sys
subprocess.run([sys.executable, "-c", "import socket; socket.socket(socket.AF_INET6)"], check=True)
"""
LOOKED_UP = """
import contextlib, socket
with contextlib.suppress(OSError):
    socket.getaddrinfo("example.invalid", 443)
"""
OTHER_PROGRAM = """
import contextlib, socket
with contextlib.suppress(OSError):
    socket.socket(socket.AF_UNIX).connect("/run/docker.sock")
"""
QUIET = "import socket; socket.socketpair()"


def test_the_tour_opens_no_network_connection(tour: Traces) -> None:
    assert tour.code == 0, tour.said
    assert tour.foreign_lines() == []


def test_the_tour_passes_where_there_is_no_network(tour: Traces) -> None:
    if not nowhere():
        pytest.skip("making a namespace without network is not allowed here")
    assert tour.code == 0, tour.said


@pytest.mark.parametrize(
    ("program", "told"),
    [
        (QT_SERVER, "AF_INET"),
        (CHILD, "AF_INET6"),
        (LOOKED_UP, "AF_INET"),
        (OTHER_PROGRAM, "docker.sock"),
        (QUIET, ""),
    ],
    ids=["a server of Qt", "a child's socket", "a name looked up", "another program", "a pair"],
)
def test_the_watch_sees_every_kind_of_connection(
    watched: Callable[..., Traces], tmp_path: Path, program: str, told: str
) -> None:
    seen = watched([sys.executable, "-c", program], tmp_path)
    assert seen.code == 0, seen.said
    assert any(told in call for call in seen.foreign_lines()) == bool(told)


def test_every_allowed_socket_has_its_reason() -> None:
    assert all(line.reason for line in LINES)


@pytest.mark.parametrize(
    ("chosen", "kept"),
    [("printserver.example", False), ("localhost:631", False), ("/tmp/own/sock", True)],
)
def test_printing_stays_on_this_pc(
    monkeypatch: pytest.MonkeyPatch, chosen: str, kept: bool
) -> None:
    monkeypatch.setenv(cups.SERVER, chosen)
    cups.keep_to_this_pc()
    now = cups.os.environ[cups.SERVER]
    assert now == chosen if kept else now in cups.SOCKETS
