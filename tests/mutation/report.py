"""The score of each file, and the survivors that `docs/rule_tests.md` does not judge yet."""

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.mutation.near import ROOT

JUDGED = ROOT / "docs" / "rule_tests.md"


def show(results: Path) -> str:
    known = json.loads(results.read_text())
    judged = JUDGED.read_text() if JUDGED.exists() else ""
    open_ = [row for row in survivors(known) if row not in judged]
    return "\n".join([*scores(known), "", f"Survivors that nobody has judged: {len(open_)}", *open_])


def survivors(known: dict[str, Any]) -> Iterator[str]:
    """Each as the beginning of its row in a table of judgements: what became of which line, wherever that stands now."""
    for name, file in known.items():
        lines = (ROOT / name).read_text().splitlines()
        for row in file["mutants"].values():
            if row["outcome"] == "survived":
                change, line = (text.replace("|", "\\|") for text in (row["change"], lines[row["line"] - 1].strip()))
                yield f"| {short(name)} | {row['where']} | `{change}` in `{line}` |"


def short(name: str) -> str:
    return name.removeprefix("scheduling/")


def scores(known: dict[str, Any]) -> Iterator[str]:
    yield "| file | mistakes | noticed | |"
    yield "|---|--:|--:|--:|"
    lines = [(short(name), *_counts(file)) for name, file in known.items() if file["mutants"]]
    lines.append(("all", sum(line[1] for line in lines), sum(line[2] for line in lines)))
    for name, made, noticed in lines:
        yield f"| {name} | {made} | {noticed} | {noticed / made:.1%} |"


def _counts(file: dict[str, Any]) -> tuple[int, int]:
    rows = file["mutants"].values()
    return len(rows), sum(row["outcome"] != "survived" for row in rows)
