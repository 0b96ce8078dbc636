"""From a finished paper to the printer: remembered printers, the queue, the dialog, a file."""

from desktop.ui.printing.counter_printer import CounterPrinter
from desktop.ui.printing.queue import PrinterTrouble, PrintTo, printers, send

__all__ = ["CounterPrinter", "PrintTo", "PrinterTrouble", "printers", "send"]
