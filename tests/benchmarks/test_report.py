"""Tables that can be read."""

from benchmarks.report import Report, shown, table


def test_numbers_stand_to_the_right_under_their_column() -> None:
    report = Report("", ("page", "p95, ms"), (("Team", 54.321), ("Availability", 1234.5)))
    assert table(report).splitlines() == [
        "page          p95, ms",
        "Team             54.3",
        "Availability    1,234",
    ]


def test_three_digits_are_shown_or_all_before_the_point() -> None:
    assert [shown(value) for value in (0.512, 9.87, 12.34, 123.4, 66169, "–")] == [
        "0.51", "9.87", "12.3", "123", "66,169", "–",
    ]  # fmt: skip


def test_a_number_is_rounded_before_its_digits_are_chosen() -> None:
    assert [shown(value) for value in (9.999, 99.96)] == ["10.0", "100"]
