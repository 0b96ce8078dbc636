"""What a centre without the program would use: LibreOffice, where it is installed."""

import csv
import json
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from desktop.bench.child import asked
from desktop.bench.figure import Figure, middle
from desktop.bench.finding import timed
from desktop.bench.office import bare, opened
from desktop.bench.stores import Store
from desktop.store.search import find_visitors

NAME, SLIPS, ROWS = "김민", 100, 100_000
LONGEST = 300
SHEET = f"LibreOffice Calc, {ROWS:,}줄"
MERGE = "LibreOffice 메일 병합"
_PROGRAM = Path(__file__).parent / "programs" / "calc_peer.py"


def office() -> tuple[str, str] | None:
    """LibreOffice and the Python that has its bridge; None where either is missing."""
    soffice = shutil.which("soffice") or shutil.which("libreoffice")
    if soffice is None:
        return None
    beside = Path(soffice).resolve().parent / "python"
    for python in (str(beside), "/usr/bin/python3", shutil.which("python3") or ""):
        if Path(python).exists() and _has_bridge(python):
            return soffice, python
    return None


def _has_bridge(python: str) -> bool:
    answer = subprocess.run([python, "-c", "import uno"], capture_output=True, check=False)
    return answer.returncode == 0


def beside(store: Store, *, asked_too: bool) -> Iterator[Figure]:
    """The same name found, the same slips made: theirs once, ours right after."""
    there = office() if asked_too else None
    peer = _peer(there, store) if there is not None else None
    why = "LibreOffice가 답하지 않음"
    if there is None:
        why = "LibreOffice 없음" if asked_too else "LibreOffice는 온 벤치에서만"
    ours = _found(store)
    rates = asked("many_slips", str(SLIPS))
    for what, mine, key, name, most, unit in (
        ("이름 찾기, 시트의 모두 찾기 곁에서", ours, "finds", f"{SHEET} 모두 찾기", 1 / 100, "ms"),
        ("이름 찾기, 시트의 거르기 곁에서", ours, "filters", f"{SHEET} 거르기", 1 / 20, "ms"),
        ("의뢰서를 한 파일로", rates["together"], "together", MERGE, 40, "/s"),
        ("의뢰서를 한 장씩", rates["apart"], "apart", MERGE, None, "/s"),
    ):
        if peer is None or key not in peer:
            told = why if peer is None else "LibreOffice Base 없음"
            yield Figure(what, mine, None, told, most=most, unit=unit)
            continue
        theirs = peer[key] if unit == "/s" else middle(peer[key])
        yield Figure(what, mine, theirs, name, most=most, unit=unit)


def _found(store: Store) -> float:
    with opened(store) as here, here.desk.office.reading_aside(here.account) as session:
        today = store.at.date()
        return middle([timed(find_visitors, session, NAME, today) for _ in range(21)])


def _peer(there: tuple[str, str], store: Store) -> Any:
    """What it took; None when it gave no answer."""
    soffice, python = there
    with TemporaryDirectory(prefix="naeil-bench-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        sheet = folder / "sheet.csv"
        _write_sheet(store, sheet)
        pipe = f"naeil-bench-{folder.name}"
        command = [
            soffice,
            "--headless",
            "--norestore",
            "--nologo",
            f"-env:UserInstallation={(folder / 'profile').as_uri()}",
            f"--accept=pipe,name={pipe};urp;",
        ]
        quiet = subprocess.DEVNULL
        with subprocess.Popen(command, stdin=quiet, stdout=quiet, stderr=quiet) as running:
            try:
                answer = subprocess.run(
                    [python, str(_PROGRAM), pipe, str(sheet), str(folder), NAME, str(SLIPS)],
                    check=True,
                    capture_output=True,
                    encoding="utf-8",
                    timeout=LONGEST,
                )
                return json.loads(answer.stdout.strip().splitlines()[-1])
            except subprocess.SubprocessError as trouble:
                print(getattr(trouble, "stderr", None) or trouble, file=sys.stderr)
                return None
            finally:
                running.terminate()


def _write_sheet(store: Store, file: Path) -> None:
    """The same people as a sheet, repeated where the store has fewer."""
    with bare(store) as beneath, file.open("w", encoding="utf-8", newline="") as out:
        found = beneath.execute(
            "SELECT name, birth, phone, last_visit_on FROM visitor LIMIT ?", (ROWS,)
        ).fetchall()
        write = csv.writer(out)
        write.writerow(("성명", "생년월일", "연락처", "마지막 방문"))
        write.writerows(found[place % len(found)] for place in range(ROWS))
