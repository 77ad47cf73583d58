"""The rule catalogue: one rule, one file.

A rule states itself twice. Its *check* is the specification, in plain Python over dates and minutes; its
*encoding* says the same to CP-SAT. The two share nothing but the rule's parameters.
"""
