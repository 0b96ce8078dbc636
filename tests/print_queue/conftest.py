"""A print system of the tests' own: never the machine's cupsd, spool or queues."""

import getpass
import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

BACKEND = """#!/bin/sh
# One printed job becomes one file. `empty-tray` in the control folder plays "out of paper".
[ $# -eq 0 ] && { echo 'file naeil "Unknown" "Paper on disk"'; exit 0; }
while [ -e "@CONTROL@/empty-tray" ]; do
    echo "STATE: +media-empty-error" >&2
    sleep 0.2
done
echo "STATE: -media-empty-error" >&2
if [ $# -ge 6 ]; then cat "$6"; else cat; fi > "@CONTROL@/arriving"
printf '%s' "$5" > "@JOBS@/$(printf '%05d' "$1").options"
mv "@CONTROL@/arriving" "@JOBS@/$(printf '%05d' "$1").pdf"
"""

PPD = """*PPD-Adobe: "4.3"
*FormatVersion: "4.3"
*FileVersion: "1.0"
*LanguageVersion: English
*LanguageEncoding: ISOLatin1
*PCFileName: "NAEIL.PPD"
*Manufacturer: "Naeil"
*Product: "(Naeil)"
*ModelName: "Naeil Paper on disk"
*ShortNickName: "Naeil Paper"
*NickName: "Naeil Paper on disk"
*PSVersion: "(3010.000) 0"
*LanguageLevel: "3"
*ColorDevice: False
*DefaultColorSpace: Gray
*FileSystem: False
*cupsFilter2: "application/vnd.cups-pdf application/pdf 0 -"
*OpenUI *PageSize/Paper: PickOne
*OrderDependency: 10 AnySetup *PageSize
*DefaultPageSize: A4
*PageSize A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageSize
*OpenUI *PageRegion/Paper: PickOne
*OrderDependency: 10 AnySetup *PageRegion
*DefaultPageRegion: A4
*PageRegion A4/A4: "<</PageSize[595 842]>>setpagedevice"
*CloseUI: *PageRegion
*DefaultImageableArea: A4
*ImageableArea A4/A4: "12 12 583 830"
*DefaultPaperDimension: A4
*PaperDimension A4/A4: "595 842"
*OpenUI *InputSlot/Tray: PickOne
*OrderDependency: 20 AnySetup *InputSlot
*DefaultInputSlot: Upper
*InputSlot Upper/Upper tray: "<</MediaPosition 0>>setpagedevice"
*InputSlot Lower/Lower tray: "<</MediaPosition 1>>setpagedevice"
*CloseUI: *InputSlot
"""


@dataclass(frozen=True, slots=True)
class PrivateCups:
    """One printer named `name` whose paper are the files in `jobs`, in order of job number."""

    root: Path
    jobs: Path
    name: str = "NAEIL"

    @property
    def socket(self) -> Path:
        """What CUPS_SERVER is set to."""
        return self.root / "sock"

    def papers(self) -> list[Path]:
        """The PDFs printed so far; beside each, `.options` holds the job's options."""
        return sorted(self.jobs.glob("*.pdf"))

    def wait_for_papers(self, count: int, seconds: float = 30) -> list[Path]:
        """Wait until at least `count` jobs came out of the printer."""
        until(lambda: len(self.papers()) >= count, seconds)
        return self.papers()

    def waiting_jobs(self) -> int:
        """Jobs accepted and not yet printed."""
        return len(self._tell("lpstat", "-o", self.name).splitlines())

    def spooled(self) -> list[Path]:
        """What lies in the queue for the printer: a file for each document."""
        return sorted(self.root.glob("spool/d*"))

    def stop(self) -> None:
        """Stop the printer: jobs are accepted and wait."""
        self._tell("cupsdisable", self.name)

    def resume(self) -> None:
        """Start it again."""
        self._tell("cupsenable", self.name)

    def reject(self) -> None:
        """Refuse new jobs."""
        self._tell("cupsreject", self.name)

    def accept(self) -> None:
        """Take jobs again."""
        self._tell("cupsaccept", self.name)

    def run_out_of_paper(self) -> None:
        """The next job waits at the printer with 'media-empty' until `refill`."""
        (self.root / "control" / "empty-tray").touch()

    def refill(self) -> None:
        """Put paper in."""
        (self.root / "control" / "empty-tray").unlink(missing_ok=True)

    def remove(self) -> None:
        """Take the queue away, as when somebody deletes the printer."""
        self._tell("lpadmin", "-x", self.name)

    def add(self) -> None:
        """Put the queue there, printing and taking jobs."""
        ppd = self.root / "naeil.ppd"
        self._tell("lpadmin", "-p", self.name, "-E", "-v", "naeil:/paper", "-P", str(ppd))
        self._tell("lpadmin", "-d", self.name)

    def _tell(self, *command: str) -> str:
        done = subprocess.run(command, capture_output=True, encoding="utf-8", check=False)
        assert done.returncode == 0, (command, done.stderr)
        return done.stdout


