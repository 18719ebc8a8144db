"""Hypothesis tries the same examples every time, however slow the machine.

`pytest --hypothesis-profile=default` looks for others.
"""

from hypothesis import HealthCheck, settings

settings.register_profile(
    "same", derandomize=True, database=None, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.load_profile("same")
