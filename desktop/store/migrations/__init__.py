"""The steps from each schema that ever held data to the next, forward only.

Written for Alembic's operations; imported by name, so that a frozen program has them
inside. Nothing here is imported unless a store is behind. A released step is never
changed; `tests/store/draft_migration.py` writes the draft of a new one.
"""

from types import ModuleType


def steps() -> tuple[ModuleType, ...]:
    """All steps in order; each has `revision`, `down_revision` and `upgrade()`."""
    from desktop.store.migrations.versions import (
        m0001_first,
        m0002_ends,
        m0003_trust,
        m0004_loop,
        m0005_merging,
        m0006_figures,
        m0007_lists,
    )

    return (
        m0001_first,
        m0002_ends,
        m0003_trust,
        m0004_loop,
        m0005_merging,
        m0006_figures,
        m0007_lists,
    )
