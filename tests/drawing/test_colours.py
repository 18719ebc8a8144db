"""Every pair of tokens that meet in a picture is readable, in both themes."""

import msgspec
import pytest

from desirepath.drawing import palette
from desirepath.drawing.colours import Theme, contrast, page_style, tokens


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize(("kind", "least"), [("text", 4.5), ("graphics", 3.0)])
def test_listed_pairs_of_tokens_have_enough_contrast(theme: Theme, kind: str, least: float) -> None:
    looks = {
        name: list(value.values()) if isinstance(value, dict) else [value]
        for name, value in msgspec.structs.asdict(palette(theme)).items()
    }
    pairs = tokens().contrast["text" if kind == "text" else "graphics"]
    measured = {
        (one, other): min(contrast(a, b) for a in looks[one] for b in looks[other]) for one, other in pairs
    }
    assert {pair: ratio for pair, ratio in measured.items() if ratio < least} == {}


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_text_on_a_hot_ground_is_readable_at_its_deepest(theme: Theme) -> None:
    colours = palette(theme)
    deepest = mixed(colours.hotspot, colours.card, 0.25)
    column = mixed(colours.hotspot, colours.panel, 0.25 / 3)
    assert contrast(colours.ink, deepest) >= 4.5
    assert min(contrast(colours.muted, column), contrast(colours.negative, column)) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_muted_text_is_readable_on_the_tints_of_strengths_and_opportunities(theme: Theme) -> None:
    colours = palette(theme)
    tints = [mixed(colours.positive, colours.card, 0.08), mixed(colours.accent, colours.card, 0.07)]
    assert min(contrast(colours.muted, tint) for tint in tints) >= 4.5


def test_a_page_gets_every_token_in_both_themes() -> None:
    colours, css = page_style()
    names = [part.split(":")[0] for part in css.splitlines() if "light-dark" in part]
    used = set(msgspec.json.encode(colours).decode().split("var(")[1:])
    assert {f"{name})" for name in names} == {part.split('"')[0] for part in used}


def mixed(over: str, under: str, opacity: float) -> str:
    channels = [
        round(int(over[at : at + 2], 16) * opacity + int(under[at : at + 2], 16) * (1 - opacity))
        for at in (1, 3, 5)
    ]
    return "#" + "".join(f"{channel:02X}" for channel in channels)
