"""Interactions: raw rows and a mapping become facts, and facts are kept in loads.

`mappings` is the document, `mapping_files` reads it, `conforming` applies it, `loading` writes parts
and commits them, `current_facts` is what counts now. `suggesting` writes a first mapping for a file,
`previewing` shows what a mapping would make of it.
"""

from desirepath.interactions.amounts import exponent_of as exponent_of
from desirepath.interactions.conforming import conform as conform
from desirepath.interactions.current_facts import arrived, current, current_traits, quarantined
from desirepath.interactions.current_facts import current_spend as current_spend
from desirepath.interactions.facts import CHANNELS, INTERACTIONS, TRAITS
from desirepath.interactions.facts import SPEND as SPEND
from desirepath.interactions.fields import PROPERTIES as PROPERTIES
from desirepath.interactions.fields import field_column as field_column
from desirepath.interactions.letters import folded as folded
from desirepath.interactions.loading import load
from desirepath.interactions.mapping_columns import IDENTIFIER as IDENTIFIER
from desirepath.interactions.mapping_columns import columns_of_people as columns_of_people
from desirepath.interactions.mapping_columns import columns_read as columns_read
from desirepath.interactions.mapping_files import mapping_flaws as mapping_flaws
from desirepath.interactions.mapping_files import mapping_schema, read_mapping
from desirepath.interactions.mappings import Mapping
from desirepath.interactions.previewing import Preview as Preview
from desirepath.interactions.previewing import Refusal as Refusal
from desirepath.interactions.previewing import preview
from desirepath.interactions.previewing import preview_again as preview_again
from desirepath.interactions.replayed import origin_of as origin_of
from desirepath.interactions.replayed import origins_of as origins_of
from desirepath.interactions.replayed import replays_of as replays_of
from desirepath.interactions.replayed import waiting as waiting
from desirepath.interactions.replaying import Corrected as Corrected
from desirepath.interactions.replaying import cells_of as cells_of
from desirepath.interactions.replaying import replay as replay
from desirepath.interactions.sampling import FileSample as FileSample
from desirepath.interactions.sampling import look_at as look_at
from desirepath.interactions.suggesting import Suggestion as Suggestion
from desirepath.interactions.suggesting import suggest
from desirepath.interactions.tables import is_table as is_table

__all__ = [
    "CHANNELS",
    "INTERACTIONS",
    "TRAITS",
    "Mapping",
    "arrived",
    "current",
    "current_traits",
    "load",
    "mapping_schema",
    "preview",
    "quarantined",
    "read_mapping",
    "suggest",
]
