"""Pictures of answers: one file for each measure, made of a few shapes that know nothing of journeys.

The shapes are `bars`, `heats`, `spans`, `curves`, `stacks` and `sankeys`; `sheets` puts title, pieces and
notes on a page. An answer is drawn from its table alone: nothing here computes a figure. Start at
`pictures.py`.
"""

from desirepath.charts.pictures import PICTURES, picture
from desirepath.charts.sheets import ENDINGS, Theme, write, written
from desirepath.charts.told import Told

__all__ = ["ENDINGS", "PICTURES", "Theme", "Told", "picture", "write", "written"]
