"""Characters that XML forbids, in the places of a workbook and of slides where only a title stands."""

from io import BytesIO

import openpyxl
import pptx
import pytest

from desirepath.maps import JourneyMap, MapStage, Step
from desirepath.prints import to_pptx, to_xlsx

STAGE = MapStage(id="buy", name="Buy", steps=[Step(id="pays", name="Pays", lineage_id="pays")])


@pytest.mark.parametrize("title", ["a\x01b", "a\ufffeb", "a\uffffb\x0b"])
def test_a_title_with_forbidden_characters_makes_a_file_that_opens(title: str) -> None:
    odd = JourneyMap(key="odd", title=title, owner=title, stages=[STAGE])
    book = openpyxl.load_workbook(BytesIO(to_xlsx(odd)))
    slides = pptx.Presentation(BytesIO(to_pptx(odd)))
    assert book.sheetnames[0].startswith("a")
    assert slides.core_properties.title.startswith("a\ufffdb")
