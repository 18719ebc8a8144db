"""Who is meant: sets of subjects chosen by what is known about them.

A trait is true of a subject when the newest value known of it says so; `traits` holds both verbs.
"""

from desirepath.segments.traits import select, traits_of

__all__ = ["select", "traits_of"]
