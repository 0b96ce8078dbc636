"""The dated rules of target groups and what services may ask, read once."""

from functools import lru_cache

from desktop import paths
from desktop.domain.requirement import RequirementList, load_requirements
from desktop.domain.rule_rows import load_rules
from desktop.domain.targeting import Rule


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """Every rule ever valid (resources/codes/target_rules.toml); each says for which days."""
    return load_rules(paths.resources() / "codes" / "target_rules.toml")


@lru_cache(maxsize=1)
def requirements() -> RequirementList:
    """What a partner's service may ask (resources/codes/service_conditions.toml)."""
    return load_requirements(paths.resources() / "codes" / "service_conditions.toml")
