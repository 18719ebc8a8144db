"""`Workspace`: an opened folder, with one method for each thing a person wants from it.

Each method calls the verbs of the packages in order. Nothing here decides what a word means.
"""

from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any, Literal, Unpack

import pyarrow as pa
from msgspec.structs import replace

from desirepath.drafts import Coverage, Report, Suggestion, coverage
from desirepath.drawing import Fonts
from desirepath.formats import Imported, import_map
from desirepath.interactions import current, current_traits
from desirepath.journeys import LensTable, Split, uncaught
from desirepath.maps import Atlas, Inventory, JourneyMap, MapKind, atlas_of
from desirepath.measures import Answer, Measure
from desirepath.prints import in_language
from desirepath.segments import Knowledge, Members, Segment
from desirepath.workspace import (
    documents,
    drawing,
    editing,
    exchanging,
    people,
    segmenting,
)
from desirepath.workspace.about import About, Options
from desirepath.workspace.asking import answer, value_currency
from desirepath.workspace.beginning import begin, begin_blank, begin_copy, free_key
from desirepath.workspace.choosing import ChosenJourneys, looked_through
from desirepath.workspace.disclosing import Disclosures
from desirepath.workspace.drafting import KEYS, Drafting, DraftOptions, drafted
from desirepath.workspace.editing import Signed
from desirepath.workspace.filling import (
    checked,
    filled,
    keep_filled,
    keep_suggested,
    map_for_persona,
    suggested,
)
from desirepath.workspace.ground import LOCAL_AUTHOR, Clock, Ground, is_path, system_clock
from desirepath.workspace.listing import MapEntry, map_entries
from desirepath.workspace.looking import Look, Looks
from desirepath.workspace.masking import masked_trait
from desirepath.workspace.moments import moment
from desirepath.workspace.picturing import Compared, ComparisonMode, compared, comparison_as
from desirepath.workspace.revising import MapRevisions, kept_map, number_of, written_map
from desirepath.workspace.segmenting import members_of
from desirepath.workspace.settings import Settings, read_settings, write_settings
from desirepath.workspace.views import Views
from desirepath.workspace.walking import Walks

DAY_US = 86_400_000_000
Theme = Literal["light", "dark"]


def open(folder: Path | str = ".", *, clock: Clock = system_clock) -> "Workspace":  # noqa: A001
    """The workspace in this folder; `WorkspaceError` when there is none.

    >>> import tempfile
    >>> folder = Path(tempfile.mkdtemp()) / "acme"
    >>> create(folder, zone="Europe/Oslo").settings.name
    'acme'
    >>> open(folder).settings.zone
    'Europe/Oslo'
    """
    return Workspace(Path(folder), read_settings(Path(folder)), clock=clock)


def create(
    folder: Path | str,
    *,
    name: str | None = None,
    zone: str = "UTC",
    currency: str = "EUR",
    noun: str = "person",
    clock: Clock = system_clock,
) -> "Workspace":
    """Make a workspace in this folder and open it; `InputError` when there is one already."""
    place = Path(folder)
    settings = Settings.make(name=name or place.resolve().name, zone=zone, currency=currency, noun=noun)
    write_settings(place, settings)
    return Workspace(place, settings, clock=clock)


