"""The score of each file, and the survivors that `docs/rule_tests.md` does not judge yet."""

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from tests.mutation.near import ROOT

JUDGED = ROOT / "docs" / "rule_tests.md"


def show(results: Path) -> str:
    known = json.loads(results.read_text())
    judged, survived = JUDGED.read_text(), list(survivors(known))
    open_ = [row for row in survived if row not in judged]
    rows = re.findall(r"^\| \S+ \| \S+ \| `.+?` in `.+?` \|", judged, re.MULTILINE)
    past = [row for row in rows if row not in survived]
    told = [f"Survivors that nobody has judged: {len(open_)}", *open_]
    return "\n".join([*_scores(known), "", *told, f"Judged, and not among the survivors: {len(past)}", *past])


def survivors(known: dict[str, Any]) -> Iterator[str]:
    """Each as the beginning of its row in a table of judgements: what became of which line, wherever it stands."""
    for name, file in known.items():
        lines = (ROOT / name).read_text().splitlines()
        for row in file["mutants"].values():
            if row["outcome"] == "survived":
                change, line = (text.replace("|", "\\|") for text in (row["change"], lines[row["line"] - 1].strip()))
                yield f"| {short(name)} | {row['where'] or 'module'} | `{change}` in `{line}` |"


def short(name: str) -> str:
    return name.removeprefix("scheduling/")


def _scores(known: dict[str, Any]) -> Iterator[str]:
    yield "| file | mistakes | noticed | |"
    yield "|---|--:|--:|--:|"
    lines = [(short(name), *_counts(file)) for name, file in known.items() if file["mutants"]]
    lines.append(("all", sum(line[1] for line in lines), sum(line[2] for line in lines)))
    for name, made, noticed in lines:
        yield f"| {name} | {made} | {noticed} | {noticed / made:.1%} |"


def _counts(file: dict[str, Any]) -> tuple[int, int]:
    rows = file["mutants"].values()
    return len(rows), sum(row["outcome"] != "survived" for row in rows)
