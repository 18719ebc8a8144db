"""Lines of the layout as texts of a slide."""

from collections.abc import Iterable

from desirepath.prints.layout_marks import Box, Words
from desirepath.prints.slide_shapes import Canvas, Said, add_text


def add_words(canvas: Canvas, words: Words, *, name: str = "Text") -> None:
    """One line of text where the layout has it; none where it says nothing."""
    if not words.text:
        return
    width = max(words.limit, words.width) + 2
    left = words.x - {"start": 0.0, "middle": width / 2, "end": width}[words.anchor]
    box = Box(x=left, y=words.y - 0.95 * words.size, width=width, height=1.3 * words.size)
    add_text(canvas, box, [said(canvas, words)], anchor=words.anchor, name=name, wraps=False)


def said(canvas: Canvas, words: Words, text: str | None = None, *, above: float = 0) -> Said:
    """A line's look, with its text or another."""
    return Said(
        text=words.text if text is None else text,
        size=words.size,
        colour=getattr(canvas.colours, words.colour),
        weight=words.weight,
        italic=words.italic,
        above=above,
    )


def joined(lines: Iterable[Words]) -> str:
    """Lines as the paragraph that they were: without a space where none can have been."""
    text = ""
    for line in lines:
        apart = text and not (_is_wide(text[-1]) and _is_wide(line.text[:1] or " "))
        text += (" " if apart else "") + line.text
    return text


def _is_wide(char: str) -> bool:
    return "\u2e80" <= char <= "\uffef"
