"""The dated rules of target groups, read once."""

from functools import lru_cache

from desktop import paths
from desktop.domain.targeting import Rule, load_rules


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule ever valid (resources/codes/target_rules.toml); each says for which days."""
    return load_rules(paths.resources() / "codes" / "target_rules.toml")
