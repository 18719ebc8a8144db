"""Asking measures at the command line: every one, every lens, every form; questions without an answer."""

from pathlib import Path

import pytest
from tests.cli.bakery import PEOPLE, Shell

from desirepath.measures import MEASURES, options_of

NEEDED = {
    "funnel": ["--steps", "Menu > Order form"],
    "durations": ["--start", "Menu", "--end", "Order form"],
    "fidelity": ["--edges", "Menu > Order form"],
}
LENSES = ("channel", "touchpoint", "action", "interaction", "source", "stage")
PEOPLE_KNOWN = len(PEOPLE)


@pytest.mark.parametrize("name", MEASURES)
def test_a_measure_answers_as_a_table_as_json_and_as_csv(name: str, shell: Shell, bakery: Path) -> None:
    asked = ("measure", name, *NEEDED.get(name, []))
    table = shell(*asked, at=bakery)
    document = shell(*asked, "--format", "json", at=bakery)
    lines = shell(*asked, "--format", "csv", at=bakery)

    assert (table.code, document.code, lines.code) == (0, 0, 0)
    assert (table.err, document.err, lines.err) == ("", "", "")
    assert document.json["measure"] == name
    assert document.json["subjects"] == PEOPLE_KNOWN
    rows = document.json["rows"]
    assert len(lines.rows) == len(rows)
    assert [list(row) for row in lines.rows[:1]] == [list(row) for row in rows[:1]]
    assert rows or name == "waits"  # nobody in the bakery is answered
    assert f"{PEOPLE_KNOWN} subjects" in table.out


@pytest.mark.parametrize("name", MEASURES)
def test_every_option_of_a_measure_is_a_flag_that_says_what_it_means(
    name: str, shell: Shell, bakery: Path
) -> None:
    said = shell("measure", name.replace("_", "-"), "--help", at=bakery)
    assert (said.code, said.err) == (0, "")
    shown = " ".join(said.out.replace("│", " ").split())
    for option in options_of(name):
        flag = "--within" if option.name == "within_days" else f"--{option.name.replace('_', '-')}"
        assert flag in shown
        assert option.about.endswith(".")
        assert not option.about.startswith(name), f"say what {option.name} means in measures/options.py"
    assert f"Example: desirepath measure {name}" in shown
    assert ">>>" not in shown


@pytest.mark.parametrize("lens", LENSES)
def test_a_question_may_be_asked_through_any_lens(lens: str, shell: Shell, bakery: Path) -> None:
    answer = shell("measure", "transitions", "--lens", lens, "--format", "json", at=bakery).json
    starts = sum(row["count"] for row in answer["rows"] if row["from_node"] == "(start)")
    assert starts == answer["journeys"] == PEOPLE_KNOWN


def test_a_funnel_counts_who_came_that_far_in_time(shell: Shell, bakery: Path) -> None:
    asked = ("measure", "funnel", "--steps", "Search ad > Menu | Kiosk > Order form", "--format", "json")
    assert [row["subjects"] for row in shell(*asked, at=bakery).json["rows"]] == [60, 60, 40]
    hurried = shell(*asked, "--within", "2h", at=bakery).json["rows"]
    assert [row["subjects"] for row in hurried] == [60, 60, 0]


def test_only_people_with_a_trait_are_asked_about(shell: Shell, bakery: Path) -> None:
    asked = ("measure", "paths", "--format", "json")
    assert shell(*asked, "--where", "plan=family", at=bakery).json["subjects"] == 30
    both = shell(*asked, "--where", "plan=family", "--where", "plan=single", at=bakery)
    assert (both.code, both.err) == (2, "--where names a trait twice: a person has one value of each.\n")


@pytest.mark.parametrize(
    ("split", "journeys"),
    [
        ("whole_life", 60),
        ("whole_life:1", 60),
        ("gap:30", 40 * 5 + 20 * 3 + 6),
        ("gap:100000", 60),
        ("goal:Order form", 60 + 40),
    ],
)
def test_a_life_is_split_into_journeys(split: str, journeys: int, shell: Shell, bakery: Path) -> None:
    answer = shell("measure", "paths", "--split", split, "--format", "json", at=bakery)
    assert answer.json["journeys"] == journeys


def test_an_earlier_moment_knows_only_what_had_happened(shell: Shell, bakery: Path) -> None:
    asked = ("measure", "paths", "--format", "json", "--as-of")
    assert shell(*asked, "2025-03-03", at=bakery).json["subjects"] == 9
    before_everything = shell("measure", "emotion", "--as-of", "1999-01-01", at=bakery)
    assert before_everything.code == 0
    assert "No journey answers this question: loosen --as-of" in before_everything.out


