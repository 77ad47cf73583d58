"""The reference page says what the rules say, and the guide for a new rule names what there is."""

import re
from pathlib import Path

from scheduling.rules.catalogue import catalogue
from scheduling.services.reference import reference

DOCS = Path(__file__).resolve().parents[2] / "docs"


def test_the_page_in_the_docs_is_what_the_rules_say_today() -> None:
    stored = (DOCS / "rules.md").read_text()
    assert stored == reference(), "write it anew: python -m scheduling rules > docs/rules.md"


def test_every_rule_and_every_parameter_is_on_the_page() -> None:
    page = reference()
    for code, rule in catalogue().items():
        assert (f"`{code}`" in page) is rule.offered
        if not rule.offered:
            continue
        assert rule.help in page
        for name in rule.Params.model_fields:
            assert f"(`{name}`)" in page


def test_the_guide_names_only_files_that_exist() -> None:
    guide = (DOCS / "adding_a_rule.md").read_text()
    named = set(re.findall(r"`((?:scheduling|tests|docs)/[a-z_/]+\.(?:py|md))`", guide))
    assert named
    assert [name for name in sorted(named) if not (DOCS.parent / name).is_file()] == []
