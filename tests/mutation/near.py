"""Which tests are about a file of the catalogue: its own first, then those that hold every rule."""

import ast
from functools import cache
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
RULES = ROOT / "scheduling" / "rules"
FACETS = "scheduling.rules.facets"
SUITES = (
    "tests/rules",
    "tests/test_checker.py",
    "tests/test_rechecking.py",
    "tests/test_replacing.py",
    "tests/solver/test_elastic.py",
)


def files() -> list[Path]:
    """What is proved: the rules and the checker."""
    return [ROOT / "scheduling" / "checker.py", *sorted(RULES.rglob("*.py"))]


def module_name(file: Path) -> str:
    parts = file.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


@cache
def _imports() -> dict[str, set[str]]:
    return {
        module_name(file): {
            node.module
            for node in ast.walk(ast.parse(file.read_text()))
            if isinstance(node, ast.ImportFrom) and node.module
        }
        for file in files()
    }


def _reaches(start: str, target: str) -> bool:
    """Whether a module imports another, itself or through others."""
    seen, waiting = set(), [start]
    while waiting:
        module = waiting.pop()
        if module not in seen:
            seen.add(module)
            waiting += _imports().get(module, ())
    return target in seen


def codes_near(module: str, codes: set[str]) -> set[str]:
    """The rules that a module is part of; all of them where it is part of none."""
    package = FACETS if module.startswith(FACETS) else "scheduling.rules"
    return {code for code in codes if _reaches(f"{package}.{code}", module)} or codes


def near(module: str, items: list[pytest.Item], codes: set[str]) -> list[pytest.Item]:
    """The tests to run for a file, nearest first; of what is part of all rules, none that holds them one by one."""
    ranked = [(_rank(item, module, codes_near(module, codes), codes), item) for item in items]
    return [item for rank, item in sorted((pair for pair in ranked if pair[0] is not None), key=lambda pair: pair[0])]


def _rank(item: pytest.Item, module: str, mine: set[str], codes: set[str]) -> int | None:
    path = item.path.relative_to(ROOT)
    stem, of_facets = path.stem.removeprefix("test_"), "facets" in path.parts or path.stem == "test_facets"
    code = item.callspec.params.get("code") if hasattr(item, "callspec") else None
    if of_facets != module.startswith(FACETS) or (code in codes and code not in mine):
        return None
    if stem == module.rpartition(".")[2]:
        return 0
    if stem in codes and not of_facets:
        return 1 if stem in mine else None
    if code is None:
        return 2
    return 3 if mine != codes else None
