"""Event logs, XES and OCEL: one row an event, and nothing in an XML file that could do harm."""

import gzip
import json
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from desirepath.errors import SourceError
from desirepath.sources import FileFormat, RawRows, detect, read

XES = """<?xml version="1.0" encoding="UTF-8"?>
<log xes.version="1.0" xmlns="http://www.xes-standard.org/">
  <extension name="Concept" prefix="concept" uri="http://www.xes-standard.org/concept.xesext"/>
  <global scope="event"><string key="concept:name" value="?"/></global>
  <string key="concept:name" value="the log"/>
  <trace>
    <string key="concept:name" value="c1"/>
    <string key="channel" value="Desk"><string key="town" value="Oslo"/></string>
    <event>
      <string key="concept:name" value="Apply"/>
      <date key="time:timestamp" value="2024-05-01T10:00:00.000+02:00"/>
      <string key="lifecycle:transition" value="complete"/>
      <float key="cost" value="12.50"><string key="currency" value="EUR"/></float>
    </event>
    <event>
      <string key="concept:name" value="Decide &amp; tell"/>
      <date key="time:timestamp" value="2024-05-02T10:00:00Z"/>
    </event>
  </trace>
  <trace>
    <string key="concept:name" value="c2"/>
    <event>
      <string key="concept:name" value="Apply"/>
      <list key="tags"><values><string key="tag" value="a"/><string key="tag" value="b"/></values></list>
    </event>
  </trace>
</log>
"""


def only(path: Path, written: FileFormat | None = None) -> RawRows:
    batches = list(read(path, written))
    assert len(batches) == 1
    return batches[0]


def told(path: Path) -> list[dict[str, Any]]:
    """The rows, what is not known left out."""
    return [
        {name: value for name, value in row.items() if value is not None}
        for row in only(path).columns.to_pylist()
    ]


def test_an_event_is_a_row_with_what_its_trace_says(tmp_path: Path) -> None:
    path = tmp_path / "log.xes"
    path.write_text(XES)
    assert detect(path) == FileFormat(type="xes")
    assert told(path) == [
        {
            "case:concept:name": "c1", "case:channel": "Desk", "case:channel.town": "Oslo",
            "concept:name": "Apply", "time:timestamp": "2024-05-01T10:00:00.000+02:00",
            "lifecycle:transition": "complete", "cost": "12.50", "cost.currency": "EUR",
        },
        {
            "case:concept:name": "c1", "case:channel": "Desk", "case:channel.town": "Oslo",
            "concept:name": "Decide & tell", "time:timestamp": "2024-05-02T10:00:00Z",
        },
        {"case:concept:name": "c2", "concept:name": "Apply", "tags.tag": "a", "tags.tag_2": "b"},
    ]  # fmt: skip
    assert only(path).lines.tolist() == [9, 15, 22]


@pytest.mark.parametrize(
    "content",
    [
        gzip.compress(XES.encode()),
        b"\xef\xbb\xbf" + XES.encode(),
        XES.replace("UTF-8", "UTF-16").encode("utf-16"),
        XES.replace("UTF-8", "ISO-8859-1").encode("latin-1"),
        XES.partition("\n")[2].encode(),
        XES.replace("<log", "<x:log xmlns:x='http://www.xes-standard.org/'")
        .replace("</log", "</x:log")
        .encode(),
    ],
    ids=["gzip", "bom", "utf-16", "latin-1", "without a declaration", "with a prefix"],
)
def test_a_log_is_known_by_its_content_however_it_is_written(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "events.csv").write_bytes(content)
    assert detect(tmp_path / "events.csv") == FileFormat(type="xes")
    assert len(told(tmp_path / "events.csv")) == 3


LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 10))


@pytest.mark.parametrize(
    "doctype",
    [
        f'<!DOCTYPE log [<!ENTITY l0 "ha">{LAUGHS}]>',
        '<!DOCTYPE log [<!ENTITY secret SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE log SYSTEM "http://127.0.0.1:1/log.dtd">',
        '<!DOCTYPE log [<!ENTITY % all SYSTEM "file:///etc/passwd">%all;]>',
    ],
    ids=["billion laughs", "external entity", "outside type", "parameter entity"],
)
def test_a_document_that_declares_its_own_type_is_refused(tmp_path: Path, doctype: str) -> None:
    hostile = XES.replace("<log", f"{doctype}\n<log").replace('value="c1"', 'value="&l9;"')
    (tmp_path / "log.xes").write_text(hostile)
    for act in (detect, lambda path: list(read(path))):
        with pytest.raises(SourceError, match="declares a document type or entities"):
            act(tmp_path / "log.xes")


