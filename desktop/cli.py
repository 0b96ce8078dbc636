"""Maintenance commands. None prints personal data; errors are one Korean sentence on stderr."""

import argparse
import gc
import os
import sys
import tempfile
from collections.abc import Sequence
from getpass import getpass
from pathlib import Path

from desktop import NAME, VERSION, paths
from desktop.domain.errors import NaeilError, Refused

DEMO_VISITORS, DEMO_SEED = 3_000, 65
PASSWORD_VARIABLE = "NAEIL_PASSWORD"


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says: 0 done, 1 refused or failed, 2 wrongly called."""
    for stream in (sys.stdout, sys.stderr):
        # A CP949 console must not end the program over a character it lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    chosen = _parser().parse_args(arguments)
    try:
        return int(chosen.do(chosen))
    except NaeilError as error:
        print(error, file=sys.stderr)
        return 1


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="naeil-desk", description=f"{NAME}: 일자리센터 창구 프로그램"
    )
    parser.add_argument("--version", action="version", version=f"{NAME} {VERSION}")
    _data(parser)
    parser.add_argument("--demo", action="store_true", help="지어낸 1년치 자료로 열어 봅니다")
    parser.add_argument("--self-test", action="store_true", help="하루를 돌아 보고 끝납니다")
    parser.set_defaults(do=_counter)
    commands = parser.add_subparsers(title="관리 명령")
    tour = commands.add_parser("tour", help="하루 일을 그림과 서류로 남깁니다")
    tour.add_argument("--out", type=Path, default=Path("tour"), help="그림을 둘 폴더")
    tour.set_defaults(do=_tour)
    demo = commands.add_parser("demo", help="지어낸 자료로 빈 폴더를 채웁니다")
    _data(demo)
    demo.add_argument("--visitors", type=int, default=DEMO_VISITORS)
    demo.add_argument("--years", type=int, default=1)
    demo.add_argument("--seed", type=int, default=DEMO_SEED)
    demo.set_defaults(do=_demo)
    check = commands.add_parser("check", help="자료 파일이 온전한지 봅니다")
    _data(check)
    check.set_defaults(do=_check)
    bench = commands.add_parser("bench", help="속도를 잽니다")
    bench.add_argument("--rows", type=int, default=20_000, help="지어낼 내방객 수")
    bench.set_defaults(do=_bench)
    return parser


def _data(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--data", type=Path, default=None, help="자료, 백업, 기록을 두는 폴더")


def _counter(chosen: argparse.Namespace) -> int:
    if chosen.self_test:
        return _self_test()
    # Importing only makes things: app turns collection on again when all is loaded.
    gc.disable()
    from desktop.app import Start
    from desktop.app import run as open_counter

    if chosen.demo:
        from desktop.services.demo_store import DEMO_PASSWORD, make_demo

        with tempfile.TemporaryDirectory(prefix="naeil-demo-", ignore_cleanup_errors=True) as name:
            folder = Path(name)
            make_demo(folder, DEMO_VISITORS, 1, DEMO_SEED)
            return open_counter(Start(folder, demo_password=DEMO_PASSWORD))
    return open_counter(Start(paths.data_folder(chosen.data)))


def _tour(chosen: argparse.Namespace) -> int:
    from desktop.tour import Tour

    return Tour(chosen.out).run()


def _bench(chosen: argparse.Namespace) -> int:
    from desktop import bench
    from desktop.app import offscreen

    offscreen()
    return bench.run(chosen.rows)


def _self_test() -> int:
    """An empty folder is set up, a day is walked through, everything is thrown away."""
    from desktop.app import offscreen
    from desktop.tour import Tour

    offscreen()
    with tempfile.TemporaryDirectory(prefix="naeil-test-", ignore_cleanup_errors=True) as name:
        return Tour(Path(name)).run()


def _demo(chosen: argparse.Namespace) -> int:
    from desktop.services.demo_store import make_demo

    def progress(done: int, all_: int) -> None:
        print(f"\r{done:,} / {all_:,}명", end="", flush=True)

    made = make_demo(
        paths.data_folder(chosen.data),
        chosen.visitors,
        chosen.years,
        chosen.seed,
        progress=progress,
        password=os.environ.get(PASSWORD_VARIABLE, ""),
    )
    print(f"\n내방객 {made.visitors:,}명, 방문 {made.visits:,}건, 상담 {made.notes:,}건.")
    return 0


def _check(chosen: argparse.Namespace) -> int:
    from desktop.services.checking import check_store

    password = os.environ.get(PASSWORD_VARIABLE) or _ask_password()
    for line in check_store(paths.data_folder(chosen.data), password):
        print(line)
    return 0


def _ask_password() -> str:
    if not sys.stdin.isatty():
        raise Refused(
            f"비밀번호를 {PASSWORD_VARIABLE} 환경 변수에 넣거나 터미널에서 실행해 주십시오."
        )
    return getpass("비밀번호: ")
