from desirepath.drawing import rasterise


def picture(text: str) -> str:
    words = f'<text x="4" y="20" font-size="16" font-family="Inter">{text}</text>'
    return f'<svg xmlns="http://www.w3.org/2000/svg" width="120" height="30">{words}</svg>'


def test_words_that_inter_has_are_drawn_with_it_alone() -> None:
    assert rasterise(picture("naïve → Ελλάδα")) == rasterise(picture("naïve → Ελλάδα"))


def test_an_emoji_that_no_font_has_leaves_no_box() -> None:
    # U+1FBFF stands for an emoji of a later year: no font here has it
    unknown = "\U0001fbff"
    assert rasterise(picture(f"Great {unknown}")) == rasterise(picture("Great"))
    assert rasterise(picture(f"“Great {unknown}”")) == rasterise(picture("“Great”"))
    assert rasterise(picture(f"A &amp; B {unknown}")) == rasterise(picture("A &amp; B"))


def test_writing_that_inter_lacks_is_kept() -> None:
    assert rasterise(picture("日本")) != rasterise(picture(""))
