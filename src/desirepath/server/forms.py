"""The forms an answer is given in: rows, an Arrow stream, Parquet, CSV or a picture, as it is accepted."""

from collections.abc import Callable
from typing import Any, Literal, get_args

import msgspec
from litestar.exceptions import HTTPException
from litestar.status_codes import HTTP_406_NOT_ACCEPTABLE

from desirepath.errors import QuestionError
from desirepath.measures import Answer, encoded
from desirepath.records import Record, spelt_out
from desirepath.segments import Part

__all__ = ["BODIES", "Body", "MeasureAnswer", "MembersAnswer", "Told", "chosen"]

Body = Literal["json", "arrow", "parquet", "csv", "svg"]


class MeasureAnswer(Record):
    """A measure's answer: its question, how much entered, and its rows."""

    measure: str
    question: dict[str, Any]
    as_of_us: int
    journeys: int
    subjects: int
    groups: dict[str, dict[str, int]]  # of a breakdown: group → journeys and subjects, in the rows' order
    rows: list[dict[str, Any]]
    overall: list[dict[str, Any]] | None = None  # of a breakdown: what its mix explains


class MembersAnswer(Record):
    """Whom a segment means: its rule in a sentence, and how many each condition means alone."""

    key: str
    sentence: str
    as_of_us: int
    count: int
    with_journeys: int
    parts: list[Part]
    sample: list[str]  # ids of a few, the same ones each time


class Told(Answer, kw_only=True):
    """An answer that says more than its table: all of it is in the JSON."""

    said: Record

    def picture(self, **_: Any) -> str:
        """QuestionError: none is drawn of it."""
        raise QuestionError("This has no picture. Ask for JSON, CSV, Arrow or Parquet.")


class Form(Record):
    """How an answer is written, and what it is then called."""

    media_type: str
    write: Callable[[Answer], bytes]
    is_file: bool = True


def _json(answer: Answer) -> bytes:
    if isinstance(answer, Told):
        return msgspec.json.encode(spelt_out(answer.said))
    question = spelt_out(answer.question)
    told = MeasureAnswer(
        measure=question["measure"],
        question=question,
        as_of_us=answer.as_of_us,
        journeys=answer.entered.journeys,
        subjects=answer.entered.subjects,
        groups=spelt_out(answer.groups),
        rows=answer.rows(),
        overall=None if answer.overall is None else answer.overall.to_pylist(),
    )
    return msgspec.json.encode(spelt_out(told))


BODIES: dict[Body, Form] = {
    "json": Form(media_type="application/json", write=_json, is_file=False),
    "arrow": Form(
        media_type="application/vnd.apache.arrow.stream", write=lambda answer: encoded(answer, "arrow")
    ),
    "parquet": Form(
        media_type="application/vnd.apache.parquet", write=lambda answer: encoded(answer, "parquet")
    ),
    "csv": Form(media_type="text/csv", write=lambda answer: encoded(answer, "csv")),
    "svg": Form(media_type="image/svg+xml", write=lambda answer: answer.picture().encode(), is_file=False),
}


def chosen(accept: str, wanted: Body | None) -> Body:
    """The form that an address names; else the first there is of those accepted, best first; JSON for any.

    >>> chosen("text/csv;q=0.5, application/vnd.apache.parquet", None), chosen("*/*", None)
    ('parquet', 'json')
    """
    if wanted is not None:
        return wanted
    by_type = {form.media_type: name for name, form in BODIES.items()}
    offers = [_offer(each) for each in accept.split(",") if each.strip()] or [(1.0, "*/*")]
    for quality, media_type in sorted(offers, key=lambda one: -one[0]):
        if quality > 0 and media_type in by_type:
            return by_type[media_type]
        if quality > 0 and media_type in ("*/*", "application/*"):
            return "json"
    told = f"An answer is given as {', '.join(by_type)}; found Accept: {accept}"
    raise HTTPException(told, status_code=HTTP_406_NOT_ACCEPTABLE)


def _offer(text: str) -> tuple[float, str]:
    media_type, *settings = (part.strip() for part in text.split(";"))
    quality = next((each[2:] for each in settings if each.startswith("q=")), "1")
    try:
        return float(quality), media_type.lower()
    except ValueError:
        return 0.0, media_type.lower()


assert set(get_args(Body)) == set(BODIES)  # noqa: S101 - a form without a writer
