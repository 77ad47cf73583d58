"""Rules read as sentences; weights and profiles are changed without losing anybody's edit."""

from dataclasses import replace

import pytest

from scheduling.domain.errors import Conflict, InvalidInput, NotFound
from scheduling.domain.runs import SolveOptions
from scheduling.domain.settings import RuleSetting, Scope, ScopeKind
from scheduling.rules.catalogue import catalogue
from scheduling.services.ports import Transactions
from scheduling.services.records import ProfileRecord
from scheduling.services.rule_forms import FieldKind
from scheduling.services.tuning import TuningService
from tests.actors import MIA, NOA
from tests.services.small_site import add_site

SETTINGS = (
    RuleSetting("rest", "min_rest", None, Scope(), {"hours": 11}),
    RuleSetting("cover", "coverage", 50),
    RuleSetting("pairs", "forbidden_succession", 7, Scope(), {"pairs": [["night", "early"]]}),
    RuleSetting("seniors", "min_rest", 5, Scope(ScopeKind.LABEL, ("senior",), frozenset({"night"})), {"hours": 12}),
    RuleSetting("moon", "moon_phase", 3, enabled=False),
)


@pytest.fixture
def site(transactions: Transactions) -> str:
    return add_site(transactions, SETTINGS)[0]


@pytest.fixture
def service(transactions: Transactions) -> TuningService:
    return TuningService(transactions)


def test_settings_read_as_sentences_with_names(service: TuningService, site: str) -> None:
    said = [row.sentence for row in service.view(MIA, site).rows]
    assert said == [
        "Everyone rests at least 11 hours between two shifts; hard",
        "Every shift is staffed to the target number of heads (1 per head short); each breach costs 50",
        "Everyone never works Night and then Early on consecutive days; each breach costs 7",
        "Everyone labelled senior rests at least 12 hours between two shifts (night shifts); each breach costs 5",
        "This version has no rule called moon_phase; it has no effect",
    ]


def test_an_unknown_rule_is_named_so_and_can_be_removed_but_not_switched_on(service: TuningService, site: str) -> None:
    row = service.view(MIA, site).rows[-1]
    assert (row.label, row.known) == ("Unknown rule (moon_phase)", False)
    with pytest.raises(InvalidInput, match="no rule called moon_phase"):
        service.save_settings(MIA, [replace(row.record, setting=replace(row.record.setting, enabled=True))])
    service.remove_setting(MIA, row.record)
    assert len(service.view(MIA, site).rows) == len(SETTINGS) - 1


def test_weights_of_several_rules_change_together(service: TuningService, site: str) -> None:
    rows = service.view(MIA, site).rows[1:3]
    records = [replace(row.record, setting=replace(row.record.setting, weight=9)) for row in rows]
    service.save_settings(MIA, records)
    assert [row.record.setting.weight for row in service.view(MIA, site).rows] == [None, 9, 9, 5, 3]


def test_of_several_edits_one_conflict_stops_all(service: TuningService, site: str) -> None:
    first, second = (row.record for row in service.view(MIA, site).rows[1:3])
    service.save_settings(NOA, [replace(second, setting=replace(second.setting, weight=8))])
    with pytest.raises(Conflict):
        service.save_settings(MIA, [replace(r, setting=replace(r.setting, weight=1)) for r in (first, second)])
    assert [row.record.setting.weight for row in service.view(MIA, site).rows][1:3] == [50, 8]


def test_a_negative_weight_is_refused_in_a_sentence() -> None:
    with pytest.raises(InvalidInput, match=r"The weight of min_rest is -1; enter 0 \(off\)"):
        RuleSetting("", "min_rest", -1)


@pytest.mark.parametrize(
    ("setting", "said"),
    [
        (RuleSetting("", "min_rest", 1_000_001), "out of range"),
        (RuleSetting("", "min_rest", 1, Scope(), {"hours": 0}), "Minimum rest, hours"),
        (RuleSetting("", "min_rest", 1, Scope(), {"after": ["gone"]}), "shift template that does not exist"),
        (RuleSetting("", "forbidden_succession", 1, Scope(), {"pairs": [["a", "b"]]}), "shift template that does not"),
        (RuleSetting("", "min_rest", 1, Scope(ScopeKind.EMPLOYEE)), "choose at least one employee"),
        (RuleSetting("", "min_rest", 1, Scope(ScopeKind.ROLE, ("gone",))), "role that does not exist"),
        (RuleSetting("", "moon_phase", 1), "no rule called moon_phase"),
    ],
)
def test_a_setting_that_cannot_hold_is_refused(
    service: TuningService, site: str, setting: RuleSetting, said: str
) -> None:
    with pytest.raises(InvalidInput, match=said):
        service.add_setting(MIA, site, setting)
    assert len(service.view(MIA, site).rows) == len(SETTINGS)


