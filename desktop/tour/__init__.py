"""The counter driven through its real window by keys, left as pictures and papers.

    desk    somebody at the counter: hands that type, eyes that keep what they see
    day     the day of a new office, from the empty folder to the reply that came back
    looks   the screens of a busy office in every look: wide, large type, dark

Runs offscreen or on a display. It proves that a newcomer's first hour works, gives README
and guide their pictures, and is the frozen program's self-test.
"""

from desktop.tour.day import PASSWORD, Tour
from desktop.tour.desk import TourFailed

__all__ = ["PASSWORD", "Tour", "TourFailed"]
