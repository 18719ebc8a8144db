"""The command line: a door for people. One file per noun; nothing is imported before it is asked for.

`main` turns our errors into exit codes: 0 done, 2 the user's input is wrong, 1 our fault.
"""

from desirepath.cli.entering import COMMANDS, main, reference, run

__all__ = ["COMMANDS", "main", "reference", "run"]
