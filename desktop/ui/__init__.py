"""The window. PySide6 is imported here and in app only.

PySide6 stands in for `import` to offer `from __feature__ import …`, which nothing here uses:
behind every import it reads the whole source of the module just imported and keeps it. That
is a fifth of the loading and 25 MB, so the interpreter's own `import` is put back.
"""

import builtins

import PySide6.QtCore  # noqa: F401 (with it comes the other import)

builtins.__import__ = getattr(builtins, "__orig_import__", builtins.__import__)