def test_an_entity_that_nobody_declared_ends_the_reading_there(tmp_path: Path) -> None:
    (tmp_path / "log.xes").write_text(XES.replace('value="c2"', 'value="&secret;"'))
    rows, broken = read(tmp_path / "log.xes")
    assert rows.columns.num_rows == 2
    assert "line 21: this is not XML: undefined entity" in broken.rejects[0].reason


def test_of_a_log_cut_short_what_is_whole_is_read_and_the_rest_rejected(tmp_path: Path) -> None:
    (tmp_path / "log.xes.gz").write_bytes(gzip.compress(XES.encode())[:-20])
    (tmp_path / "log.xes").write_text(XES[:-120])
    for name, why in (("log.xes.gz", "the gzip file ends early"), ("log.xes", "this is not XML")):
        *rows, broken = read(tmp_path / name)
        assert sum(batch.columns.num_rows for batch in rows) >= 2
        assert broken.rejects[0].reason.startswith("the file ends early, after")
        assert why in broken.rejects[0].reason


def test_an_attribute_of_many_megabytes_ends_the_reading_without_being_held(tmp_path: Path) -> None:
    with (tmp_path / "log.xes").open("w") as file:
        file.write(XES.partition('  <trace>\n    <string key="concept:name" value="c2"')[0])
        file.write('<trace><event><string key="x" value="')
        for _ in range(60):
            file.write("x" * (1 << 20))
        file.write('"/></event></trace></log>')
    *rows, broken = read(tmp_path / "log.xes")
    assert [batch.columns.num_rows for batch in rows] == [2]
    assert "is longer than 4 MB" in broken.rejects[0].reason


def test_an_event_of_many_megabytes_is_rejected_and_those_behind_it_are_read(tmp_path: Path) -> None:
    many = "".join(f'<string key="k{n}" value="{"x" * 100_000}"/>' for n in range(50))
    (tmp_path / "log.xes").write_text(XES.replace('<string key="concept:name" value="Apply"/>', many, 1))
    batch = only(tmp_path / "log.xes")
    assert (batch.columns.num_rows, batch.ordinals.tolist()) == (2, [1, 2])
    assert batch.rejects[0].reason.startswith("the event is 5.")


def test_an_event_of_too_many_attributes_is_rejected_and_those_behind_it_are_read(tmp_path: Path) -> None:
    many = "".join(f'<string key="k{n}" value="x"/>' for n in range(20_001))
    same = '<string key="k" value=""/>' * 100_000  # each would look for a free name
    good = '<event><string key="a" value="1"/></event>'
    path = tmp_path / "wide.xes"
    path.write_text(f"<log><trace><event>{many}</event><event>{same}</event>{good}</trace></log>")
    rows = only(path)
    assert rows.columns.to_pydict() == {"a": ["1"]}
    assert [each.reason for each in rows.rejects] == [
        "it names 20,001 columns; at most 20,000 are read",
        "it names 100,000 columns; at most 20,000 are read",
    ]


def test_events_of_ever_new_attributes_come_in_batches_that_can_be_held(tmp_path: Path) -> None:
    events = [
        "<event>" + "".join(f'<string key="k{e}_{n}" value="x"/>' for n in range(9_000)) + "</event>"
        for e in range(6)
    ]
    path = tmp_path / "wide.xes"
    path.write_text(f"<log><trace>{''.join(events)}</trace></log>")
    widths = [batch.columns.num_columns for batch in read(path, None)]
    assert (sum(widths), max(widths)) == (54_000, 27_000)