def test_journeys_in_which_nothing_counts_say_where_it_is_told_what_does(shell: Shell, bakery: Path) -> None:
    waits = shell("measure", "waits", at=bakery)
    assert "60 journeys of 60 subjects" in waits.out
    assert "Nothing in these journeys counts here. See: desirepath measure waits --help" in waits.out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["xyz"], 'There is no measure "xyz". There are: drop_off'),
        ([], "Try: desirepath measure --help"),
        (["--top", "3"], "Say which measure: transitions, paths"),
        (["path"], 'Did you mean "paths"?'),
        (["paths", "--lens", "chanel"], 'There is no lens "chanel". Did you mean "channel"?'),
        (["stages", "--lens", "channel"], 'Choose from: "stage"'),
        (["paths", "--top", "0"], "1 or more"),
        (["paths", "--top", "many"], "into int"),
        (["paths", "--prefix", "0"], "Leave it out for whole paths"),
        (["transitions", "--goal", "Menu"], "Unknown option: --goal"),
        (["transitions", "--tpo", "3"], "Did you mean --top?"),
        (["paths", "--split", "bogus"], "There are: calendar, gap, goal, whole_life"),
        (["paths", "--split", "gap:x"], "split.minutes"),
        (["paths", "--split", "gap:-1"], "zero or more"),
        (["paths", "--split", "gap:nan"], "zero or more"),
        (["paths", "--split", "goal:Nowhere"], 'There is no touchpoint node "Nowhere"'),
        (["paths", "--where", "pln=family"], 'There is no trait "pln". Did you mean "plan"?'),
        (["paths", "--where", "plan=famly"], 'Did you mean "family"?'),
        (["paths", "--where", "plan"], "--where takes trait=value"),
        (["paths", "--where", "=family"], "--where takes trait=value"),
        (["paths", "--as-of", "yesterday"], "Write 2025-06-30"),
        (["paths", "--as-of", ""], "Write 2025-06-30"),
        (["paths", "--as-of", "2999-01-01"], "after the last load"),
        (["funnel"], "--steps requires an argument"),
        (["durations", "--start", "Menu"], "--end requires an argument"),
        (["retention", "--unit", "weak"], 'Choose from: "day", "week"'),
        (["retention", "--periods", "0"], "periods"),
        (["step_matrix", "--before", "3"], "Expected an anchor"),
        (["flow", "--anchor", "Meny"], 'Did you mean "Menu"?'),
        (["flow", "--anchor", "Menu", "--occurrence", "second"], "occurrence"),
        (["lifecycle", "--nodes", "Meny"], 'Did you mean "Menu"?'),
        (["waits", "--asked", "Nowhere"], 'There is no touchpoint node "Nowhere"'),
        (["frequency", "--session-minutes", "0"], "above 0"),
        (["emotion", "--window-days", "0"], "above 0"),
        (["fidelity", "--edges", "Menu"], "nodes and edges"),
        (["mix", "--across", "campaign"], "Choose from"),
        (["drop_off", "--examples", "99"], "0 to 5"),
        (["funnel", "--steps", ">"], "at least one step"),
        (["funnel", "--steps", "Home page > Meny"], 'Did you mean "Menu"?'),
        (["funnel", "--steps", "Menu", "--within=-7d"], "Write 7d, 12h or 30min"),
        (["funnel", "--steps", "Menu", "--within", "0d"], "above 0"),
        (["funnel", "--steps", "Menu", "--within", "soon"], "Write 7d, 12h or 30min"),
        (["drop_off", "--goal", "Nowhere"], 'There is no touchpoint node "Nowhere"'),
        (["stages", "--stages", "nope"], "bakery"),
        (["paths", "--format", "xml"], 'Choose from: "table", "json", "csv"'),
    ],
)
def test_a_question_without_an_answer_says_what_to_try(
    arguments: list[str], says: str, shell: Shell, bakery: Path
) -> None:
    said = shell("measure", *arguments, at=bakery)
    assert (said.code, said.out) == (2, "")
    assert says in said.err


def test_before_the_first_refresh_a_question_says_what_comes_next(shell: Shell, empty: Path) -> None:
    said = shell("measure", "paths", at=empty)
    assert (said.code, said.err) == (2, "Nothing has been computed yet. Next: desirepath refresh\n")


def test_what_no_stage_catches_is_listed(shell: Shell, bakery: Path) -> None:
    answer = shell("measure", "stages", "--format", "json", at=bakery).json
    assert answer["uncaught"] == [
        {"channel": "in_person", "touchpoint": "Kiosk", "action": "browsed", "count": 6}
    ]
    assert "Kiosk" in shell("measure", "stages", at=bakery).out
