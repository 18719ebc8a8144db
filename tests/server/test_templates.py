"""The templates over HTTP."""

from pathlib import Path

from tests.server.companies import opened, served

from desirepath.maps import template


def test_the_templates_are_listed_and_shown(tmp_path: Path) -> None:
    opened(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        listed = client.get("/api/templates").json()
        shown = client.get("/api/templates/hospital-visit").json()
        missing = client.get("/api/templates/hospitl-visit")

    hospital = next(each for each in listed if each["name"] == "hospital-visit")
    drawn = template("hospital-visit").journey_map
    assert (hospital["map_kind"], hospital["stages"], hospital["persona"]) == (
        "service_blueprint", 4, "Mr Osei, 67, knee patient"
    )  # fmt: skip
    assert shown["stages"][0]["steps"][0]["name"] == drawn.stages[0].steps[0].name
    assert missing.status_code == 404
    assert 'Did you mean "hospital-visit"?' in missing.json()["detail"]


def test_the_scenario_of_a_map_begun_from_a_template_is_told_by_name(tmp_path: Path) -> None:
    opened(tmp_path / "shop")
    with served(tmp_path / "shop") as client:
        assert client.get("/api/scenarios").json() == []
        made = client.post("/api/maps", json={"begin": "template", "template": "retail"})
        drawn = client.get(f"/api/maps/{made.json()['key']}").json()
        (scenario,) = client.get("/api/scenarios").json()
    assert scenario == {"key": drawn["scenario"], "title": template("retail").scenario.title}
