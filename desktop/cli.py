"""The command line: the counter at once, or one of the maintenance commands.

Errors are one Korean sentence on stderr. The daily start does not wait for the parser
of the commands to be built: it takes as long as painting the sign-in page.
"""

import gc
import os
import sys
from collections.abc import Sequence
from pathlib import Path

from desktop import paths, quick_qt
from desktop.domain.errors import NaeilError

FAILED = 1
_NO_PLACE = "폴더나 파일을 쓸 수 없습니다. 권한과 디스크의 남은 자리를 확인해 주십시오."
_STOPPED = "도중에 그만두었습니다. 만들던 것은 지웠습니다."


def run(arguments: Sequence[str]) -> int:
    """Do what the command line says: 0 done, 1 refused or failed, 2 wrongly called."""
    # Whatever is made from now on is for this user alone; SQLite asks for 0644.
    os.umask(0o077)
    for stream in (sys.stdout, sys.stderr):
        # A CP949 console must not end the program over a character it lacks.
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")
    try:
        match arguments:
            case []:
                return open_counter(paths.data_folder())
            case ["--data", folder] if folder and not folder.startswith("-"):
                return open_counter(paths.data_folder(Path(folder)))
            case ["--until-painted", "--data", folder] if folder and not folder.startswith("-"):
                return open_counter(paths.data_folder(Path(folder)), until_painted=True)
        from desktop.commands import do

        return do(arguments)
    except NaeilError as error:
        return _say(str(error))
    except OSError:
        return _say(_NO_PLACE)
    except KeyboardInterrupt:
        return _say(_STOPPED)


def open_counter(folder: Path, *, until_painted: bool = False) -> int:
    """The counter over the data of a folder, until it is closed or its first page is painted."""
    # Importing only makes things; later the window's collector has a say.
    gc.disable()
    quick_qt.bring()
    from desktop.app import Start
    from desktop.app import run as run_counter

    return run_counter(Start(folder, until_painted=until_painted))


def _say(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return FAILED
