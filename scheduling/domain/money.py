"""Money in words."""

CENTS = 100


def money_text(cents: int) -> str:
    """Whole cents as an amount: 123450 is "1,234.50". The currency is the site's own."""
    sign, (whole, rest) = "-" * (cents < 0), divmod(abs(cents), CENTS)
    return f"{sign}{whole:,}.{rest:02d}"
