"""What people see as one character stays one."""

import pytest

from desirepath.drawing.graphemes import graphemes


@pytest.mark.parametrize(
    "clusters",
    [
        ["a", "b"], ["e\u0301", "x"], ["👨‍👩‍👧‍👦", "!"], ["🇳🇴", "🇯🇵", "🇧"], ["👍🏽", "👍"], ["1️⃣", "2"],
        ["🏴󠁧󠁢󠁥󠁮󠁧󠁿", " "], ["क्ष", "त्रि", "य"], ["ন্দ্র"], ["น้ำ", "ใ", "จ"], ["ກຳ"], ["각", "힣"],
        ["\u1112\u1161\u11ab", "\u1100\u1173\u11af"], ["한\u11ab"], ["ｶﾞ", "ｷ"], ["שָׁ", "ל"],
        ["ம", "னி"], ["ខ្មែ", "រ"],
    ],
)  # fmt: skip
def test_clusters_are_kept_together(clusters: list[str]) -> None:
    assert graphemes("".join(clusters)) == clusters
