"""What machine, disk, printer and program can do to the office, done on purpose.

Few cases each by default; with NAEIL_LONG=1 as many as say something about rare moments.
"""

import os

LONG = os.environ.get("NAEIL_LONG") == "1"
