"""The heads of the table: stages over their steps, a clock's ruler, the steps with what is known of them."""

from desirepath.drawing import Markup, Palette, content, element, page_style
from desirepath.maps import MapStage, Step, count_text
from desirepath.prints.html_cards import bar_html, pill_html
from desirepath.prints.html_marks import sign, tag, text, unseen
from desirepath.prints.html_seen import Page, note_links
from desirepath.prints.layout_clock import place_clock, silence_text
from desirepath.prints.layout_columns import Span, length_text
from desirepath.prints.layout_mirror import mirrored
from desirepath.prints.rendering_axes import draw_ruler
from desirepath.prints.rendering_cards import heat_opacity
from desirepath.prints.wording import word


def table_heads(page: Page) -> Markup:
    """Everything above the lanes."""
    rows = [tag("tr", tag("td", unseen(word("Stage"))), *_bands(page), class_="stages")]
    if page.columns.is_clock:
        rows.append(_ruler(page))
    names = [
        _gap_head(page.columns.spans[at]) if step is None else _step_head(page, step)
        for at, step in enumerate(columns_in_order(page))
    ]
    rows.append(tag("tr", tag("th", unseen(word("Step")), scope="row"), *names, class_="steps"))
    return tag("thead", *rows)


def columns_in_order(page: Page) -> list[Step | None]:
    """The step of each column; None for a silence."""
    steps = {step.id: step for _, step in page.steps}
    if page.columns.is_clock:
        return [steps[span.step] if span.step else None for span in page.columns.spans]
    return list(steps.values())


def step_facts(page: Page, step: Step) -> Markup:
    """What is known of a step: how many came, as text and as a bar, when, who acts."""
    highest = max((one.reach or 0 for _, one in page.steps), default=0)
    marks = [
        tag("span", sign(fact.icon, size=12), text("span", fact.text),
            class_="truth strong" if fact.is_strong or fact.icon == "star" else "truth")
        for fact in page.facts[step.id]
    ]  # fmt: skip
    if step.reach is not None:
        marks.append(tag("span", content(f"n = {count_text(step.reach)}"), class_="count"))
        marks.append(bar_html(step.reach / highest if highest else 0))
    return tag("span", *marks, class_="facts")


def loose_pills(page: Page, step: Step) -> Markup:
    """The pills of a hot step that no card carries."""
    pills = [pill_html(spot, page) for spot in page.heats.loose.get(step.id, [])]
    return tag("span", *pills, class_="loose") if pills else Markup("")


def _bands(page: Page) -> list[Markup]:
    bands: list[Markup] = []
    at = 0
    stages = [stage for stage in page.journey_map.stages if stage.steps]
    for number, stage in enumerate(stages, start=1):
        first, last = page.order[stage.steps[0].id], page.order[stage.steps[-1].id]
        bands += [tag("td", class_="gap") for _ in range(at, first)]
        bands.append(_band(page, stage, number, last - first + 1))
        at = last + 1
    return bands


def _band(page: Page, stage: MapStage, number: int, width: int) -> Markup:
    name = tag(
        "span", content(f"{number}  "), text("span", stage.name), note_links(page, stage.id), class_="band"
    )
    return tag(
        "th",
        name,
        scope="colgroup",
        colspan=width,
        style=f"--tint:var(--stages-{stage.type});--bar:var(--stage_bars-{stage.type})",
    )


def _ruler(page: Page) -> Markup:
    clock = place_clock(page.columns, top=0)
    assert clock is not None  # noqa: S101 - the columns stand on a clock
    if page.seen.is_mirrored:
        clock = mirrored(clock, page.columns.right)
    drawn = element(
        "svg", draw_ruler(clock, page_colours()), viewBox=f"0 0 {page.columns.right:g} 36",
        width=page.columns.right, height=36, aria_hidden="true", class_="curve",
    )  # fmt: skip
    name = tag(
        "span", sign("clock"), tag("span", content(word("Time of day")), class_="name"), class_="lane-name"
    )
    return tag(
        "tr", tag("th", name, scope="row"), tag("td", drawn, colspan=page.column_count), class_="clock"
    )


def _gap_head(span: Span) -> Markup:
    said = silence_text(span)
    return tag("td", tag("span", content(length_text(span.minutes))), unseen(said), class_="gap", title=said)


def _step_head(page: Page, step: Step) -> Markup:
    spot = page.heats.steps.get(step.id)
    hot = spot is not None and spot.score > 0
    looks = ["other"] if step.is_other else []
    looks += ["hot"] if hot else []
    return tag(
        "th",
        loose_pills(page, step),
        tag("span", text("span", step.name), note_links(page, step.id), class_="name"),
        step_facts(page, step),
        scope="col",
        class_=" ".join(looks) or None,
        style=f"--heat:{heat_opacity(spot.score) * 33:.1f}%" if spot and hot else None,
        data_heat=page.spot_layers(spot) if spot and hot else None,
    )


def page_colours() -> Palette:
    """The colours of a page, which follow its theme."""
    return page_style()[0]
