"""What the title block says in words: whom the map is of, what it is for, what it may cost, how far it is."""

from desirepath.maps import Budget, JourneyMap, Resource, percent
from desirepath.prints.layout_aims import goal_line, whole_figures
from desirepath.prints.layout_reading import state_text
from desirepath.prints.views import Seen
from desirepath.prints.wording import joined, listed, word

_MOST_GOALS = 4


def whom_text(seen: Seen) -> str:
    """Whom and what the map is about: persona · scenario, by their names where the library knows them."""
    journey_map, library = seen.journey_map, seen.view.library
    persona = library.personas.get(journey_map.persona or "")
    scenario = library.scenarios.get(journey_map.scenario or "")
    who = journey_map.persona
    if persona:
        who = ", ".join(part for part in (persona.name, persona.tagline) if part)
        if persona.size_share is not None:
            who += f" ({word('{share} of all', share=percent(persona.size_share))})"
    parts = [who, scenario.title if scenario else journey_map.scenario]
    parts += [f"{trait}: {value}" for trait, value in journey_map.where.items()]
    return joined(part for part in parts if part)


def aims_text(journey_map: JourneyMap) -> list[tuple[str, str]]:
    """Goals, objective, figures and means: each line with its looks ("goal" or "quiet")."""
    goals = [goal_line(goal, journey_map) for goal in journey_map.goals]
    lines = [("goal", word("Goal: {text}", text=goal)) for goal in goals[:_MOST_GOALS]]
    if len(goals) > _MOST_GOALS:
        lines.append(("goal", word("and {n} more goals", n=len(goals) - _MOST_GOALS)))
    if journey_map.objective:
        lines.append(("quiet", word("Objective: {text}", text=journey_map.objective)))
    scope = [part for part in (journey_map.scope_start, journey_map.scope_end) if part]
    if len(scope) == 2:
        lines.append(("quiet", word("From {start} to {end}", start=scope[0], end=scope[1])))
    elif scope:
        lines.append(("quiet", word("Scope: {text}", text=scope[0])))
    figures = whole_figures(journey_map)
    if figures:
        lines.append(("quiet", joined(figures)))
    means = means_text(journey_map)
    return [*lines, ("quiet", means)] if means else lines


def state_line(seen: Seen) -> str:
    """Revision, status, review and owner in one line."""
    number = seen.view.revision
    state = state_text(seen.journey_map)
    return state if number is None else joined([f"r{number}", state])


def means_text(journey_map: JourneyMap) -> str:
    """What may be spent and what is needed: the cost of it sums against the budget."""
    budget, needs = journey_map.budget, [one for one in journey_map.resources if one.state == "need"]
    has = [one for one in journey_map.resources if one.state == "have"]
    parts = [word("Budget {amount}", amount=_amount(budget))] if budget and _amount(budget) else []
    if needs:
        things = listed(_resource(one, budget) for one in needs)
        parts.append(word("needs {things}", things=f"{things}{_sum(needs, budget)}"))
    if has:
        parts.append(word("has {things}", things=listed(one.name for one in has)))
    return joined(part[:1].upper() + part[1:] if at == 0 else part for at, part in enumerate(parts))


def _amount(budget: Budget) -> str:
    parts = [_money(budget.amount, budget)] if budget.amount is not None else []
    parts += [word("{n} people days", n=f"{budget.people_days:g}")] if budget.people_days is not None else []
    return joined(parts, " + ")


def _resource(one: Resource, budget: Budget | None) -> str:
    costs = [_money(one.cost, budget)] if one.cost is not None else []
    costs += [word("{n} days", n=f"{one.people_days:g}")] if one.people_days is not None else []
    return f"{one.name} ({listed(costs)})" if costs else one.name


def _sum(needs: list[Resource], budget: Budget | None) -> str:
    cost = sum(one.cost or 0 for one in needs)
    if not cost or budget is None or budget.amount is None or len(needs) < 2:
        return ""
    return f" = {_money(cost, budget)}" + (f", {word('more than there is')}" if cost > budget.amount else "")


def _money(amount: float, budget: Budget | None) -> str:
    currency = budget.currency if budget and budget.currency else ""
    return f"{currency} {amount:,.0f}".strip()
