"""Papers that leave the counter: every print gets a number of its own and a row in the ledger.

The purpose on the paper follows from the act that prints it, nobody has to type it.
The drawing programs are loaded at the first paper: the window is up sooner.

Rooms: `acts` what the counter prints · `records` what screens get · `ledger` the number
and row of every print · `drawing` record to page · `contents` records of visitor and
visit · `words` labels as papers show them.
"""

from desktop.services.papers.acts import Papers
from desktop.services.papers.drawing import draw
from desktop.services.papers.ledger import FILES, PAPERS, register
from desktop.services.papers.records import PaperGround, PrintLine, ProvableVisit, ReadyPaper
from desktop.services.papers.words import address_of, label_of, show_phone

__all__ = [
    "FILES",
    "PAPERS",
    "PaperGround",
    "Papers",
    "PrintLine",
    "ProvableVisit",
    "ReadyPaper",
    "address_of",
    "draw",
    "label_of",
    "register",
    "show_phone",
]
