"""Colours laid over one another, for formats that have no see-through ones to edit well."""


def mixed(colour: str, ground: str, share: float) -> str:
    """A colour laid thinly over another, as one that covers.

    >>> mixed("#000000", "#FFFFFF", 0.5)
    '#808080'
    """
    pairs = [(int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5)]
    return "#" + "".join(f"{round(over * share + under * (1 - share)):02X}" for over, under in pairs)
