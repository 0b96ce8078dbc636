"""From a finished paper to the printer: remembered printers, the queue, the dialog, a file."""

from desktop.ui.printing import cups
from desktop.ui.printing.counter_printer import CounterPrinter
from desktop.ui.printing.queue import PrinterTrouble, PrintTo, printers, send

__all__ = ["CounterPrinter", "PrintTo", "PrinterTrouble", "printers", "send"]

# Whoever prints or asks for printers comes through here first, Qt's own part included.
cups.keep_to_this_pc()
