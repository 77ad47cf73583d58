"""What of a roster fits beside what stays: no more than it must is left out, and each with its reason."""

from hypothesis import given
from hypothesis import strategies as st

from scheduling.checker import score
from scheduling.domain.problem import Demand
from scheduling.services.fitting import Fit, fit
from tests.builders import ProblemBuilder, roster, setting

REST = setting("min_rest", None, hours=11)


def week() -> ProblemBuilder:
    build = ProblemBuilder(4).people("ann", "ben", "cem")
    two = (Demand("r", 1, 2),)
    return build.template("D", 480, 960).template("N", 1320, 1800).plan("D", demands=two).plan("N", demands=two)


def fitted(build: ProblemBuilder, stays: dict[str, list[str]], wanted: dict[str, list[str]], *rules: object) -> Fit:
    return fit(build.problem, rules, roster(stays), roster(wanted))  # type: ignore[arg-type]


def reasons(found: Fit) -> list[tuple[str, str, str]]:
    return sorted((one.assignment.employee, one.assignment.shift, one.why) for one in found.left_out)


def test_everything_fits_where_nothing_stays_and_no_law_is_broken() -> None:
    wanted = {"ann": ["D@0", "N@1"], "ben": ["N@0"]}
    assert (set(fitted(week(), {}, wanted, REST).fits), reasons(fitted(week(), {}, wanted))) == (roster(wanted), [])


def test_who_stays_on_a_date_gets_nothing_else_on_it() -> None:
    found = fitted(week(), {"ann": ["D@0"]}, {"ann": ["N@0", "N@1"]})
    assert set(found.fits) == roster({"ann": ["N@1"]})
    assert reasons(found) == [("ann", "N@0", "Ann stays on D on Mon 30 Nov")]


def test_what_stays_and_is_wanted_too_is_no_obstacle() -> None:
    found = fitted(week(), {"ann": ["D@0"]}, {"ann": ["D@0", "N@0"], "ben": ["D@0"]})
    assert (set(found.fits), reasons(found)) == (roster({"ann": ["N@0"], "ben": ["D@0"]}), [])


def test_each_head_that_stays_takes_the_place_of_one() -> None:
    found = fitted(week(), {"ann": ["D@0"]}, {"ben": ["D@0"], "cem": ["D@0"]})
    assert (len(found.fits), len(found.left_out)) == (1, 1)
    assert found.left_out[0].why == "Somebody else stays on D on Mon 30 Nov"


def test_people_and_shifts_that_are_gone_are_left_out() -> None:
    found = fitted(week(), {}, {"dan": ["D@0"], "ann": ["D@9", "D@1"]})
    assert set(found.fits) == roster({"ann": ["D@1"]})
    assert reasons(found) == [
        ("ann", "D@9", "This shift is not planned any more"),
        ("dan", "D@0", "This person is not planned any more"),
    ]


def test_what_stays_of_those_who_left_is_no_obstacle() -> None:
    assert set(fitted(week(), {"dan": ["D@0"]}, {"ann": ["D@0"]}, REST).fits) == roster({"ann": ["D@0"]})


def test_of_what_breaks_a_law_the_later_shift_is_left_out_but_never_what_stays() -> None:
    found = fitted(week(), {}, {"ann": ["N@0", "D@1"]}, REST)
    assert [one.assignment.shift for one in found.left_out] == ["D@1"]
    found = fitted(week(), {"ann": ["D@1"]}, {"ann": ["N@0"]}, REST)
    assert [one.assignment.shift for one in found.left_out] == ["N@0"]
    assert found.left_out[0].why.startswith("Ann")


def test_time_off_leaves_out_what_it_touches() -> None:
    found = fitted(week().off("ann", 1, 0, 1440), {}, {"ann": ["D@0", "D@1", "D@2"]})
    assert [one.assignment.shift for one in found.left_out] == ["D@1"]


def test_a_law_that_leaving_out_does_not_mend_leaves_nothing_out() -> None:
    least = setting("shift_count", None, minimum=3, period="horizon")
    cover = setting("coverage", None, level="minimum")
    found = fitted(week(), {}, {"ann": ["D@0", "D@1"]}, least, cover)
    assert (len(found.fits), found.left_out) == (2, [])


PEOPLE, SHIFTS = ("ann", "ben", "cem"), [f"{t}@{k}" for t in "DN" for k in range(4)]
ROSTERS = st.dictionaries(st.sampled_from(PEOPLE), st.lists(st.sampled_from(SHIFTS), max_size=3, unique=True))


@given(ROSTERS, ROSTERS)
def test_what_is_written_breaks_no_law_of_persons_that_what_stays_keeps(
    stays: dict[str, list[str]], wanted: dict[str, list[str]]
) -> None:
    build = week()
    found, fixed, asked = fitted(build, stays, wanted, REST), roster(stays), roster(wanted)
    assert {*found.fits, *(one.assignment for one in found.left_out)} == asked - fixed
    assert not {*found.fits} & {one.assignment for one in found.left_out}
    before = {v.message for v in score(build.problem, fixed, [REST]).violations}
    after = {v.message for v in score(build.problem, fixed.union(found.fits), [REST]).violations}
    assert after <= before
