"""What the API says of itself, as OpenAPI: the framework's own schema, with questions typed as unions.

The framework describes a union of records without saying which member is meant; msgspec says it, so that a
client generated from the document knows a funnel's question from that of paths.
"""

from typing import Any

import msgspec
from litestar import Request
from litestar.openapi.plugins import JsonRenderPlugin
from litestar.openapi.spec import OpenAPIMediaType, Reference, RequestBody, Schema

from desirepath.measures import MEASURES
from desirepath.records import Record
from desirepath.server.asking import Asking
from desirepath.server.behind import BehindAsking
from desirepath.server.comparing import Comparing
from desirepath.server.forms import MeasureAnswer, MembersAnswer
from desirepath.server.members import AskingMembers
from desirepath.server.reports import AskingCheck, AskingFigures, AskingReach
from desirepath.workspace import Pin, View

__all__ = ["ANSWER", "MEMBERS", "WholeDescription", "body_of"]

SCHEMAS = "#/components/schemas/"
ANSWER = Reference(ref=f"{SCHEMAS}MeasureAnswer")
MEMBERS = Reference(ref=f"{SCHEMAS}MembersAnswer")
DESCRIBED = [
    Asking,
    Comparing,
    AskingMembers,
    MeasureAnswer,
    MembersAnswer,
    BehindAsking,
    View,
    Pin,
    AskingCheck,
    AskingFigures,
    AskingReach,
]


def body_of(*kinds: type[Record]) -> RequestBody:
    """A body of one of these types, as JSON."""
    refs = [Reference(ref=f"{SCHEMAS}{kind.__name__}") for kind in kinds]
    schema = refs[0] if len(refs) == 1 else Schema(one_of=refs)
    return RequestBody(content={"application/json": OpenAPIMediaType(schema=schema)}, required=True)


class WholeDescription(JsonRenderPlugin):
    """The OpenAPI document, with the schemas of questions and answers."""

    def render(self, request: Request[Any, Any, Any], openapi_schema: dict[str, Any]) -> bytes:
        """The document as JSON."""
        theirs = openapi_schema["components"].get("schemas", {})
        components = {**openapi_schema["components"], "schemas": {**theirs, **_schemas(set(theirs))}}
        return self.render_json(request, {**openapi_schema, "components": components})


def _schemas(taken: set[str]) -> dict[str, Any]:
    """Ours by name: a measure's question is `FunnelQuestion`; one whose name is taken is `AskedStep`."""
    _, found = msgspec.json.schema_components(DESCRIBED, ref_template=SCHEMAS + "{name}")
    questions = {kind.__name__ for kind in MEASURES.values()}
    names = {name: f"{name}Question" if name in questions else name for name in found}
    names |= {name: f"Asked{name}" for name in found if names[name] in taken}
    refs = {f"{SCHEMAS}{name}": f"{SCHEMAS}{ours}" for name, ours in names.items()}
    renamed: dict[str, Any] = _replaced(found, refs)
    return {names[name]: schema for name, schema in renamed.items()}


def _replaced(schema: Any, refs: dict[str, str]) -> Any:
    if isinstance(schema, dict):
        return {key: _replaced(value, refs) for key, value in schema.items()}
    if isinstance(schema, list):
        return [_replaced(value, refs) for value in schema]
    return refs.get(schema, schema) if isinstance(schema, str) else schema