def test_every_rule_that_is_offered_draws_a_form_whose_defaults_it_accepts(service: TuningService) -> None:
    forms = service.forms()
    assert set(forms) == {code for code, rule in catalogue().items() if rule.offered}
    for code, form in forms.items():
        params = catalogue()[code].Params
        assert {field.name for field in form.fields} == set(params.model_fields)
        params.model_validate({field.name: field.default for field in form.fields})
        assert all(field.options for field in form.fields if field.kind is FieldKind.CHOICE)


def test_a_form_tells_bounds_and_what_may_stay_empty(service: TuningService) -> None:
    hours = service.forms()["min_rest"].fields[0]
    assert (hours.kind, hours.lowest, hours.highest, hours.default, hours.optional) == (
        FieldKind.NUMBER,
        1,
        168,
        11,
        False,
    )
    limits = {field.name: field for field in service.forms()["shift_count"].fields}
    assert limits["maximum"].optional
    assert limits["templates"].kind is FieldKind.NAMES
    assert limits["templates"].refers == "template"
    assert limits["period"].options == ("week", "fortnight", "month", "horizon")


def test_the_first_profile_is_the_default_and_another_can_take_over(service: TuningService, site: str) -> None:
    service.add_profile(MIA, ProfileRecord("", site, "Balanced"))
    service.add_profile(MIA, ProfileRecord("", site, "Fast", SolveOptions(time_limit=10)))
    balanced, fast = service.view(MIA, site).profiles
    assert (balanced.is_default, fast.is_default) == (True, False)
    service.make_default(MIA, fast)
    assert [p.name for p in service.view(MIA, site).profiles if p.is_default] == ["Fast"]


def test_a_profile_replaces_weights_and_can_be_duplicated(service: TuningService, site: str) -> None:
    cover = service.view(MIA, site).rows[1].id
    service.add_profile(MIA, ProfileRecord("", site, "Full", SolveOptions(30, 1.5, 1, 7), {cover: 500}))
    (full,) = service.view(MIA, site).profiles
    service.duplicate_profile(MIA, full)
    service.duplicate_profile(MIA, full)
    copies = service.view(MIA, site).profiles
    assert [p.name for p in copies] == ["Full", "Full copy", "Full copy 2"]
    assert all((p.options, p.weights) == (SolveOptions(30, 1.5, 1, 7), {cover: 500}) for p in copies)


def test_the_default_profile_is_not_deleted(service: TuningService, site: str) -> None:
    service.add_profile(MIA, ProfileRecord("", site, "Balanced"))
    with pytest.raises(InvalidInput, match="Balanced is the default"):
        service.remove_profile(MIA, service.view(MIA, site).profiles[0])


def test_whoever_has_a_deleted_profile_open_is_told(service: TuningService, site: str) -> None:
    service.add_profile(MIA, ProfileRecord("", site, "Balanced"))
    service.add_profile(MIA, ProfileRecord("", site, "Fast"))
    open_elsewhere = service.view(MIA, site).profiles[1]
    service.remove_profile(MIA, open_elsewhere)
    for act in (service.save_profile, service.make_default, service.remove_profile, service.duplicate_profile):
        with pytest.raises(NotFound, match="Somebody deleted the profile Fast"):
            act(NOA, open_elsewhere)


@pytest.mark.parametrize(("name", "said"), [("", "needs a name"), ("balanced", "called Balanced already")])
def test_a_profile_needs_a_name_of_its_own(service: TuningService, site: str, name: str, said: str) -> None:
    service.add_profile(MIA, ProfileRecord("", site, "Balanced"))
    with pytest.raises(InvalidInput, match=said):
        service.add_profile(MIA, ProfileRecord("", site, name))


def test_a_profile_refuses_negative_weights_and_deleted_rules(service: TuningService, site: str) -> None:
    cover = service.view(MIA, site).rows[1].id
    with pytest.raises(InvalidInput, match="The weight -2 of Coverage in Odd"):
        service.add_profile(MIA, ProfileRecord("", site, "Odd", weights={cover: -2}))
    with pytest.raises(InvalidInput, match="weighs a rule that was deleted"):
        service.add_profile(MIA, ProfileRecord("", site, "Odd", weights={"gone": 2}))
