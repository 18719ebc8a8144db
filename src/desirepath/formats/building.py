"""A map put together piece by piece, each piece with an id that nothing else on the map has."""

import math
import re
import unicodedata

import msgspec

from desirepath.maps import (
    Card,
    Edge,
    Emotion,
    JourneyMap,
    Lane,
    LaneRole,
    MapKind,
    MapStage,
    Stakeholder,
    Step,
)

LABELS: dict[LaneRole, str] = {
    "actions": "Actions", "motivations": "Motivations", "emotions": "Emotion", "questions": "Questions",
    "obstacles": "Obstacles", "strengths": "Strengths", "touchpoints": "Touchpoints",
    "physical_evidence": "Physical evidence", "storyboard": "Storyboard", "frontstage": "Frontstage",
    "backstage": "Backstage", "support": "Support", "metrics": "Metrics", "opportunities": "Opportunities",
    "quotes": "Quotes", "owner": "Owner", "custom": "Notes",
}  # fmt: skip
MOST_TEXT = 2_000
MOST_NOTE = 20_000


class Builder:
    """Collects stages, steps, cards and feelings in the order in which a text tells them.

    >>> builder = Builder()
    >>> builder.stage("Buy"); step = builder.step("Pays")
    >>> builder.card("actions", step, "Pays by card")
    'actions-pays-1'
    >>> [lane.label for lane in builder.map(key="shop", title="Shop").lanes]
    ['Actions']
    """

    def __init__(self) -> None:
        self._taken = {"map"}
        self._numbers: dict[str, int] = {}  # the last one given to each name
        self._stages: list[MapStage] = []
        self._steps: list[list[Step]] = []
        self._lanes: dict[tuple[LaneRole, str], list[Card]] = {}
        self._emotions: list[Emotion] = []
        self._edges: list[Edge] = []
        self._stakeholders: list[Stakeholder] = []
        self.remarks: list[str] = []

    def stage(self, name: str) -> None:
        """A new stage; the steps that follow are in it."""
        self._stages.append(MapStage(id=self.free(f"stage-{slug(name)}"), name=self.line(name)))
        self._steps.append([])

    def step(self, name: str, **fields: object) -> str:
        """A new step in the newest stage; its id."""
        if not self._stages:
            self.stage("Journey")
        step = self.free(slug(name) or "step")
        made = Step(id=step, name=self.line(name), lineage_id=step)
        self._steps[-1].append(msgspec.structs.replace(made, **fields))
        return step

    def card(
        self,
        role: LaneRole,
        step: str,
        text: str,
        *,
        label: str | None = None,
        body: str | None = None,
        **fields: object,
    ) -> str:
        """A new card in the lane of this role (and label, where there are several); its id."""
        cards = self.lane(role, label)
        name = f"{slug(label) if label and label != LABELS[role] else role}-{step}"
        number = self._numbers[name] = self._numbers.get(name, 0) + 1
        card = Card(id=self.free(f"{name}-{number}"), step=step, text=self.line(text))
        body = self._cut(body, MOST_NOTE) if body else None
        cards.append(msgspec.structs.replace(card, body=body, **fields))
        return card.id

    def lane(self, role: LaneRole, label: str | None = None) -> list[Card]:
        """The cards of a lane, which is there from now on."""
        return self._lanes.setdefault((role, self.line(label or LABELS[role])), [])

    def emotion(self, step: str, value: float, *, source: str = "authored") -> None:
        """How people feel at a step; out of range is brought to the end of the range, and said."""
        if math.isnan(value):
            self.remarks.append(f"No feeling is known at “{self.name_of(step)}”: its value is no number.")
            return
        bounded = min(2.0, max(-2.0, value))
        if bounded != value:
            self.remarks.append(
                f"The feeling at “{self.name_of(step)}” was {value:+g}: it is {bounded:+g} now."
            )
        felt = Emotion(id=self.free(f"emotion-{source}-{step}"), step=step, source=source, value=bounded)  # type: ignore[arg-type]
        self._emotions.append(felt)

    def edge(self, start: str, end: str, **fields: object) -> None:
        """A way from one step to another."""
        made = Edge(id=self.free(f"edge-{start}-{end}"), from_step=start, to_step=end)
        self._edges.append(msgspec.structs.replace(made, **fields))

    def stakeholder(self, name: str, **fields: object) -> str:
        """Somebody the journey concerns; the id."""
        made = Stakeholder(id=self.free(f"stakeholder-{slug(name)}"), name=self.line(name))
        self._stakeholders.append(msgspec.structs.replace(made, **fields))
        return made.id

    def map(self, *, key: str, title: str, kind: MapKind = "current_state", **fields: object) -> JourneyMap:
        """Everything so far, as a map."""
        stages = [
            msgspec.structs.replace(stage, steps=steps)
            for stage, steps in zip(self._stages, self._steps, strict=True)
        ]
        lanes = [
            Lane(id=self.free(f"lane-{slug(label) or role}"), role=role, label=label, cards=cards)
            for (role, label), cards in self._lanes.items()
        ]
        made = JourneyMap(
            key=key,
            title=self.line(title),
            map_kind=kind,
            stages=stages,
            lanes=lanes,
            emotions=self._emotions,
            edges=self._edges,
            stakeholders=self._stakeholders,
        )
        fitting = {
            name: self.line(value) if isinstance(value, str) else value for name, value in fields.items()
        }
        return msgspec.structs.replace(made, **fitting)

    def name_of(self, step: str) -> str:
        """A step's name."""
        return next((each.name for steps in self._steps for each in steps if each.id == step), step)

    def line(self, text: str) -> str:
        """A text short enough for a map; what is cut off is said."""
        return self._cut(" ".join(text.split()), MOST_TEXT)

    def free(self, name: str) -> str:
        """An id like this that nothing has."""
        name = name[:120]
        chosen = name
        while chosen in self._taken:
            number = self._numbers[name] = self._numbers.get(name, 1) + 1
            chosen = f"{name}-{number}"
        self._taken.add(chosen)
        return chosen

    def _cut(self, text: str, most: int) -> str:
        if len(text) <= most:
            return text
        remark = f"“{text[:40]}…” had {len(text):,} characters: {most:,} were kept."
        if remark not in self.remarks:
            self.remarks.append(remark)
        return text[:most]


def slug(text: str | None) -> str:
    """A text as an id: small letters and digits of any script, joined by hyphens.

    >>> slug("Pays (by card)"), slug("要求を伝える")
    ('pays-by-card', '要求を伝える')
    """
    folded = unicodedata.normalize("NFKC", text or "").casefold()
    return re.sub(r"[\W_]+", "-", folded).strip("-")[:60]
