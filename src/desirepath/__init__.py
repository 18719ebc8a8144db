"""desirepath draws customer journey maps from what customers really did."""
