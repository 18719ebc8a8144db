"""Whatever the API's own description allows, and what it does not: never an answer of the 500s."""

from itertools import count
from pathlib import Path
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.core.result import Ok
from tests.server.companies import drawn
from tests.serving import serving

pytestmark = pytest.mark.xdist_group("fuzz")
FEW = settings(
    max_examples=6, deadline=None, derandomize=True, database=None, suppress_health_check=list(HealthCheck)
)
KNOWN = {"key": "current", "before": "current", "after": "current", "subject": "who-1"}


def test_no_request_that_the_description_allows_is_our_fault(tmp_path: Path) -> None:
    drawn(tmp_path / "shop")
    faults: dict[str, str] = {}
    turn = count()
    taken: set[str] = set()  # operations that took a request as it was meant
    with serving(tmp_path / "shop") as address:
        described = schemathesis.openapi.from_url(f"{address}/api/openapi/openapi.json")
        operations = [found.ok() for found in described.get_all_operations() if isinstance(found, Ok)]
        assert len(operations) > 60

        for operation in operations:

            @FEW
            @given(case=operation.as_strategy())
            def ask(case: Case[Any]) -> None:
                if next(turn) % 2:  # else every name is a wrong one
                    case.path_parameters = {
                        name: KNOWN.get(name, said) for name, said in (case.path_parameters or {}).items()
                    }
                answer = case.call(timeout=300)
                if answer.status_code < 300:
                    taken.add(case.operation.label)
                if answer.status_code >= 500:
                    faults[case.operation.label] = f"{case.as_curl_command()}\n{answer.text}"

            ask()
    assert faults == {}
    assert len(taken) > len(operations) / 3, sorted(taken)
