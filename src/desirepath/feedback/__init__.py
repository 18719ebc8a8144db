"""Feedback: what customers say about it, as numbers that can be compared.

`listen` gives each interaction's valence from its score and scale.
"""

from desirepath.feedback.valences import listen, milli_of, valence_milli

__all__ = ["listen", "milli_of", "valence_milli"]
