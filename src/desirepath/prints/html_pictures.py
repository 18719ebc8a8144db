"""A picture as a self-contained page, in both themes, with the same said in words below it.

The page of a single map is in `html`; these are the pages of a comparison, a matrix and the atlas.
"""

from importlib.resources import files

from desirepath.drawing import Markup, content, page_style
from desirepath.maps import (
    Atlas,
    AtlasEntry,
    Column,
    Comparison,
    JourneyMap,
    Opportunity,
)
from desirepath.prints.atlases import drawn_atlas
from desirepath.prints.comparisons import Mode, drawn_comparison
from desirepath.prints.html_marks import tag, text
from desirepath.prints.layout_matrix import STATUS_WORDS
from desirepath.prints.layout_reading import KIND_WORDS, WITHDRAWN, Texts, quote_text
from desirepath.prints.matrices import drawn_matrix
from desirepath.prints.retelling import certainty, difference, interval, reading, retold_comparison
from desirepath.prints.views import is_mirrored
from desirepath.prints.wording import RIGHT_TO_LEFT, speaking, spoken, word

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
    with speaking(after.language or before.language):
        title = word("{before} compared with {after}", before=before.title, after=after.title)
        told = retold_comparison(comparison)
        table = _table(word("Table of changes"), change_heads(told), changes_of(told, texts=texts))
        return _page(title, told.summary, picture, table, reads=_reads(is_mirrored(after)))


def matrix_to_html(journey_map: JourneyMap) -> str:
    """A map's opportunities as one page: the matrix and a table."""
    ranked = sorted(journey_map.opportunities, key=lambda each: -1 if each.value is None else -each.value - 2)
    with speaking(journey_map.language):
        rows = [_opportunity(each) for each in ranked]
        head = [*map(word, ("Opportunity", "Status", "Owner", "Due", "Value", "Effort", "Reach"))]
        title = word("Opportunities: {title}", title=journey_map.title)
        drawn = drawn_matrix(journey_map, page_style()[0])
        table = _table(word("All opportunities"), head, rows)
        return _page(title, None, drawn, table, reads=_reads(is_mirrored(journey_map)))


def _opportunity(each: Opportunity) -> list[str]:
    return [
        each.title,
        word(STATUS_WORDS[each.status]),
        each.owner or "",
        each.due or "",
        "" if each.value is None else f"{each.value:.0f}",
        "" if each.effort is None else f"{each.effort:g}",
        "" if each.reach is None else f"{each.reach:,}",
    ]


def atlas_to_html(atlas: Atlas, *, language: str | None = None) -> str:
    """All maps as one page: the overview and a table, said in a language."""
    with speaking(language):
        rows = [_entry(entry, depth) for depth, entry in atlas.every()]
        columns = ("Map", "Level", "Tells", "Kind", "Steps", "Cards supported", "Hotspots", "State")
        drawn, title = drawn_atlas(atlas, page_style()[0], language=language), word("All maps")
        table = _table(title, [*map(word, columns)], rows)
        return _page(title, None, drawn, table, reads=_reads(spoken() in RIGHT_TO_LEFT))


def _entry(entry: AtlasEntry, depth: int) -> list[str]:
    return [
        entry.title or entry.key,
        str(depth + 1),
        entry.tells,
        word(KIND_WORDS[entry.map_kind]),
        str(len(entry.steps)),
        "" if entry.supported is None else f"{entry.supported * 100:.0f} %",
        str(entry.hotspots),
        word((entry.status if entry.state == "told" else entry.state).replace("_", " ")),
    ]


def change_heads(comparison: Comparison) -> list[str]:
    """The heads of the table of changes, as the sides are called."""
    sides = [comparison.before.name, comparison.after.name]
    others = ("Difference", "95 % interval", "Certainty")
    return [*map(word, ("Step", "State", "What")), *sides, *map(word, others)]


def changes_of(comparison: Comparison, *, texts: Texts | None = None) -> list[list[str]]:
    """The table of changes as plain rows, its columns those of `CHANGES`.

    A step that is the same in both maps has one row that says so.
    """
    return [row for column in comparison.columns for row in _changes(column, texts)]


def _changes(column: Column, texts: Texts | None) -> list[list[str]]:
    state = word(column.state)
    rows = [[column.name, state, word("step"), *_sides(column), "", "", "; ".join(column.words)]]
    rows += [
        [
            column.name, state, word(change.name), reading(change.before), reading(change.after),
            difference(change), interval(change), certainty(change),
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
                label = lane.label if lane.role == "custom" else word(lane.label)
                said = ", ".join(card.words)
                rows.append([column.name, state, label, old, new, word(card.state), "", said])
    return rows


def _sides(column: Column) -> tuple[str, str]:
    return (column.before.name if column.before else "", column.after.name if column.after else "")


def _said(words: str | None) -> str:
    return words or word(WITHDRAWN)


def _reads(from_right: bool) -> str | None:
    return "rtl" if from_right else None


def _table(caption: str, head: list[str], rows: list[list[str]]) -> Markup:
    heads = tag("tr", *(tag("th", content(name), scope="col") for name in head))
    body = [
        tag("tr", text("th", row[0], scope="row"), *(text("td", cell) for cell in row[1:])) for row in rows
    ]
    table = tag("table", tag("caption", content(caption)), tag("thead", heads), tag("tbody", *body))
    named = word("{what}, scrolls sideways", what=caption)
    return tag("div", table, class_="changes", tabindex=0, role="region", aria_label=named)


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
    themes = tag("fieldset", tag("legend", content(word("Theme"))), *map(_theme, _THEMES), class_="themes")
    words = [text("h1", title)] if not picture else [text("h1", title, class_="unseen")]
    words += [text("p", summary, class_="summary" if not picture else "unseen")] if summary else []
    drawn = tag(
        "div",
        Markup(picture),
        class_="picture",
        tabindex=0,
        role="region",
        aria_label=word("Picture, scrolls sideways"),
    )
    body = tag("body", tag("header", *words, themes), tag("main", drawn if picture else "", table))
    return f"<!doctype html>\n{tag('html', head, body, lang=spoken(), dir=reads)}\n"


def _theme(choice: tuple[str, str]) -> Markup:
    key, name = choice
    radio = tag("input", type="radio", name="theme", id=f"theme-{key}", checked="" if key == "auto" else None)
    return tag("label", radio, tag("span", content(word(name))))