def until(true: Callable[[], bool], seconds: float) -> None:
    """Wait for another process; the only kind of waiting that has no signal."""
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, f"not within {seconds} s"
        time.sleep(0.05)


@pytest.fixture(scope="session")
def print_system() -> Iterator[PrivateCups]:
    """A cupsd with its own ServerRoot, spool and socket; CUPS_SERVER points to it."""
    if not shutil.which("cupsd", path="/usr/sbin:/usr/bin"):
        pytest.skip("cups is not installed")
    # Filters run as another user, so the folder is not pytest's own closed one.
    root = Path(tempfile.mkdtemp(prefix="naeil-cups-"))
    root.chmod(0o755)
    system = PrivateCups(root, root / "jobs")
    daemon = start_daemon(system)
    before = os.environ.get("CUPS_SERVER")
    os.environ["CUPS_SERVER"] = str(system.socket)
    try:
        until(lambda: system.socket.exists() or daemon.poll() is not None, 20)
        assert daemon.poll() is None, (root / "log" / "error_log").read_text(encoding="utf-8")
        yield system
    finally:
        daemon.terminate()
        daemon.wait(20)
        os.environ.pop("CUPS_SERVER")
        if before is not None:
            os.environ["CUPS_SERVER"] = before
        shutil.rmtree(root, ignore_errors=True)


@pytest.fixture
def private_cups(print_system: PrivateCups) -> Iterator[PrivateCups]:
    """The printer, empty, filled with paper and running."""
    for old in print_system.jobs.iterdir():
        old.unlink()
    print_system.refill()
    print_system.add()
    yield print_system
    print_system.refill()
    subprocess.run(["cancel", "-a", "-x"], capture_output=True, check=False)
    subprocess.run(["lpadmin", "-x", print_system.name], capture_output=True, check=False)


def start_daemon(system: PrivateCups) -> "subprocess.Popen[bytes]":
    """Lay out the folders and start a cupsd that knows of nothing else."""
    root = system.root
    for name in ("bin/backend", "spool/tmp", "cache", "state/certs", "log", "control", "jobs"):
        (root / name).mkdir(parents=True)
    for part in Path("/usr/lib/cups").iterdir():
        if part.name != "backend":
            (root / "bin" / part.name).symlink_to(part)
    backend = root / "bin" / "backend" / "naeil"
    script = BACKEND.replace("@JOBS@", str(system.jobs))
    backend.write_text(script.replace("@CONTROL@", str(root / "control")), encoding="utf-8")
    backend.chmod(0o700)  # cupsd runs a backend closed to others as root, so it may write here
    (root / "naeil.ppd").write_text(PPD, encoding="utf-8")
    me = getpass.getuser()
    files = f"""ServerRoot {root}
ServerBin {root}/bin
DataDir /usr/share/cups
RequestRoot {root}/spool
TempDir {root}/spool/tmp
CacheDir {root}/cache
StateDir {root}/state
AccessLog {root}/log/access_log
ErrorLog {root}/log/error_log
PageLog {root}/log/page_log
User {"lp" if me == "root" else me}
Group lp
SystemGroup root lpadmin
"""
    (root / "cups-files.conf").write_text(files, encoding="utf-8")
    conf = f"""Listen {system.socket}
Browsing No
LogLevel info
DefaultAuthType None
ErrorPolicy retry-job
<Location />
  Order allow,deny
  Allow all
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
    (root / "cupsd.conf").write_text(conf, encoding="utf-8")
    # Ubuntu's AppArmor profile binds /usr/sbin/cupsd to the machine's own folders; not a copy.
    daemon = shutil.copy2(shutil.which("cupsd", path="/usr/sbin:/usr/bin") or "", root / "cupsd")
    command = [daemon, "-f", "-c", str(root / "cupsd.conf"), "-s", str(root / "cups-files.conf")]
    nobody = {"DBUS_SYSTEM_BUS_ADDRESS": "unix:path=/nonexistent", **os.environ}
    quiet = subprocess.DEVNULL
    return subprocess.Popen(command, env=nobody, stdin=quiet, stdout=quiet, stderr=quiet)
