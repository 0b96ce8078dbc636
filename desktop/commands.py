"""Maintenance commands by argparse. None prints personal data."""

import argparse
import os
import signal
import sys
import tempfile
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path
from types import FrameType
from typing import NoReturn

from desktop import NAME, VERSION, paths
from desktop.domain.errors import Refused
from desktop.store import machine

DEMO_VISITORS, DEMO_SEED = 3_000, 65
PASSWORD_VARIABLE = "NAEIL_PASSWORD"
DONE, INCOMPLETE, WRONGLY_CALLED = 0, 1, 2
LEAST_MEASURED, MOST_MEASURED = 1_000, 5_000_000


def do(arguments: Sequence[str]) -> int:
    """Do what the words of the command line say."""
    chosen = _parser().parse_args(arguments)
    machine.keep_memory_private()
    return int(chosen.do(chosen))


class _Parser(argparse.ArgumentParser):
    """Says in one Korean sentence what was wrong with the call."""

    def error(self, message: str) -> NoReturn:
        """As argparse, in Korean."""
        self.exit(
            WRONGLY_CALLED,
            f"명령을 알아듣지 못했습니다. {self.prog} --help 로 쓰는 법을 보아 주십시오.\n",
        )

    def format_help(self) -> str:
        """Argparse's own words are English."""
        return (
            super()
            .format_help()
            .replace("usage:", "쓰는 법:")
            .replace("options:", "고를 것:")
            .replace("positional arguments:", "적을 것:")
            .replace("show this help message and exit", "이 도움말을 보여 줍니다")
            .replace("show program's version number and exit", "판을 보여 줍니다")
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="naeil-desk", description=f"{NAME}: 일자리센터 창구 프로그램")
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}")
    _data(parser)
    parser.add_argument("--demo", action="store_true", help="지어낸 1년치 자료로 열어 봅니다")
    parser.add_argument("--self-test", action="store_true", help="하루를 돌아 보고 끝납니다")
    parser.add_argument(
        "--until-painted",
        action="store_true",
        help="첫 화면이 그려지면 끝납니다(얼마나 빨리 켜지는지 잴 때)",
    )
    parser.set_defaults(do=_counter)
    commands = parser.add_subparsers(title="관리 명령", metavar="명령", parser_class=_Parser)
    tour = _command(commands, "tour", "하루 일을 그림과 서류로 남깁니다", _tour)
    tour.add_argument("--out", type=Path, default=Path("tour"), help="그림을 둘 폴더")
    tour.add_argument("--short", action="store_true", help="하루만 돌고 여러 모양은 뺍니다")
    demo = _command(commands, "demo", "지어낸 자료로 빈 폴더를 채웁니다", _demo)
    _data(demo)
    demo.add_argument("--visitors", type=int, default=DEMO_VISITORS, help="내방객 수")
    demo.add_argument("--years", type=int, default=1, help="몇 해 동안의 자료인지")
    demo.add_argument("--seed", type=int, default=DEMO_SEED, help="같은 수는 같은 자료가 됩니다")
    check = _command(commands, "check", "자료나 백업 파일이 온전한지 봅니다", _check)
    _data(check)
    check.add_argument(
        "copy", type=Path, nargs="?", metavar="백업파일", help="적으면 자료 대신 이 백업을 봅니다"
    )
    backup = _command(commands, "backup", "지금 백업을 만듭니다", _backup)
    _data(backup)
    restore = _command(commands, "restore", "백업에서 자료를 되살립니다", _restore)
    _data(restore)
    restore.add_argument(
        "copy",
        type=Path,
        metavar="백업파일",
        help="백업 파일, 또는 되살리기가 곁에 둔 자료의 폴더(kept 아래)",
    )
    bench = _command(commands, "bench", "속도를 잽니다", _bench)
    size = bench.add_mutually_exclusive_group()
    size.add_argument("--quick", action="store_true", help="내방객 10만 명까지만 잽니다")
    size.add_argument(
        "--long", action="store_true", help="백업·파기처럼 자료 전체를 다루는 일도 100만에서 잽니다"
    )
    size.add_argument("--rows", type=_rows, help="가장 큰 자료의 내방객 수(처음 값 100만)")
    bench.add_argument("--stores", type=Path, help="잴 자료를 두고 다시 쓸 폴더")
    bench.add_argument("--out", type=Path, default=Path("bench"), help="결과를 둘 폴더")
    return parser


def _command(
    commands: "argparse._SubParsersAction[_Parser]", name: str, words: str, do: object
) -> _Parser:
    made = commands.add_parser(name, help=words, description=words)
    made.set_defaults(do=do)
    return made


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "--data",
        type=Path,
        # A command's own default would overwrite what stands before the command.
        default=argparse.SUPPRESS,
        metavar="폴더",
        help="자료, 백업, 기록을 두는 폴더",
    )


def _folder(chosen: argparse.Namespace) -> Path:
    return paths.data_folder(getattr(chosen, "data", None))


def _counter(chosen: argparse.Namespace) -> int:
    if chosen.self_test:
        return _self_test()
    if chosen.demo:
        return _demo_counter()
    from desktop.app import Start, run

    return run(Start(_folder(chosen), until_painted=chosen.until_painted))


