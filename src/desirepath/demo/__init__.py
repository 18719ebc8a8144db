"""A made-up company whose truth is known: seven systems' exports, the documents that read them, the truth.

`behaviour` holds the whole model of how its customers behave; `truth` says what a demo folder knows
of itself and scores identities by it.
"""

from desirepath.demo.truth import Score, score
from desirepath.demo.writing import DemoSummary, write_demo

__all__ = ["DemoSummary", "Score", "score", "write_demo"]
