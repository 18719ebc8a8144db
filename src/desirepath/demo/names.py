"""Names of people, as they spell them and as they type them into an e-mail address.

Every address ends in the reserved domain `.example`, and no telephone company gives out a
Norwegian number that begins with 1: nobody real can be written to or called.
"""

# culture: (share, locale, given names, family names); a name in another script carries its Latin spelling.
CULTURES: dict[str, tuple[int, str, str, str]] = {
    "norwegian": (
        52,
        "nb-NO",
        """Ingrid Nora Emma Sofie Astrid Marit Kari Solveig Liv Åse Jakob Lars Ole Henrik Sindre Øyvind
        Bjørn Håkon Magnus Sverre""",
        """Hansen Johansen Olsen Larsen Andersen Pedersen Nilsen Berg Haugen Hagen Sørensen Bakken Lie Dahl
        Strand Moen Ødegård Næss""",
    ),
    "swedish": (5, "sv-SE", "Elsa Alva Märta Göran Björn Åke", "Lindqvist Åkesson Sjöberg Hallström"),
    "polish": (
        8,
        "pl-PL",
        "Agnieszka Małgorzata Zofia Paweł Łukasz Wojciech",
        "Kowalska Wiśniewska Zieliński Wójcik Dąbrowski",
    ),
    "english": (6, "en-GB", "Olivia Grace Amelia Harry George", "Turner Whitaker O'Brien Fletcher Hughes"),
    "german": (4, "de-DE", "Katrin Jürgen Friederike Lukas Jörg", "Müller Weiß Schröder Köhler"),
    "spanish": (4, "es-ES", "Lucía Íñigo Begoña José Martín", "Muñoz Ibáñez Peña Núñez"),
    "arabic": (
        5,
        "ar",
        "محمد/mohammed فاطمة/fatima يوسف/yousef ليلى/layla عمر/omar نور/noor",
        "الخطيب/alkhatib حداد/haddad منصور/mansour درويش/darwish",
    ),
    "farsi": (3, "fa-IR", "سارا/sara رضا/reza مریم/maryam", "احمدی/ahmadi کریمی/karimi رستمی/rostami"),
    "hebrew": (1, "he-IL", "נועה/noa דוד/david מיכל/michal", "לוי/levi כהן/cohen"),
    "chinese": (3, "zh-CN", "伟/wei 芳/fang 秀英/xiuying 强/qiang", "王/wang 李/li 张/zhang 陈/chen"),
    "japanese": (1, "ja-JP", "さくら/sakura 健太/kenta 美咲/misaki", "佐藤/sato 鈴木/suzuki 高橋/takahashi"),
    "korean": (1, "ko-KR", "지민/jimin 서연/seoyeon 민준/minjun", "김/kim 박/park 최/choi"),
    "ukrainian": (3, "uk-UA", "Олена/olena Тарас/taras Оксана/oksana", "Шевченко/shevchenko Бондар/bondar"),
    "hindi": (2, "hi-IN", "आरव/aarav प्रिया/priya रोहन/rohan", "शर्मा/sharma गुप्ता/gupta"),
    "vietnamese": (2, "vi-VN", "Nguyệt Phương Đức Hưng", "Nguyễn Trần Phạm Đặng"),
}

DOMAINS = ("post.example", "epost.example", "inbox.example", "mailhuset.example", "fjordmail.example")

# city: (share, the store people go to)
CITIES: dict[str, tuple[int, str]] = {
    "Oslo": (40, "Oslo store"),
    "Bergen": (24, "Bergen store"),
    "Drammen": (13, "Oslo store"),
    "Stavanger": (14, "Bergen store"),
    "Lillestrøm": (9, "Oslo store"),
}

LATIN = str.maketrans(
    "æøåäöüéíñúółąćęńśźżßđễầăươưạệêâôáà",
    "aoaaoueinuolacenszzsdeaauouaeeaoaa",
)


def spellings(name: str) -> tuple[str, str]:
    """A name as written, and as typed into an address.

    >>> spellings("Øyvind"), spellings("健太/kenta")
    (('Øyvind', 'oyvind'), ('健太', 'kenta'))
    """
    written, _, latin = name.partition("/")
    typed = (latin or written).lower().translate(LATIN)
    return written, "".join(letter for letter in typed if "a" <= letter <= "z")
