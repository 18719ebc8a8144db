"""The model holds together: every name in it is known, every moment can be reached."""

from desirepath.demo.behaviour import (
    ANSWERS,
    ENTRANCES,
    FAILING,
    FEELS,
    LEAVE,
    MOMENTS,
    MOODS,
    MOVES,
    PERSONAS,
)

ANSWERING = {answer.moment for answer in ANSWERS.values()}


def test_every_move_leads_to_a_moment_that_goes_on() -> None:
    for moment, row in [*MOVES.items(), *FAILING.items()]:
        assert moment in MOMENTS
        assert set(row) - {LEAVE} <= set(MOVES) | set(FAILING)
        assert sum(weight for weight, _ in row.values()) > 0


def test_every_moment_is_reached_from_an_entrance() -> None:
    reached, new = set(ENTRANCES), set(ENTRANCES)
    while new:
        rows = [table.get(moment, {}) for moment in new for table in (MOVES, FAILING)]
        new = {to for row in rows for to in row if to != LEAVE} - reached
        reached |= new
    reached |= {"price_notice", "close_account"}  # the notice comes by the calendar, and closing after it
    assert set(MOMENTS) == reached | ANSWERING


def test_every_name_elsewhere_in_the_model_is_a_moment() -> None:
    drawn = {moment for persona in PERSONAS for moment in (*persona.drawn_to, *persona.gives_up)}
    assert drawn | set(ENTRANCES) | set(ANSWERS) | ANSWERING | set(FEELS) | set(MOODS) <= set(MOMENTS)


def test_the_three_personas_are_everybody_and_differ() -> None:
    assert sum(persona.share for persona in PERSONAS) == 1.0
    assert len({(persona.fails, persona.pace) for persona in PERSONAS}) == 3


def test_a_map_of_it_can_be_drawn() -> None:
    names = {moment.touchpoint for moment in MOMENTS.values()}
    assert 15 <= len(names) + 1 + 2 <= 25  # two stores and three doors of support stand for one name each
