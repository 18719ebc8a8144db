"""`python -m desirepath` is the command line."""

from desirepath.cli import main

main()
