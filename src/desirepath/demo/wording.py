"""What people write: comments on surveys, tickets, reviews and ratings, in their own words.

Sentences are drawn from small stocks, so that no two need be alike; some people leave a telephone
number or an address in the text, which is what redaction is for.
"""

from random import Random

from desirepath.demo.people import Person, pick

# topic: (what the unhappy say, what the content say)
STOCK: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "activation": (
        (
            "The app stops at “connecting to your router” every single time",
            "Scanned the QR code five times and it still says device not found",
            "The light stays orange and the app tells me to start over",
            "Activation failed again at step 3 and there is no explanation",
            "I did exactly what the leaflet says and got error HL-204",
            "Setup freezes right after I enter the Wi-Fi name",
            "Twenty minutes of waiting and then “something went wrong”",
        ),
        (
            "Up and running in ten minutes",
            "The app led me through it step by step",
            "Easier than I feared, the light went green straight away",
            "Setup took less time than making coffee",
        ),
    ),
    "support": (
        (
            "Waited far too long before anybody answered",
            "I was sent from one person to the next and had to explain it all again",
            "They told me to restart the router, which I had done four times",
            "Nobody called back although I was promised they would",
            "The answer was polite but nothing works yet",
        ),
        (
            "Quick and friendly, the problem was gone in five minutes",
            "The person on the line knew what she was doing",
            "Clear answer, no waiting, thank you",
            "They saw the fault from their side and fixed it",
        ),
    ),
    "speed": (
        (
            "Slow in the evening, films keep stopping",
            "We pay for 500 and measure 60 upstairs",
            "The connection drops whenever it rains",
        ),
        ("Fast and steady, even with everybody at home", "Video meetings simply work now"),
    ),
    "price": (
        (
            "A hundred kroner more for the same line is not acceptable",
            "Loyal customers pay more than new ones, that is the wrong way round",
            "I chose you because of the price and now you raise it",
            "No notice worth the name and no reason given",
            "Too expensive, I am looking elsewhere",
            "You promised a fixed fee when I signed up",
        ),
        ("I understand that costs rise, at least you said so in time", "Fair enough, still a good price"),
    ),
    "order": (
        (
            "The parcel came two days late",
            "Ordering was fine but the form lost my address once",
            "I had to call to find out when it would come",
        ),
        (
            "Ordering took three minutes",
            "Arrived the next day, well packed",
            "Clear what I pay and when",
            "No surprises at the end of the form, I liked that",
        ),
    ),
    "store": (
        ("A long queue and one person at the counter", "They did not have the router in stock"),
        (
            "Good advice, nobody tried to sell me more than I need",
            "The woman in the shop drew our flat and showed where the router should stand",
            "Friendly staff, took their time",
        ),
    ),
    "app": (
        ("The app logs me out all the time", "Cannot find the guest network after the last update"),
        (
            "I like seeing who is online",
            "Pausing the children's tablets at dinner is worth the money",
            "Neat app",
        ),
    ),
    "whole": (
        (
            "The start was so bad that I would not send a friend your way",
            "Good line, poor service",
            "It works, but everything around it is hard work",
        ),
        (
            "It just works and I never think about it",
            "Honest company, fair price",
            "Would recommend to anybody in our building",
            "Best connection we have had here",
        ),
    ),
}

OPENERS = (
    ("", "", "", "", "Honestly: ", "Disappointed. ", "Again. ", "I am sorry to say this. ", "Hello? "),
    ("", "", "", "", "Great. ", "Well done! ", "Thanks. ", "👍 ", "Nice surprise: "),
)
CLOSERS = (
    ("", "", "", "", " Please do something.", " Not what I expected.", " This has to get better.", " 👎"),
    ("", "", "", "", " Thank you!", " Keep it up.", " My neighbour wants it too.", " Five stars."),
)
GIVING_UP = ("", "", " I give up.", " My last try.", " I want to send it back.", " Please send somebody.")
REACH_ME = (
    " Call me on {phone}.",
    " You can reach me at {email}.",
    " My number is {phone}, after four o'clock.",
    " Write to {email} please.",
    " – {given} {family}, {phone}",
)
ELSEWHERE = {
    "nb-NO": (
        ("Dette virker rett og slett ikke.", "Altfor lang ventetid."),
        ("Kjempefint, takk!", "Veldig fornøyd."),
    ),
    "ar": (("التطبيق لا يعمل أبداً.",), ("خدمة ممتازة، شكراً لكم.",)),
    "zh-CN": (("一直连接不上，太麻烦了。",), ("速度很快，很满意。",)),
    "pl-PL": (("Aplikacja ciągle się zawiesza.",), ("Wszystko działa, dziękuję.",)),
    "uk-UA": (("Вже третій день не можу підключитися.",), ("Усе чудово працює.",)),
}


def comment(rng: Random, who: Person, *, topic: str, feels: float) -> str:
    """What this person writes about the topic when it feels like this (−1 … +1)."""
    content = feels + rng.gauss(0.0, 0.15) > 0.1
    if who.locale in ELSEWHERE and rng.random() < 0.15:
        return pick(rng, ELSEWHERE[who.locale][content])
    said = [pick(rng, STOCK[topic][content])]
    if rng.random() < 0.25:
        said.append(pick(rng, STOCK[topic][content]))
    closers = GIVING_UP if topic == "activation" and not content else CLOSERS[content]
    text = f"{pick(rng, OPENERS[content])}{'. '.join(dict.fromkeys(said))}.{pick(rng, closers)}"
    text = text.replace("”.", ".”")
    if rng.random() < (0.04 if content else 0.12):
        text += pick(rng, REACH_ME).format(
            phone=who.phone, email=who.email, given=who.given, family=who.family
        )
    return text


def graded(feels: float, lowest: int, highest: int) -> int:
    """The answer on a scale that says how it feels (−1 … +1).

    >>> graded(-1.0, 1, 5), graded(0.0, 0, 10), graded(1.0, 1, 5)
    (1, 5, 5)
    """
    return lowest + round((max(-1.0, min(1.0, feels)) + 1.0) / 2.0 * (highest - lowest))