def _demo_counter() -> int:
    """A throw-away office: people at once, the rest behind the window, gone when it closes."""
    from desktop.app import Start, run
    from desktop.services.demo_store import DEMO_PASSWORD, begin_demo

    wish = _EndWish()
    with tempfile.TemporaryDirectory(prefix="naeil-demo-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        begun = begin_demo(folder, DEMO_VISITORS, 1, DEMO_SEED, progress=wish.heed)
        wish.only_note()
        return run(
            Start(
                folder,
                demo_password=DEMO_PASSWORD,
                demo_rest=begun.linking,
                end_wished=wish.taken,
            )
        )


class _EndWish:
    """Ctrl+C in the terminal, or the system's wish to end: noted, and the work is broken off.

    The exception alone would do in most moments. Python drops it where nobody could take it
    (in what runs while an object is taken down, in a call from Qt), and some libraries catch
    whatever comes: then the demo would go on, and whoever pressed would wait for nothing.
    """

    def __init__(self) -> None:
        self.is_there = False
        self._breaks_off = True
        for which in (signal.SIGINT, signal.SIGTERM):
            signal.signal(which, self._caught)

    def _caught(self, _number: int, _frame: FrameType | None) -> None:
        self.is_there = True
        if self._breaks_off:
            raise KeyboardInterrupt

    def heed(self, *_how_far: object) -> None:
        """Between two steps: break off where it was noted and the exception came to nobody."""
        if self.is_there:
            raise KeyboardInterrupt

    def only_note(self) -> None:
        """From now on a window asks for it, and closes as by a click."""
        self._breaks_off = False
        self.heed()

    def taken(self) -> bool:
        """Whether it was noted since this was last asked."""
        was, self.is_there = self.is_there, False
        return was


def _tour(chosen: argparse.Namespace) -> int:
    from desktop.tour import Tour

    return Tour(chosen.out, looks=not chosen.short).run()


def _rows(typed: str) -> int:
    """How many visitors: enough for three stores, each ten times the one before."""
    rows = int(typed)
    if not LEAST_MEASURED <= rows <= MOST_MEASURED:
        raise argparse.ArgumentTypeError(typed)
    return rows


def _bench(chosen: argparse.Namespace) -> int:
    if paths.is_frozen():
        raise Refused("속도는 파이썬으로 받은 프로그램에서만 잽니다: python3 start.py bench")
    from desktop.app import offscreen
    from desktop.bench import command

    offscreen()
    rows = chosen.rows or (command.QUICK_ROWS if chosen.quick else command.FULL_ROWS)
    stores = chosen.stores or paths.bench_folder()
    pace = command.QUICK if chosen.quick else command.LONG if chosen.long else command.THOROUGH
    return command.run(command.Wanted(rows, stores.absolute(), chosen.out.absolute(), pace))


def _self_test() -> int:
    """An empty folder is set up, a day is walked through, everything is thrown away."""
    from desktop.app import offscreen
    from desktop.tour import Tour

    offscreen()
    with tempfile.TemporaryDirectory(prefix="naeil-test-", ignore_cleanup_errors=True) as name:
        return Tour(Path(name)).run()


def _demo(chosen: argparse.Namespace) -> int:
    from desktop.services.demo_store import make_demo

    shown = ["", 0]

    def progress(what: str, done: int, of_all: int) -> None:
        share = done * 100 // max(1, of_all)
        if sys.stdout.isatty() and [what, share] != shown:
            shown[:] = [what, share]
            print(f"\r{what} {share}% ", end="", flush=True)

    made = make_demo(
        _folder(chosen),
        chosen.visitors,
        chosen.years,
        chosen.seed,
        progress=progress,
        password=os.environ.get(PASSWORD_VARIABLE, ""),
        whole=True,
    )
    if shown[0]:
        print()
    print(
        f"내방객 {made.visitors:,}명, 방문 {made.visits:,}건, 상담 {made.notes:,}건, "
        f"의뢰 {made.referrals:,}건."
    )
    return DONE


def _check(chosen: argparse.Namespace) -> int:
    from desktop.services.backups.restoring import check_copy
    from desktop.services.checking import check_store

    if chosen.copy is None:
        # What is sound is told before what is not.
        for line in check_store(_folder(chosen), _password()):
            print(line)
        return DONE
    with tempfile.TemporaryDirectory(prefix="naeil-check-") as scratch:
        for line in check_copy(chosen.copy, _password(), Path(scratch) / "자료"):
            print(line)
    return DONE


def _backup(chosen: argparse.Namespace) -> int:
    from desktop.domain.backup import Occasion
    from desktop.domain.clock import SystemClock
    from desktop.services.opening import Premises, PremisesState

    premises = Premises(_folder(chosen), SystemClock(), paths.resources())
    if premises.look() is PremisesState.NEW:
        raise Refused("이 폴더에는 자료가 없습니다. --data 다음에 자료 폴더를 적어 주십시오.")
    try:
        desk, account = premises.sign_in_with_any(_password())
        try:
            report = desk.backups.make(account, Occasion.ASKED)
        finally:
            desk.close()
    finally:
        premises.close()
    assert report is not None
    print(f"백업했습니다: {' · '.join(place.label for place in report.places)}.")
    for sentence in report.troubles:
        print(sentence, file=sys.stderr)
    return INCOMPLETE if report.troubles else DONE


def _restore(chosen: argparse.Namespace) -> int:
    from desktop.domain.clock import SystemClock
    from desktop.services.backups import restoring

    folder = _folder(chosen)
    with restoring.alone(folder):
        opened = restoring.open_copy(folder, chosen.copy, _password())
        done = restoring.put_back(folder, opened, SystemClock())
    for line in restoring.told_of(opened.inside, done):
        print(line)
    return DONE


def _password() -> str:
    return os.environ.get(PASSWORD_VARIABLE) or _ask_password()


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise Refused(
            f"비밀번호를 {PASSWORD_VARIABLE} 환경 변수에 넣거나 터미널에서 실행해 주십시오."
        )
    return getpass("비밀번호: ")
