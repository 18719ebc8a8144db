"""Every pair of tokens that meet in a picture is readable, in both themes."""

import math

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


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("sight", ["protan", "deutan", "tritan"])
def test_good_and_bad_differ_for_every_kind_of_sight(theme: Theme, sight: str) -> None:
    colours = palette(theme)
    for bad in (colours.negative, colours.hotspot):
        assert round(difference(seen(colours.positive, sight), seen(bad, sight))) >= 79


def test_the_usual_green_and_red_would_not_do() -> None:
    assert round(difference(seen("#2E9E44", "deutan"), seen("#D32F2F", "deutan"))) == 13


def test_the_focus_ring_stands_out_from_everything_it_can_surround() -> None:
    for theme in ("light", "dark"):
        colours = palette(theme)
        grounds = [colours.bg, colours.panel, colours.card, *colours.stages.values()]
        assert min(contrast(colours.accent, ground) for ground in grounds) >= 3


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


# Machado, Oliveira and Fernandes 2009, a physiologically-based model: full severity, on linear light.
SIGHTS = {
    "protan": ((0.152286, 1.052583, -0.204868), (0.114503, 0.786281, 0.099216),
               (-0.003882, -0.048116, 1.051998)),
    "deutan": ((0.367322, 0.860646, -0.227968), (0.280085, 0.672501, 0.047413),
               (-0.011820, 0.042940, 0.968881)),
    "tritan": ((1.255528, -0.076749, -0.178779), (-0.078411, 0.930809, 0.147602),
               (0.004733, 0.691367, 0.303900)),
}  # fmt: skip
TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
WHITE = (0.95047, 1.0, 1.08883)
Light = tuple[float, ...]


def seen(colour: str, sight: str) -> Light:
    """A colour as linear light, as who sees so would see it."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels)
    return tuple(max(0.0, min(1.0, c)) for c in product(SIGHTS[sight], linear))


def difference(one: Light, other: Light) -> float:
    """The distance of two colours in CIE L*a*b* (ΔE*ab, 1976)."""
    return math.dist(lab(one), lab(other))


def lab(light: Light) -> Light:
    x, y, z = (
        c ** (1 / 3) if c > 0.008856 else 7.787 * c + 16 / 116
        for c in (xyz / white for xyz, white in zip(product(TO_XYZ, light), WHITE, strict=True))
    )
    return (116 * y - 16, 500 * (x - y), 200 * (y - z))


def product(matrix: tuple[Light, ...], vector: Light) -> Light:
    return tuple(sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