class Workspace(Ground):
    """An opened workspace folder."""

    # People

    def find(self, text: str, *, limit: int = 20) -> list[people.Match]:
        """Subjects with an identifier like this text, as it was told; that they were shown is noted."""
        found = people.find(self.identities(), text, limit=limit)
        self.disclosures.note("search", [each.subject for each in found], [each.type for each in found])
        return found

    def person(self, subject: str) -> people.Person:
        """One subject's story, by id or by an identifier that only one has; that it was told is noted."""
        told = people.tell(
            self.engine,
            self.interactions(),
            current_traits(self.catalog, self.engine, self.folder),
            store=self.store(),
            identities=self.identities(),
            subject=subject,
            zone=self.settings.time_zone,
        )
        personal = [name for name, value in told.traits.items() if masked_trait(name, value) != value]
        self.disclosures.note("story", [told.subject], [*(each.type for each in told.identifiers), *personal])
        return told

    @property
    def disclosures(self) -> Disclosures:
        """Who was shown personal data as it was told: when, and whose."""
        return Disclosures(self.catalog, clock=self._clock, author=LOCAL_AUTHOR)

    # Questions

    def moment(self, text: str | None) -> int | None:
        """A date or time as a person writes it, in the workspace's zone, as microseconds UTC.

        The day of the last event is known only as far as that event.
        """
        if text is None:
            return None
        asked, known = moment(text, zone=self.settings.time_zone), self.store().as_of_us
        return known if known < asked < known + DAY_US else asked

    def measure(self, question: Measure[Any], **about: Unpack[Options]) -> Answer:
        """The answer to a question about journeys, as a table with its uncertainty.

        Of whom and when: `where`, `segment`, `only`, `containing`, `period`, `breakdown`, `resamples`,
        `as_of_us`, `stages` (`about.About` says what each one means).
        """
        return answer(self, question, About(**about))

    def journeys(
        self,
        *,
        lens: str | LensTable | None = None,
        split: str | Split | None = None,
        collapse_loops: bool = False,
        as_of: str | None = None,
        **about: Unpack[Options],
    ) -> ChosenJourneys:
        """Journeys to ask about, with a method for each measure: `ws.journeys(split="gap:30").paths(top=5)`.

        `lens` is what a step is shown as (channel, touchpoint, action, interaction, source, stage, or a
        `LensTable`), `split` what one journey is (`Gap(minutes=30)`, or "gap:30", "calendar:week"),
        `collapse_loops` shows a node again at once only once, `as_of` asks as things stood then
        ("2025-06-30"). Of whom and when: as in `measure`. Nothing is computed before a measure is asked.
        """
        if as_of is not None:
            about["as_of_us"] = self.moment(as_of)
        seen = looked_through(lens, collapse_loops=collapse_loops)
        return ChosenJourneys(workspace=self, about=About(**about), lens=seen, split=split)

    def segment(self, segment: str | Segment | Mapping[str, str], *, as_of_us: int | None = None) -> Members:
        """Whom a segment means (a key, a path, a record, or trait → value): count, sample, sentence."""
        return members_of(segment, self.knowledge(), as_of_us=as_of_us)

    def knowledge(self) -> Knowledge:
        """What the rules of segments are asked of; made anew when facts, tables or segments change."""
        return self._knowledge.of(
            segmenting.stands_on(self.catalog, self._home()),
            lambda: segmenting.placed(self.names()),
        )

    def names(self) -> Knowledge:
        """The same for who asks for names alone: nobody's place is looked up."""
        return segmenting.knowledge(
            self.catalog,
            self.engine,
            self.folder,
            store=self.store(),
            identities=self.identities(),
            stages=self.stages,
            zone=self.settings.zone,
        )

    def value_currency(self) -> str | None:
        """The currency of what interactions are worth; None where there are several, or none is told."""
        live = tuple(load.number for load in self.ledger() if load.state == "live")
        facts = current(self.catalog, self.engine, self.folder)
        return self._currency.of(live, lambda: value_currency(facts, self.engine))

    def uncaught(self, stages: str | None = None) -> pa.Table:
        """What no rule of the stage document catches: channel, touchpoint, action, count; most first."""
        return uncaught(self.stages(stages), self.store().kinds)

    @property
    def id(self) -> str:
        """What tells this workspace from others here: one made anew in the same place is another."""
        place = self.folder.resolve().stat()
        return sha256(f"{place.st_dev} {place.st_ino} {self.folder.resolve()}".encode()).hexdigest()[:16]

    def summary(self) -> dict[str, Any]:
        """What this workspace holds, in a few figures."""
        generation = self.generation()
        return {
            "id": self.id,
            "name": self.settings.name,
            "noun": self.settings.noun,
            "zone": self.settings.zone,
            "loads": sum(load.state == "live" for load in self.ledger()),
            "subjects": generation.subjects if generation else 0,
            "interactions": generation.interactions if generation else 0,
            "as_of_us": generation.as_of_us if generation else None,
            "generation": generation.number if generation else None,
            "maps": [revision.key for revision in self.catalog.documents("map")],
        }

    # Maps

    def coverage(self) -> Coverage:
        """Every touchpoint, measured or not, and where it is on the maps."""
        maps = [self.kept_map(each.key) for each in self.catalog.documents("map")]
        kept = [documents.record_of(each) for each in self.catalog.documents("touchpoints")]
        known = [one for each in kept if isinstance(each, Inventory) for one in each.touchpoints]
        return coverage(self.store(), maps, known)

    @property
    def views(self) -> Views:
        """Questions that were kept under a name: list, save, remove."""
        return Views(self.catalog, clock=self._clock, author=LOCAL_AUTHOR)

    def walks(self, key: str, *, author: str = LOCAL_AUTHOR) -> Walks:
        """Walks through a kept map by people who take the journey themselves."""
        return Walks(self.catalog, key, attachments=self.attachments, clock=self._clock, author=author)

    def draft(
        self,
        *,
        key: str | None = None,
        title: str | None = None,
        kind: MapKind = "current_state",
        **options: Unpack[DraftOptions],
    ) -> JourneyMap:
        """A map of this kind from what people did, or from another map; it is kept under its key.

        `drafting.Drafting` says what each kind takes: `where`, `fidelity`, `base`, `targets` …
        """
        name = KEYS[kind] if key is None else key
        documents.check_key(name)
        drawn = drafted(self, Drafting(kind=kind, **options), key=name, title=title)
        documents.keep(self.catalog, [drawn], author=LOCAL_AUTHOR, reason="draft", at_us=self._clock())
        return drawn

    def map(self, key_or_path: str) -> JourneyMap:
        """A map by its key ("current", "current@3" as of a revision), or a path that is applied first."""
        return (
            self._of(JourneyMap, "map", key_or_path) if is_path(key_or_path) else self.kept_map(key_or_path)
        )

    def kept_map(self, key: str) -> JourneyMap:
        """A map by its key, or key and revision, alone: what a program at the door may ask for."""
        return kept_map(self.catalog, key)

    def written(self, key: str) -> JourneyMap:
        """A kept map as a file has it: with its revision, so that applying it brings its changes alone."""
        return written_map(self.catalog, key)

    def map_entries(self) -> list[MapEntry]:
        """All maps at a glance, the one that was changed last first."""
        return map_entries(self, now_us=self._clock())

    def shown(self, drawn: JourneyMap) -> JourneyMap:
        """The map with its persona and its scenario by name, as it is drawn; it is kept with their keys."""
        return documents.named(self.catalog, drawn)

    def import_map(self, file: Path | str, *, key: str, form: str | None = None) -> Imported:
        """A map of another tool (Mermaid, CJML, CSV, …), kept under a key; with what was left out."""
        text, file = exchanging.text_of(Path(file)), Path(file)
        return self.import_text(text, key=key, ending=file.suffix, form=form, file=str(file))

    def import_text(
        self, text: str, *, key: str, ending: str, form: str | None = None, file: str = "map"
    ) -> Imported:
        """The same from a text; `ending` says what it is, as a file's name does (".mmd")."""
        signed = Signed(author=LOCAL_AUTHOR, reason="import", at_us=self._clock())
        found = import_map(text, key=key, ending=ending, form=form, file=file)
        return exchanging.keep(self.catalog, found, signed)

    def new_map(self, template: str, *, key: str | None = None, title: str | None = None) -> JourneyMap:
        """A map begun from a template ("retail"): kept as a draft, with its persona and its scenario."""
        signed = Signed(author=LOCAL_AUTHOR, reason="draft", at_us=self._clock())
        return begin(self, template, key=key, title=title, signed=signed)

    def blank_map(self, title: str, *, key: str | None = None, kind: MapKind = "current_state") -> JourneyMap:
        """A map with three stages to be written, kept as a draft."""
        signed = Signed(author=LOCAL_AUTHOR, reason="draft", at_us=self._clock())
        name = key or self.free_key(title)
        return begin_blank(self, key=name, title=title, map_kind=kind, signed=signed)

    def copy_map(self, of: str, *, key: str | None = None, title: str | None = None) -> JourneyMap:
        """A copy of a kept map ("current", "current@3") as a draft of its own."""
        signed = Signed(author=LOCAL_AUTHOR, reason="draft", at_us=self._clock())
        original = self.kept_map(of)
        name = key or self.free_key(title or original.title)
        return begin_copy(self, original, key=name, title=title, signed=signed)

    def free_key(self, title: str) -> str:
        """A key for a new map, made of its title, that no map has yet."""
        return free_key(self.catalog, title)

    def revisions(self, key: str, *, author: str = LOCAL_AUTHOR) -> MapRevisions:
        """A kept map through time: edit it, undo, restore, review, publish, see what became of one card."""
        return MapRevisions(self.catalog, key, clock=self._clock, author=author)

    def render(self, map_or_key: JourneyMap | str, path: Path | str, **look: Unpack[Looks]) -> Path:
        """Draw a map into a file: .svg, .png, .html, .pdf, .pptx or .xlsx, by the ending of its name.

        How it is looked at, all of it optional: `theme`, `page` (a3, a4, poster; of a PDF), `scale` (of a
        PNG), `language`, `layers` or `layer_set`, `role`, `reality` (`looking.Look` says what each means).
        """
        drawn = self.map(map_or_key) if isinstance(map_or_key, str) else map_or_key
        number = number_of(self.catalog, map_or_key) if isinstance(map_or_key, str) else None
        drawn, texts, fonts = self.shown(drawn), self.texts(drawn), self.fonts()
        seen = Look(**look, revision=number)
        return drawing.write(drawn, Path(path), look=seen, texts=texts, fonts=fonts)

    def drawn_as(self, key: str, ending: str, look: Look) -> bytes:
        """A kept map as the bytes of a file with this ending: .svg, .png, .html, .pdf, .pptx or .xlsx."""
        found = self.kept_map(key)
        drawn, texts, fonts = self.shown(found), self.texts(found), self.fonts()
        seen = replace(look, revision=number_of(self.catalog, key))
        return drawing.drawn_as(drawn, ending, look=seen, texts=texts, fonts=fonts)

    def compare_maps(self, before: str, after: str, *, language: str | None = None) -> Compared:
        """How one map differs from another, each by key, key and revision ("current@3"), or path."""
        maps = self.shown(self.map(before)), self.shown(self.map(after))
        return compared(*maps, names=(before, after), language=language)

    def compare_kept_maps(self, before: str, after: str, *, language: str | None = None) -> Compared:
        """The same by keys alone: what a program at the door may ask for."""
        maps = self.shown(self.kept_map(before)), self.shown(self.kept_map(after))
        return compared(*maps, names=(before, after), language=language)

    def comparison_as(
        self, found: Compared, ending: str, look: Look, *, mode: ComparisonMode = "overlay"
    ) -> bytes:
        """A comparison as the bytes of a file with this ending: .svg, .png, .html or .pptx."""
        texts = {**self.texts(found.before), **self.texts(found.after)}
        return comparison_as(found, ending, look, mode=mode, texts=texts, fonts=self.fonts())

    def atlas(self, top: str | None = None, *, language: str | None = None) -> Atlas:
        """All kept maps, or one and those below it, nested under the steps that name them."""
        kept = {each.key: self.shown(self.kept_map(each.key)) for each in self.catalog.documents("map")}
        return atlas_of({key: in_language(each, language) for key, each in kept.items()}, top=top)

    def fonts(self) -> Fonts:
        """The fonts for text that Inter lacks: those in the settings, and this machine's."""
        return drawing.fonts_of(self.folder, self.settings)

    def texts(self, drawn: JourneyMap) -> Mapping[str, str]:
        """The redacted texts that a map's quotes point at, by interaction id."""
        told = current(self.catalog, self.engine, self.folder)
        return {} if told is None else drawing.quoted_texts(self.engine, told, drawn)

    def fill(self, map_or_key: JourneyMap | str, *, as_of_us: int | None = None) -> JourneyMap:
        """A map with every figure as it is now; the one of a key is kept so, if anything changed."""
        if isinstance(map_or_key, JourneyMap):
            return filled(self, map_or_key, as_of_us=as_of_us)
        signed = Signed(author=LOCAL_AUTHOR, reason="auto", at_us=self._clock(), label="filled")
        return keep_filled(self, self.map(map_or_key).key, as_of_us=as_of_us, signed=signed)[0]

    def fill_for(self, key: str, persona: str, *, scenario: str | None = None) -> JourneyMap:
        """The map of another persona from the draft of this key, filled from their journeys; it is kept."""
        drawn = map_for_persona(self, self.map(key), persona, scenario)
        signed = Signed(author=LOCAL_AUTHOR, reason="draft", at_us=self._clock())
        documents.check_key(drawn.key)
        return editing.map_of(editing.keep_map(self.catalog, drawn, signed))

    def suggest(self, map_or_key: JourneyMap | str) -> tuple[list[Suggestion], JourneyMap]:
        """Bindings for a map's steps that have none, by likeness of words; and the map with them."""
        return suggested(self, self.map(map_or_key) if isinstance(map_or_key, str) else map_or_key)

    def bind_as_suggested(self, key: str) -> list[Suggestion]:
        """A kept map bound so, each binding as an assumption to confirm; what was suggested."""
        signed = Signed(author=LOCAL_AUTHOR, reason="edit", at_us=self._clock(), label="bound as suggested")
        return keep_suggested(self, self.map(key).key, signed)

    def check(self, map_or_key: JourneyMap | str, *, as_of_us: int | None = None) -> Report:
        """What is wrong with a map, against what people do, and beside the other maps."""
        drawn = self.map(map_or_key) if isinstance(map_or_key, str) else map_or_key
        return checked(self, drawn, as_of_us=as_of_us)
