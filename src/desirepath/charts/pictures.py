"""Which chart draws which measure."""

from desirepath.charts.comparisons import CHART as COMPARE
from desirepath.charts.drop_offs import CHART as DROP_OFF
from desirepath.charts.durations import CHART as DURATIONS
from desirepath.charts.emotions import CHART as EMOTION
from desirepath.charts.fidelities import CHART as FIDELITY
from desirepath.charts.flows import CHART as FLOW
from desirepath.charts.frequencies import CHART as FREQUENCY
from desirepath.charts.funnels import CHART as FUNNEL
from desirepath.charts.lifecycles import CHART as LIFECYCLE
from desirepath.charts.mixes import CHART as MIX
from desirepath.charts.paths import CHART as PATHS
from desirepath.charts.retention import CHART as RETENTION
from desirepath.charts.sheets import Chart, Theme, sheet
from desirepath.charts.stages import CHART as STAGES
from desirepath.charts.step_matrices import CHART as STEP_MATRIX
from desirepath.charts.told import Told
from desirepath.charts.transitions import CHART as TRANSITIONS
from desirepath.charts.waits import CHART as WAITS
from desirepath.errors import QuestionError

__all__ = ["PICTURES", "picture"]

PICTURES: dict[str, Chart] = {
    "transitions": TRANSITIONS,
    "paths": PATHS,
    "stages": STAGES,
    "funnel": FUNNEL,
    "drop_off": DROP_OFF,
    "step_matrix": STEP_MATRIX,
    "flow": FLOW,
    "compare": COMPARE,
    "durations": DURATIONS,
    "emotion": EMOTION,
    "fidelity": FIDELITY,
    "frequency": FREQUENCY,
    "lifecycle": LIFECYCLE,
    "mix": MIX,
    "retention": RETENTION,
    "waits": WAITS,
}


def picture(told: Told, *, theme: Theme = "light", width: float = 720) -> str:
    """The picture of an answer as a standalone SVG; QuestionError for a measure that has none."""
    chart = PICTURES.get(told.measure)
    if chart is None:
        raise QuestionError("There is no picture for a measure of your own making. Its table is in rows().")
    return sheet(told, chart, theme=theme, width=width)
