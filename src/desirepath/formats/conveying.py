"""What passes between a map and another form of it, with everything that does not fit said in words."""

import re
from xml.etree import ElementTree as ET

from desirepath.maps import JourneyMap
from desirepath.records import Record

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")  # in XML 1.0, however written


class Imported(Record):
    """A map read from another form; `remarks` say what was changed or left out, a sentence each."""

    journey_map: JourneyMap
    remarks: list[str] = []


class Exported(Record):
    """A map in another form; `dropped` says what that form has no place for, a sentence each."""

    text: str
    dropped: list[str] = []


def xml_text(root: ET.Element) -> str:
    """An XML document, indented, without the characters that XML cannot hold."""
    for element in root.iter():
        element.text = element.text and _ILLEGAL.sub("", element.text)
        for name, value in element.attrib.items():
            element.set(name, _ILLEGAL.sub("", value))
    ET.indent(root)
    return ET.tostring(root, encoding="unicode", xml_declaration=True) + "\n"
