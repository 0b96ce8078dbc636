"""백업: copies of the store, made in time and in two places, and the way back from them.

- `acts`: making copies, the ledger of them, the second place, what the status line says
- `records`: what screens get
- `restoring`: looking into a copy and putting it in the place of the store; works before
  anybody is signed in
"""

from desktop.services.backups.acts import Backups
from desktop.services.backups.records import BackupState, CopyLine

__all__ = ["BackupState", "Backups", "CopyLine"]
