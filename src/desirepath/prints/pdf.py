"""A map as PDF: real text over vector shapes, tagged so that it can be read aloud (PDF/UA-1).

`paper` plans the pages, `inking` takes the drawing apart, `pdf_pages` says in Typst's language where
everything stands, `typesetting` makes the file. The same map gives the same bytes as long as Inter has all
its letters.
"""

from desirepath.maps import JourneyMap
from desirepath.prints.layout_reading import Texts
from desirepath.prints.paper import Page, plan
from desirepath.prints.pdf_pages import document
from desirepath.prints.typesetting import typeset
from desirepath.prints.wording import speaking


def to_pdf(journey_map: JourneyMap, *, page: Page = "a3", texts: Texts | None = None) -> bytes:
    """The map as PDF bytes. `texts` finds the words of quotes by their interaction's id.

    `page`: "a3" or "a4" landscape, in parts where it could not be read on one; "poster" is one page as large
    as the map. Needs the extra `pdf`; `InputError` without it.

    >>> from desirepath.maps import MapStage, Step
    >>> to_pdf(JourneyMap(key="a", title="A map", stages=[]))[:8]
    b'%PDF-1.7'
    """
    with speaking(journey_map.language):
        planned = plan(journey_map, page, texts)
        return typeset(lambda drawable: document(journey_map, planned, drawable))
