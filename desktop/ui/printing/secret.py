"""A paper that may only ever be paper: the recovery code. No file, no fax, no copy of it."""

from collections.abc import Callable

from PySide6.QtPrintSupport import QPrinterInfo
from PySide6.QtWidgets import QWidget

from desktop.domain.errors import NaeilError
from desktop.ui.jobs import Jobs
from desktop.ui.printing import queue
from desktop.ui.printing.about import leaves_a_file
from desktop.ui.printing.chooser import choose_printer
from desktop.ui.printing.queue import PrinterTrouble, PrintTo

SENT = "프린터로 보냈습니다. 종이가 나오면 두 묶음을 적어 확인해 주십시오."
BY_HAND = "지금은 손으로 옮겨 적어도 됩니다."
NO_PRINTER = f"연결된 프린터가 없습니다. {BY_HAND}"


class SecretPrinter:
    """Prints from memory; `told` gets a sentence and its tone, whatever became of it."""

    def __init__(self, jobs: Jobs, parent: QWidget, told: Callable[[str, str], None]) -> None:
        self._jobs, self._parent, self._told = jobs, parent, told

    def print_now(self, draw: Callable[[], bytes], title: str) -> None:
        """Print on the usual printer. `draw` may take a while; `title` shows in the queue."""
        self._send(draw, title, PrintTo())

    def print_after_choice(self, draw: Callable[[], bytes], title: str) -> None:
        """Print after the system's dialog; its own way into a file is refused."""
        if not queue.diverted() and not queue.printers():
            self._told(NO_PRINTER, "warning")
            return

        def chosen(to: PrintTo) -> None:
            if not to.printer:
                self._told(f"복구 코드는 파일로 남기지 않습니다. {BY_HAND}", "warning")
                return
            self._send(draw, title, to)

        choose_printer(self._parent, title, chosen)

    def _send(self, draw: Callable[[], bytes], title: str, to: PrintTo) -> None:
        def work() -> None:
            printer = to.printer
            if not queue.diverted():
                printer = printer or QPrinterInfo.defaultPrinterName()
                if not printer:
                    raise PrinterTrouble(NO_PRINTER)
                if leaves_a_file(printer):
                    raise PrinterTrouble(
                        f"‘{printer}’는 종이 대신 파일을 남깁니다. "
                        f"종이가 나오는 프린터를 골라 주십시오. {BY_HAND}"
                    )
            queue.send(draw(), title, to)

        def failed(error: NaeilError) -> None:
            sentence = str(error)
            self._told(
                sentence if BY_HAND in sentence else f"인쇄하지 못했습니다. {BY_HAND}", "warning"
            )

        self._jobs.long(work, lambda _answer: self._told(SENT, "success"), failed)
