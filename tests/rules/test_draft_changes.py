"""Changes to a roster being edited: counted as those after publishing are, but against the draft."""

from dataclasses import replace

from scheduling.rules.catalogue import catalogue
from scheduling.services.rule_forms import rule_forms
from tests.builders import ProblemBuilder, amount, breaches, doubts, roster, setting

CODE = "draft_changes"


def drafted(told: dict[str, list[str]] | None, published: dict[str, list[str]] | None = None) -> ProblemBuilder:
    build = ProblemBuilder(3).people("ann", "ben").template("D", 480, 960).plan("D")
    rosters = (None if one is None else tuple(sorted(roster(one))) for one in (told, published))
    draft, before = rosters
    build.problem = replace(build.problem, draft=draft, published=before)
    return build


def test_a_shift_that_passes_to_somebody_else_changes_for_both() -> None:
    found = breaches(drafted({"ann": ["D@0"]}), {"ben": ["D@0"]}, setting(CODE, 4))
    assert [(v.employee, v.penalty) for v in found] == [("ann", 4), ("ben", 4)]


def test_so_many_changes_are_free_and_those_beyond_count() -> None:
    plan = {"ben": ["D@0", "D@1"]}
    assert [amount(drafted({"ann": ["D@0"]}), plan, setting(CODE, cap=cap)) for cap in (0, 2, 3)] == [3, 1, 0]
    (found,) = breaches(drafted({"ann": ["D@0"]}), plan, setting(CODE, cap=2))
    assert found.message == "3 changes to the roster being edited, 1 more than the 2 allowed"


def test_what_is_published_is_no_matter_and_without_a_draft_nothing_counts() -> None:
    assert amount(drafted({"ann": ["D@0"]}, {"ben": ["D@0"]}), {"ann": ["D@0"]}, setting(CODE)) == 0
    assert amount(drafted(None, {"ben": ["D@0"]}), {"ann": ["D@0"]}, setting(CODE)) == 0


def test_nobody_is_asked_for_it_on_a_form_and_nothing_speaks_against_it() -> None:
    assert CODE not in rule_forms()
    assert doubts(drafted({"ann": ["D@0"]}), setting(CODE, None, cap=0)) == []
    assert catalogue()[CODE].phrase(catalogue()[CODE].Params(cap=1)) == (
        "keeps to the roster being edited but for 1 change in all"
    )