def test_an_object_log_bounds_the_columns_of_an_event_and_how_long_an_object_is(tmp_path: Path) -> None:
    about = [{"objectId": "o", "qualifier": f"q{n}"} for n in range(20_000)]
    often = [{"objectId": "o", "qualifier": ""} for _ in range(50_000)]
    event = {"id": "e1", "type": "pay", "time": "2024-05-01T10:00:00Z", "attributes": []}
    objects = [{"id": "o", "type": "order", "attributes": []}]
    events = [event | {"relationships": about}, event | {"id": "e2", "relationships": often}]
    log = {"objectTypes": [], "eventTypes": [], "objects": objects, "events": events}
    path = tmp_path / "wide.json"
    path.write_text(json.dumps(log))
    rows = only(path, FileFormat(type="ocel"))
    assert rows.columns["ocel:eid"].to_pylist() == ["e2"]
    assert [each.reason for each in rows.rejects] == ["it names 20,004 columns; at most 20,000 are read"]


def test_elements_nested_without_end_are_refused(tmp_path: Path) -> None:
    deep = '<string key="k" value="v">' * 300 + "</string>" * 300
    (tmp_path / "log.xes").write_text(XES.replace('<string key="concept:name" value="c1"/>', deep))
    with pytest.raises(SourceError, match="nested more than 200 deep"):
        list(read(tmp_path / "log.xes"))


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("<?xml version='1.0'?><feed><entry/></feed>", "an XML document of <feed>, not an event log"),
        ("<?xml version='1.0'?><log><step/></log>", "an XML document of <log>, not an event log"),
        ("<?xml version='1.0'?>", "before the first row|not XML|no element"),
        ("<log xes.version='2.0'></log>", "a log without events"),
    ],
)
def test_other_xml_is_called_what_it_is(tmp_path: Path, content: str, says: str) -> None:
    (tmp_path / "x.xes").write_text(content)
    with pytest.raises(SourceError, match=says):
        list(read(tmp_path / "x.xes"))


READ_ALL = """
import sys
from pathlib import Path
from desirepath.sources import read
from tests.memory import peak_kb
rows = sum(batch.columns.num_rows for batch in read(Path(sys.argv[1])))
print(rows, peak_kb() // 1024)
"""


def test_a_long_log_is_read_in_bounded_memory(tmp_path: Path) -> None:
    """Three times as many events, in one trace without end, need about as much memory."""
    peaks = []
    event = '<event><string key="concept:name" value="Apply"/><int key="n" value="%d"/></event>\n'
    for events in (60_000, 180_000):
        with (tmp_path / "log.xes").open("w") as file:
            file.write("<log xes.version='1.0'><trace><string key='concept:name' value='c1'/>")
            file.writelines(event % number for number in range(events))
            file.write("</trace></log>")
        done = subprocess.run(
            [sys.executable, "-c", READ_ALL, tmp_path / "log.xes"],
            cwd=Path(__file__).parents[2],
            capture_output=True,
            check=True,
        )
        rows, peak = map(int, done.stdout.split())
        assert rows == events
        peaks.append(peak)
    assert peaks[1] < peaks[0] + 60, peaks


OCEL: dict[str, Any] = {
    "objectTypes": [{"name": "customer", "attributes": []}, {"name": "item", "attributes": []}],
    "eventTypes": [{"name": "place order", "attributes": []}],
    "events": [
        {
            "id": "e1", "type": "place order", "time": "2024-05-01T10:00:00Z",
            "attributes": [{"name": "total", "value": 12.50}],
            "relationships": [
                {"objectId": "c1", "qualifier": "buyer"},
                {"objectId": "i1", "qualifier": ""}, {"objectId": "i2"},
            ],
        },
        {
            "id": "e2", "type": "complain", "time": "2024-06-01T10:00:00Z",
            "relationships": [{"objectId": "c1", "qualifier": "buyer"}],
        },
        {"id": "e3", "type": "audit", "time": "2024-06-02T10:00:00Z", "relationships": [{"objectId": "?"}]},
    ],
    "objects": [
        {
            "id": "c1", "type": "customer",
            "attributes": [
                {"name": "tier", "value": "gold", "time": "2024-05-15T00:00:00Z"},
                {"name": "tier", "value": "basic", "time": "1970-01-01T00:00:00Z"},
            ],
        },
        {"id": "i1", "type": "item"}, {"id": "i2", "type": "item"},
    ],
}  # fmt: skip

