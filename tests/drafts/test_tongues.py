"""Themes in German, French, Spanish, Portuguese and Dutch; what is in no known language is not read wrong."""

import pytest

from desirepath.drafts.sentences import Sentence, told_at
from desirepath.drafts.themes import themes
from desirepath.drafts.tongues import is_asking, obstacle_kind, tongue_of, tongues


def read(text: str, *, valence: float | None = None) -> list[tuple[str | None, str]]:
    told = told_at(text, step="s", person=(0, 0), fact=0, valence=valence)
    return [(each.topic, " ".join(each.words)) for each in told]


@pytest.mark.parametrize(
    ("tongue", "wish", "wanted", "trouble", "question"),
    [
        ("de", "Ich möchte den Router zurückgeben.", "den Router zurückgeben",
         "Die Leitung ist seit Tagen kaputt.", "Wann kommt der Techniker zu uns?"),
        ("fr", "Je voudrais résilier mon contrat.", "résilier mon contrat",
         "Le débit est trop lent chez nous.", "Quand est-ce que le technicien vient ?"),
        ("es", "Necesito cambiar la contraseña.", "cambiar la contraseña",
         "El router no funciona, es un problema.", "¿Cuándo viene el técnico a mi casa?"),
        ("pt", "Gostaria de mudar de plano.", "mudar de plano",
         "A ligação está lenta e ninguém responde.", "Quando é que o técnico vem cá?"),
        ("nl", "Ik wil graag mijn abonnement opzeggen.", "mijn abonnement opzeggen",
         "De verbinding is al dagen traag.", "Wanneer komt de monteur bij ons?"),
        ("en", "I want to change the plan.", "change the plan",
         "The line is slow since Monday.", "When does the engineer come to us?"),
    ],
)  # fmt: skip
def test_wishes_troubles_and_questions_are_read_in_six_languages(
    tongue: str, wish: str, wanted: str, trouble: str, question: str
) -> None:
    assert read(wish) == [("motivations", wanted)]
    assert [topic for topic, _ in read(trouble)] == ["obstacles"]
    assert [topic for topic, _ in read(question)] == ["questions"]
    assert tongue_of(trouble.casefold().rstrip(".").split()).key == tongue


def test_what_is_in_no_known_language_is_a_question_by_its_mark_and_a_trouble_by_its_score() -> None:
    assert [topic for topic, _ in read("Kiedy przyjdzie do nas technik?")] == ["questions"]
    assert [topic for topic, _ in read("Internet wciąż nie działa.")] == [None]
    assert [topic for topic, _ in read("Internet wciąż nie działa.", valence=-2.0)] == ["obstacles"]


def test_a_theme_in_german_is_told_in_the_words_of_its_people() -> None:
    told: list[Sentence] = []
    for person in range(6):
        text = "Ich warte seit Wochen auf den Techniker."
        told += told_at(text, step="setup", person=(0, person), fact=person, valence=None)
    for person in range(6, 20):
        told += told_at("Alles läuft gut.", step="use", person=(0, person), fact=person, valence=None)
    (theme,) = themes(told)
    assert (theme.topic, theme.phrase, theme.people) == (
        "obstacles",
        "ich warte seit Wochen auf den Techniker",
        6,
    )
    assert obstacle_kind(theme.words) == "process"


def test_no_language_is_without_any_of_its_words() -> None:
    for tongue in tongues():
        assert len(tongue.small) > 80
        assert len(tongue.troubles) > 40
        assert set(tongue.kinds) == {"cost", "competitor", "uncertainty", "process", "structural"}
        assert tongue.asking <= tongue.small
    assert is_asking("warum")
    assert not is_asking("router")
