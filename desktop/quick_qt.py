"""PySide6 brought in without compiling its own Python anew at every start.

shiboken6 carries a dozen of its Python files as text inside its library and compiles them
each time it is imported (`EmbeddableZipImporter`, shiboken6 6.11): half of what a bare
window takes. Here their code is kept as Python keeps that of any other file, in
`__pycache__`, each piece found by the hash of its very source: another PySide6, another
Python or a file that is gone only means that it is compiled once more. The generator of type
stubs among them, which no running program needs, is compiled when somebody asks for it.
"""

import builtins
import marshal
import os
import sys
from collections.abc import Callable
from contextlib import suppress
from importlib.util import MAGIC_NUMBER, cache_from_source, source_hash
from pathlib import Path
from types import CodeType
from typing import Any

CARRIED = ("signature_bootstrap.py", "shibokensupport/")
"""How the names of the files begin that shiboken6 carries as text."""
LATER = "shibokensupport/signature/lib/pyi_generator.py"
_STAND_IN = (
    "from desktop.quick_qt import later as _later\n__getattr__ = _later(globals(), __name__)\n"
)

_sources: dict[str, bytes] = {}


class Compiled:
    """The kept code of what shiboken6 carries, and what had to be compiled this time."""

    def __init__(self, compile_: Callable[..., Any], kept: dict[bytes, CodeType]) -> None:
        """`compile_` is Python's own; `kept` goes by the hash of name and source."""
        self._compile = compile_
        self._kept = kept
        self.used: dict[bytes, CodeType] = {}
        self.anew = 0

    @property
    def is_complete(self) -> bool:
        """Whether nothing was compiled, and nothing kept that is not used any more."""
        return self.used.keys() == self._kept.keys()

    def compile(self, source: Any, filename: Any, mode: str, *rest: Any, **named: Any) -> Any:
        """As `compile`; what is not shiboken6's own goes straight to it."""
        name = str(filename)
        ours = isinstance(source, bytes) and mode == "exec" and name.startswith(CARRIED)
        if not ours or rest or named:
            return self._compile(source, filename, mode, *rest, **named)
        if name == LATER:
            _sources[name] = source
            source = _STAND_IN.encode()
        key = source_hash(name.encode() + b"\0" + source)
        code = self._kept.get(key)
        if code is None:
            code = self._compile(source, name, mode)
            self.anew += 1
        self.used[key] = code
        return code


def later(inside: dict[str, Any], module: str) -> Callable[[str], Any]:
    """The `__getattr__` of a module that is run when the first of its names is asked for."""

    def get(name: str) -> Any:
        if not (name.startswith("__") and name.endswith("__")):
            inside.pop("__getattr__", None)
            source = _sources.pop(LATER, None)
            if source is not None:
                exec(builtins.compile(source, LATER, "exec"), inside)
            if name in inside:
                return inside[name]
        raise AttributeError(f"module {module!r} has no attribute {name!r}")

    return get


def place() -> Path:
    """The file the code is kept in, beside what Python keeps of this one."""
    return Path(cache_from_source(__file__)).with_suffix(".shiboken6")


def bring() -> int:
    """Import shiboken6, with which every part of PySide6 begins; how many files were compiled.

    Harmless when it is there already.
    """
    if "shiboken6" in sys.modules:
        return 0
    own = builtins.compile
    compiled = Compiled(own, read(place()))
    setattr(builtins, "compile", compiled.compile)  # noqa: B010 (mypy knows no other)
    try:
        import shiboken6  # noqa: F401
    finally:
        setattr(builtins, "compile", own)  # noqa: B010
    if not compiled.is_complete and not sys.dont_write_bytecode:
        # A program that was installed for all may not be written to.
        with suppress(OSError):
            write(place(), compiled.used)
    return compiled.anew


def read(file: Path) -> dict[bytes, CodeType]:
    """What is kept in a file; empty when it is not there or another Python wrote it."""
    try:
        found = file.read_bytes()
        if found.startswith(MAGIC_NUMBER):
            kept: dict[bytes, CodeType] = marshal.loads(found[len(MAGIC_NUMBER) :])
            return kept
    except (OSError, EOFError, ValueError, TypeError):
        # Half a file: compiled and written once more.
        pass
    return {}


def write(file: Path, code: dict[bytes, CodeType]) -> None:
    """Keep it, whole or not at all. Raises OSError where nothing may be written."""
    file.parent.mkdir(parents=True, exist_ok=True)
    half = file.with_name(f"{file.name}.{os.getpid()}")
    try:
        half.write_bytes(MAGIC_NUMBER + marshal.dumps(code))
        half.replace(file)
    finally:
        half.unlink(missing_ok=True)