OCEL_XML = """<?xml version="1.0"?>
<log>
 <object-types><object-type name="customer"><attributes><attribute name="tier" type="string"/></attributes>
 </object-type></object-types>
 <event-types><event-type name="place order"/></event-types>
 <objects>
  <object id="c1" type="customer"><attributes>
    <attribute name="tier" time="1970-01-01T00:00:00Z">basic</attribute>
    <attribute name="tier" time="2024-05-15T00:00:00Z">gold</attribute></attributes>
    <objects><relationship object-id="i1" qualifier="owns"/></objects></object>
  <object id="i1" type="item"/><object id="i2" type="item"/>
 </objects>
 <events>
  <event id="e1" type="place order" time="2024-05-01T10:00:00Z">
   <attributes><attribute name="total">12.5</attribute></attributes>
   <objects><relationship object-id="c1" qualifier="buyer"/><object object-id="i1" qualifier=""/>
   <relationship object-id="i2" qualifier=""/></objects></event>
  <event id="e2" type="complain" time="2024-06-01T10:00:00Z">
   <objects><relationship object-id="c1" qualifier="buyer"/></objects></event>
  <event id="e3" type="audit" time="2024-06-02T10:00:00Z">
   <objects><relationship object-id="?" qualifier=""/></objects></event>
 </events>
</log>
"""


def ocel_files(folder: Path) -> Iterator[Path]:
    (folder / "log.json").write_text(json.dumps(OCEL))
    (folder / "log.json.gz").write_bytes(gzip.compress(json.dumps(OCEL, indent=1).encode()))
    (folder / "log.xml").write_text(OCEL_XML)
    yield from (folder / "log.json", folder / "log.json.gz", folder / "log.xml")


def test_an_event_carries_its_objects_and_what_was_known_of_them_then(tmp_path: Path) -> None:
    for path in ocel_files(tmp_path):
        assert detect(path).type == "ocel"
        assert told(path) == [
            {
                "ocel:eid": "e1", "ocel:activity": "place order", "ocel:timestamp": "2024-05-01T10:00:00Z",
                "ocel:type:customer": "c1", "ocel:qualifier:buyer": "c1", "ocel:type:item": '["i1","i2"]',
                "total": "12.5", "customer.tier": "basic",
            },
            {
                "ocel:eid": "e2", "ocel:activity": "complain", "ocel:timestamp": "2024-06-01T10:00:00Z",
                "ocel:type:customer": "c1", "ocel:qualifier:buyer": "c1", "customer.tier": "gold",
            },
        ]  # fmt: skip
        (reject,) = only(path).rejects
        assert (reject.ordinal, 'the object "?", which is not among the objects' in reject.reason) == (
            2,
            True,
        )


def test_a_log_declared_as_json_is_read_as_json(tmp_path: Path) -> None:
    path = next(ocel_files(tmp_path))
    rows = only(path, FileFormat(type="json", records="objects")).columns.to_pylist()
    assert [row["id"] for row in rows] == ["c1", "i1", "i2"]


def test_of_an_object_log_cut_short_what_is_whole_is_read(tmp_path: Path) -> None:
    *_, path = ocel_files(tmp_path)
    path.write_text(OCEL_XML[: OCEL_XML.index('<event id="e2"')])
    rows, broken = read(path)
    assert rows.columns.num_rows == 1
    assert "the file ends early, after 1 rows" in broken.rejects[0].reason


def test_an_object_log_without_its_objects_is_refused(tmp_path: Path) -> None:
    (tmp_path / "x.json").write_text(json.dumps(OCEL | {"objects": [{"id": "c1"}]}))
    with pytest.raises(SourceError, match="an object cannot be read: it has no id or no type"):
        list(read(tmp_path / "x.json"))


def test_an_older_object_log_is_told_apart(tmp_path: Path) -> None:
    (tmp_path / "x.jsonocel").write_text(json.dumps({"ocel:global-log": {}, "ocel:events": {"e1": {}}}))
    with pytest.raises(SourceError, match=r"OCEL 1\.0"):
        detect(tmp_path / "x.jsonocel")
