"""Lines of text in Typst's language, each placed on its baseline, lines of one paragraph together."""

from desirepath.prints.inking import Inked
from desirepath.prints.typesetting import Drawable, Typst, quoted
from desirepath.records import Record

PREAMBLE = """\
#set par(justify: false)
#set table(inset: 0pt, stroke: none)
#show heading: it => it.body
#let t(
  x, y, s, c, ..lines, w: 0pt, a: left, k: 400, i: "normal", l: 0pt, d: ltr, f: ("Inter",), r: 0pt, h: 0,
) = place(top + left, dx: x, dy: y, box(width: w, {
  set par(leading: l)
  set align(a)
  let body = text(
    size: s, fill: rgb(c), weight: k, style: i, dir: d, font: f, tracking: r,
    top-edge: "baseline", bottom-edge: "baseline", lines.pos().map(line => text(line)).join(linebreak()),
  )
  if h > 0 { heading(level: h, body) } else { par(body) }
}))
"""
_ALIGNED = {"start": "left", "middle": "center", "end": "right"}
_SPARE = 24.0  # pixels beside a line, so that it never wraps a second time
_GENERIC = {"system-ui", "-apple-system", "sans-serif", "Inter Variable"}


class Pen(Record):
    """Writes paragraphs; `scale` is points for a pixel, `drawable` what every text must pass."""

    scale: float
    drawable: Drawable

    def write(self, paragraph: list[Inked], *, x: float = 0, y: float = 0, heading: int = 0) -> Typst:
        """One paragraph; x and y are the corner it is placed from."""
        one = paragraph[0]
        width = max(line.box.width for line in paragraph) * 1.1 + _SPARE
        left = one.x - x - {"start": 0.0, "middle": width / 2, "end": width}[one.anchor]
        lines = [quoted(self.drawable(line.text)) for line in paragraph]
        given = [self.points(left), self.points(one.y - y), self.points(one.size), quoted(one.colour), *lines]
        given += [f"w: {self.points(width)}", *self._looks(one, paragraph)]
        given += [f"h: {heading}"] if heading else []
        return Typst(f"#t({', '.join(given)})")

    def points(self, pixels: float) -> str:
        """A length as Typst writes it."""
        return f"{pixels * self.scale:.2f}pt"

    def _looks(self, one: Inked, paragraph: list[Inked]) -> list[str]:
        families = [name.strip(" '\"") for name in one.families.split(",")]
        named = [quoted(name) for name in dict.fromkeys(families) if name and name not in _GENERIC]
        looks = {
            "a": _ALIGNED[one.anchor] if one.anchor != "start" else None,
            "k": str(one.weight) if one.weight != 400 else None,
            "i": '"italic"' if one.is_italic else None,
            "l": self.points(paragraph[1].y - one.y) if len(paragraph) > 1 else None,
            "d": "rtl" if one.is_right_to_left else None,
            "f": f"({', '.join(named)},)" if named else None,
            "r": self.points(one.spacing) if one.spacing else None,
        }
        return [f"{name}: {value}" for name, value in looks.items() if value]
