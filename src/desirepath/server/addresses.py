"""How an address is written: worked on in a thread of its own, and its refusals described.

`@reading("/api/maps", operation_id="listMaps", summary="The maps")` above a function is all there is to say.
"""

from functools import partial

from litestar import delete, get, post, put
from litestar.status_codes import HTTP_200_OK, HTTP_201_CREATED, HTTP_202_ACCEPTED

from desirepath.server.problems import ANSWERS

__all__ = ["keeping", "making", "posting", "reading", "removing", "starting"]

reading = partial(get, responses=ANSWERS, sync_to_thread=True)
"""What is asked and changes nothing."""
posting = partial(post, responses=ANSWERS, status_code=HTTP_200_OK, sync_to_thread=True)
"""What changes something that is there; or is asked, and too large for an address."""
making = partial(post, responses=ANSWERS, status_code=HTTP_201_CREATED, sync_to_thread=True)
"""What makes something that was not there."""
starting = partial(post, responses=ANSWERS, status_code=HTTP_202_ACCEPTED, sync_to_thread=True)
"""What takes long: a job."""
keeping = partial(put, responses=ANSWERS, status_code=HTTP_200_OK, sync_to_thread=True)
"""What keeps a document as its next revision."""
removing = partial(delete, responses=ANSWERS, status_code=HTTP_200_OK, sync_to_thread=True)
"""What takes something away."""
