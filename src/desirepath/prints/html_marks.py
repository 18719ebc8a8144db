"""HTML elements: like SVG's, but closed the way HTML wants, and hidden words for screen readers."""

from desirepath.drawing import Markup, content, element, has_right_to_left, icon
from desirepath.prints.wording import RIGHT_TO_LEFT, curled, spoken

_VOID = {"br", "col", "hr", "img", "input", "link", "meta"}


def tag(name: str, /, *children: Markup | str, **attributes: object) -> Markup:
    """An HTML element. Children must be markup already, or empty.

    >>> tag("td"), tag("col", span=2)
    ('<td></td>', '<col span="2">')
    """
    drawn = element(name, *(Markup(child) for child in children), **attributes)
    if not drawn.endswith("/>") or any(children):
        return drawn
    return Markup(drawn[:-2] + (">" if name in _VOID else f"></{name}>"))


def text(name: str, words: str, /, **attributes: object) -> Markup:
    """An element that holds only text from outside; its first letter decides its direction.

    Where the page is read from right to left, any letter that is read so decides.
    """
    is_from_right = spoken() in RIGHT_TO_LEFT and has_right_to_left(words)
    return tag(name, content(curled(words)), dir="rtl" if is_from_right else "auto", **attributes)


def unseen(words: str) -> Markup:
    """Words for those who hear the page."""
    return tag("span", content(words), class_="unseen")


def sign(name: str, *, size: float = 18, colour: str = "currentColor", class_: str | None = None) -> Markup:
    """An icon beside its words, silent for screen readers."""
    return element(
        "svg",
        icon(name, x=0, y=0, size=24, colour=colour),
        viewBox="0 0 24 24",
        width=size,
        height=size,
        aria_hidden="true",
        class_=class_,
    )
