"""Taking the journey oneself, over HTTP: walks through a map, what was met at each step, photos."""

from typing import Annotated

import msgspec
from litestar import MediaType, Response, post
from litestar.di import NamedDependency
from litestar.params import Body, FromPath
from litestar.status_codes import HTTP_201_CREATED

from desirepath.maps import Met, Walkthrough
from desirepath.records import Record
from desirepath.server.addresses import keeping, posting, reading
from desirepath.server.parameters import AnyRequest
from desirepath.server.problems import ANSWERS
from desirepath.server.routes.uploads import TakesBytes
from desirepath.workspace import LARGEST_PICTURE_BYTES, MOST_PHOTOS, Attachment, WalkOutcome, Workspace

Moment = Annotated[str, msgspec.Meta(max_length=40, description="When it was, RFC 3339; now when left out.")]


class SettingOut(Record):
    """Somebody sets out; the id is theirs to choose, so that sending it twice begins one walk."""

    id: Annotated[str, msgspec.Meta(pattern="^[a-z0-9][a-z0-9-]{2,63}$")]
    who: Annotated[str, msgspec.Meta(min_length=1, max_length=200)]
    device: Annotated[str, msgspec.Meta(max_length=200)] | None = None
    at: Moment | None = None


class Meeting(Record):
    """What was met at a step."""

    outcome: WalkOutcome
    note: Annotated[str, msgspec.Meta(max_length=5_000)] | None = None
    media: Annotated[list[str], msgspec.Meta(max_length=MOST_PHOTOS)] = []
    at: Moment | None = None


@reading("/api/maps/{key:str}/walks", operation_id="listWalks", summary="A map's walks")
def list_walks(workspace: NamedDependency[Workspace], key: FromPath[str]) -> list[Walkthrough]:
    """Who took the journey, and what they met, oldest first."""
    return workspace.walks(key).all()


@posting("/api/maps/{key:str}/walks", operation_id="beginWalk", summary="Set out")
def begin(
    workspace: NamedDependency[Workspace], key: FromPath[str], data: Annotated[SettingOut, Body()]
) -> Walkthrough:
    """Begin a walk, or find the one that this id has begun."""
    return workspace.walks(key).begin(data.id, who=data.who, device=data.device, at=data.at)


@keeping(
    "/api/maps/{key:str}/walks/{walk:str}/steps/{step:str}",
    operation_id="recordStep",
    summary="What was met at a step",
)
def record(
    workspace: NamedDependency[Workspace],
    key: FromPath[str],
    walk: FromPath[str],
    step: FromPath[str],
    *,
    data: Annotated[Meeting, Body()],
) -> Met:
    """Evidence on the map at once; said again, it replaces what was said."""
    return workspace.walks(key).record(walk, step, data.outcome, note=data.note, media=data.media, at=data.at)


@post(
    "/api/attachments",
    operation_id="sendPhoto",
    operation_class=TakesBytes,
    responses=ANSWERS,
    summary="Keep a picture",
    status_code=HTTP_201_CREATED,
    request_max_body_size=LARGEST_PICTURE_BYTES,
)
async def send_photo(request: AnyRequest, workspace: NamedDependency[Workspace]) -> Attachment:
    """PNG, JPEG or WebP as bytes, with the header X-Desirepath: upload; kept under its checksum."""
    return workspace.attachments.keep(await request.body())


@reading(
    "/api/attachments/{name:str}", operation_id="showPhoto", summary="A picture", media_type=MediaType.JSON
)
def show_photo(workspace: NamedDependency[Workspace], name: FromPath[str]) -> Response[bytes]:
    """The picture as it was kept, never anything that a browser would run."""
    kept, content = workspace.attachments.read(name)
    headers = {
        "Content-Disposition": f'attachment; filename="{kept.name[:12]}.{kept.name.rpartition(".")[2]}"',
        "Cache-Control": "private, max-age=31536000, immutable",
        "Content-Security-Policy": "default-src 'none'; sandbox",
    }
    return Response(content, media_type=kept.content_type, headers=headers)


ROUTES = [list_walks, begin, record, send_photo, show_photo]
