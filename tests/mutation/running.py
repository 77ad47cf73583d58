"""Every mistake tried in a child of one process that has imported and collected everything once."""

import hashlib
import importlib
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import Phase, settings

from tests.mutation.children import Child, first_failure, seconds_of_each
from tests.mutation.graft import graft
from tests.mutation.mutants import Mutant, mutants
from tests.mutation.near import ROOT, SUITES, files, module_name, near

LEAST_SECONDS = 10


def run(chosen: list[Path], results: Path, jobs: int, again: bool) -> int:
    """Try all mistakes in these files; what is known already is kept, survivors are tried `again` if asked."""
    os.environ["CI"] = "true"
    phases = (Phase.explicit, Phase.generate)
    settings.register_profile("mutation", derandomize=True, database=None, phases=phases, report_multiple_bugs=False)
    settings.load_profile("mutation")
    options = ["-q", "-s", "-p", "no:cacheprovider", "-p", "no:xdist", "-m", "not e2e and not faults"]
    suites = [str(ROOT / suite) for suite in SUITES]
    return int(pytest.main([*options, *suites], [_Mutating(chosen, results, jobs, again)]))


class _Mutating:
    def __init__(self, chosen: list[Path], results: Path, jobs: int, again: bool) -> None:
        self.chosen, self.results, self.jobs, self.again = chosen, results, jobs, again
        self.known: dict[str, Any] = json.loads(results.read_text()) if results.exists() else {}
        self.seconds: dict[str, float] = {}

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        from scheduling.rules.catalogue import catalogue

        for file in files():
            importlib.import_module(module_name(file))
        for file in self.chosen:
            self._prove(file, near(module_name(file), session.items, set(catalogue())))
        return True

    def _prove(self, file: Path, items: list[pytest.Item]) -> None:
        name, source = str(file.relative_to(ROOT)), file.read_text()
        found = list(mutants(source, str(file)))
        digest = hashlib.sha256(source.encode()).hexdigest()
        if self.known.get(name, {}).get("source") != digest:
            self.known[name] = {"source": digest, "mutants": {}}
        rows = self.known[name]["mutants"]
        waiting = [(k, mutant) for k, mutant in enumerate(found) if self._is_open(rows.get(str(k)))]
        if waiting:
            self._as_it_is(items)
            self._try(module_name(file), waiting, items, rows)
        self._save()
        lost = sum(row["outcome"] == "survived" for row in rows.values())
        print(f"{name}: {len(found)} mistakes, {lost} survive", flush=True)

    def _is_open(self, row: dict[str, Any] | None) -> bool:
        return row is None or (self.again and row["outcome"] == "survived")

    def _as_it_is(self, items: list[pytest.Item]) -> None:
        """Each test must pass with nothing mistaken, and tells how long it takes."""
        new = [item for item in items if item.nodeid not in self.seconds]
        child = Child(lambda: json.dumps(seconds_of_each(new)), 3600)
        said, (_, status) = child.said(), os.waitpid(child.pid, 0)
        if status:
            pytest.exit(f"the tests ended by themselves with nothing mistaken ({status})", returncode=1)
        self.seconds |= json.loads(said)
        failing = [item.nodeid for item in new if self.seconds.get(item.nodeid) is None]
        if failing:
            pytest.exit(f"fails with nothing mistaken: {failing[0]}", returncode=1)

    def _try(self, module: str, waiting: list[tuple[int, Mutant]], items: list[pytest.Item], rows: Any) -> None:
        limit = int(LEAST_SECONDS + 3 * sum(self.seconds[item.nodeid] for item in items))
        running: dict[int, tuple[int, Mutant, Child]] = {}
        while waiting or running:
            while waiting and len(running) < self.jobs:
                k, mutant = waiting.pop(0)
                child = Child(lambda m=mutant: first_failure(lambda: graft(sys.modules[module], m.code), items), limit)
                running[child.pid] = k, mutant, child
            pid, status = os.wait()
            k, mutant, child = running.pop(pid)
            by = child.said()
            outcome = "endless" if status else "noticed" if by else "survived"
            line = {"where": mutant.where, "line": mutant.line, "change": mutant.change}
            rows[str(k)] = {**line, "outcome": outcome, "by": by}
            # What noticed one mistake often notices the next.
            items.sort(key=lambda item: item.nodeid != by)
            if len(rows) % 20 == 0:
                self._save()

    def _save(self) -> None:
        self.results.parent.mkdir(exist_ok=True, parents=True)
        fresh = self.results.with_suffix(".new")
        fresh.write_text(json.dumps(self.known, indent=1, ensure_ascii=False))
        fresh.replace(self.results)
