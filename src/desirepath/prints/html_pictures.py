"""A picture as a self-contained page, in both themes, with the same said in words below it.

The page of a single map is in `html`; these are the pages of a comparison, a matrix and the atlas.
"""

from importlib.resources import files

from desirepath.drawing import Markup, content, page_style
from desirepath.maps import (
    Atlas,
    Column,
    Comparison,
    JourneyMap,
    certainty_text,
    difference_text,
    interval_words,
    reading_text,
)
from desirepath.prints.atlases import drawn_atlas
from desirepath.prints.comparisons import Mode, drawn_comparison
from desirepath.prints.html_marks import tag, text
from desirepath.prints.layout_matrix import STATUS_WORDS
from desirepath.prints.layout_reading import KIND_WORDS, WITHDRAWN, Texts, quote_text
from desirepath.prints.matrices import drawn_matrix
from desirepath.prints.views import is_mirrored

_POLICY = "default-src 'none'; style-src 'unsafe-inline'; font-src data:; img-src data:"
_THEMES = (("auto", "As the system"), ("light", "Light"), ("dark", "Dark"))
CHANGES = ("step", "state", "what", "before", "after", "difference", "95 % interval", "certainty")


def comparison_to_html(
    comparison: Comparison,
    before: JourneyMap,
    after: JourneyMap,
    *,
    mode: Mode | None = "overlay",
    texts: Texts | None = None,
) -> str:
    """Two maps compared as one page: the picture (none when `mode` is None) and the table of changes."""
    colours, _ = page_style()
    picture = ""
    if mode is not None:
        picture = drawn_comparison(comparison, (before, after), colours, mode=mode, texts=texts)
    rows = [row for column in comparison.columns for row in _changes(column, texts)]
    head = (
        "Step",
        "State",
        "What",
        comparison.before.name,
        comparison.after.name,
        *(name.capitalize() for name in CHANGES[5:]),
    )
    title = f"{before.title} compared with {after.title}"
    return _page(
        title, comparison.summary, picture, _table("Table of changes", head, rows),
        reads="rtl" if is_mirrored(after) else None,
    )  # fmt: skip


def matrix_to_html(journey_map: JourneyMap) -> str:
    """A map's opportunities as one page: the matrix and a table."""
    colours, _ = page_style()
    head = ("Opportunity", "Status", "Owner", "Due", "Value", "Effort", "Reach")
    ranked = sorted(journey_map.opportunities, key=lambda each: -1 if each.value is None else -each.value - 2)
    rows = [
        [
            each.title,
            STATUS_WORDS[each.status],
            each.owner or "",
            each.due or "",
            "" if each.value is None else f"{each.value:.0f}",
            "" if each.effort is None else f"{each.effort:g}",
            "" if each.reach is None else f"{each.reach:,}",
        ]
        for each in ranked
    ]
    title = f"Opportunities: {journey_map.title}"
    return _page(title, None, drawn_matrix(journey_map, colours), _table("All opportunities", head, rows))


def atlas_to_html(atlas: Atlas) -> str:
    """All maps as one page: the overview and a table."""
    colours, _ = page_style()
    head = ("Map", "Level", "Tells", "Kind", "Steps", "Cards supported", "Hotspots", "State")
    rows = [
        [
            entry.title or entry.key,
            str(depth + 1),
            entry.tells,
            KIND_WORDS[entry.map_kind],
            str(len(entry.steps)),
            "" if entry.supported is None else f"{entry.supported * 100:.0f} %",
            str(entry.hotspots),
            entry.status if entry.state == "told" else entry.state,
        ]
        for depth, entry in atlas.every()
    ]
    return _page("All maps", None, drawn_atlas(atlas, colours), _table("All maps", head, rows))


def changes_of(comparison: Comparison, *, texts: Texts | None = None) -> list[list[str]]:
    """The table of changes as plain rows, its columns those of `CHANGES`.

    A step that is the same in both maps has one row that says so.
    """
    return [row for column in comparison.columns for row in _changes(column, texts)]


def _changes(column: Column, texts: Texts | None) -> list[list[str]]:
    rows = [[column.name, column.state, "step", *_sides(column), "", "", "; ".join(column.words)]]
    rows += [
        [
            column.name, column.state, change.name, reading_text(change.before), reading_text(change.after),
            difference_text(change), interval_words(change), certainty_text(change),
        ]
        for change in column.figures
        if change.before is not None and change.after is not None
    ]  # fmt: skip
    for lane in column.lanes:
        for card in lane.cards:
            if card.state != "same":
                old, new = (
                    ""
                    if each is None
                    else _said(quote_text(each, texts) if lane.role == "quotes" else each.text)
                    for each in (card.before, card.after)
                )
                rows.append(
                    [column.name, column.state, lane.label, old, new, card.state, "", ", ".join(card.words)]
                )
    return rows


def _sides(column: Column) -> tuple[str, str]:
    return (column.before.name if column.before else "", column.after.name if column.after else "")


def _said(words: str | None) -> str:
    return words or WITHDRAWN


def _table(caption: str, head: tuple[str, ...], rows: list[list[str]]) -> Markup:
    heads = tag("tr", *(tag("th", content(name), scope="col") for name in head))
    body = [
        tag("tr", text("th", row[0], scope="row"), *(text("td", cell) for cell in row[1:])) for row in rows
    ]
    table = tag("table", tag("caption", content(caption)), tag("thead", heads), tag("tbody", *body))
    return tag(
        "div", table, class_="changes", tabindex=0, role="region", aria_label=f"{caption}, scrolls sideways"
    )


def _page(title: str, summary: str | None, picture: str, table: Markup, *, reads: str | None = None) -> str:
    _, tokens = page_style()
    css = files("desirepath.prints").joinpath("picture.css").read_text("utf-8")
    head = tag(
        "head",
        tag("meta", charset="utf-8"),
        tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
        tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
        tag("meta", name="color-scheme", content="light dark"),
        tag("title", content(title)),
        tag("style", Markup(f"{tokens}\n{css}")),
    )
    themes = tag("fieldset", tag("legend", content("Theme")), *map(_theme, _THEMES), class_="themes")
    words = [text("h1", title)] if not picture else [text("h1", title, class_="unseen")]
    words += [text("p", summary, class_="summary" if not picture else "unseen")] if summary else []
    drawn = tag(
        "div",
        Markup(picture),
        class_="picture",
        tabindex=0,
        role="region",
        aria_label="Picture, scrolls sideways",
    )
    body = tag("body", tag("header", *words, themes), tag("main", drawn if picture else "", table))
    return f"<!doctype html>\n{tag('html', head, body, lang='en', dir=reads)}\n"


def _theme(choice: tuple[str, str]) -> Markup:
    key, name = choice
    radio = tag("input", type="radio", name="theme", id=f"theme-{key}", checked="" if key == "auto" else None)
    return tag("label", radio, tag("span", content(name)))
