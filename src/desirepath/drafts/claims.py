"""What a lane's card claims, and whether its measured evidence still speaks for it.

An obstacle claims that more leave than elsewhere, or that people feel bad; a strength claims the mirror.
When a figure changes sides, the evidence stays and changes its stance: the card is contradicted, not lost.
"""

import msgspec

from desirepath.maps import Card, Evidence, LaneRole, Stance

SIDES: dict[LaneRole, int] = {"obstacles": 1, "strengths": -1}


def stanced(role: LaneRole, card: Card) -> Card:
    """The card with the stance of its measured evidence as the figures have it."""
    side = SIDES.get(role)
    if side is None:
        return card
    excess = next((piece.value for piece in card.evidence if piece.column == "excess"), None)
    evidence = [_with_stance(piece, side=side, excess=excess) for piece in card.evidence]
    return msgspec.structs.replace(card, evidence=evidence)


def severity(excess: float) -> int:
    """How grave an obstacle is, 0–3, by how many points more leave than at the map's median step.

    >>> [severity(points) for points in (0.02, 0.08, 0.2, 0.4)]
    [0, 1, 2, 3]
    """
    return sum(excess >= least for least in (0.05, 0.15, 0.30))


def _with_stance(piece: Evidence, *, side: int, excess: float | None) -> Evidence:
    if piece.measure not in {"drop_off", "emotion"}:
        return piece
    claimed = excess if piece.measure == "drop_off" else None if piece.value is None else -piece.value
    if claimed is None:
        return piece
    stance: Stance = "supports" if side * claimed > 0 else "contradicts"
    return piece if piece.stance == stance else msgspec.structs.replace(piece, stance=stance)
