import pytest

from desirepath.drafts.naming import action_name, in_sentence, slug, step_name


@pytest.mark.parametrize(
    ("touchpoint", "action", "name"),
    [
        ("Pricing page", "viewed", "Views the pricing page"),
        ("Pricing page", "Page Viewed", "Views the pricing page"),
        ("Checkout", "Order Completed", "Completes the order"),
        ("Instagram ad", "clicked", "Clicks the Instagram ad"),
        ("Newsletter", "opened", "Opens the newsletter"),
        ("Home page", "newsletter signed up", "Signs up for the newsletter"),
        ("App", "activation failed", "Fails at activation"),
        ("Support chat", "asked about the fee", "Asks about the fee"),
        ("Refer a friend", "referral sent", "Sends the referral"),
        ("Delivery form", "filled in", "Fills in the delivery form"),
        ("Search", "searched", "Searches"),
        ("Comparison", "compared", "Compares"),
        ("Customer survey", "would recommend", "Says whether to recommend us"),
        ("Online shop", "rated order csat", "Rates the order"),
        ("Programming task", "worked on", "Works on the programming task"),
        ("Upgrade", "asked for", "Asks for the upgrade"),
        ("Error page", "failed", "Error page"),
        ("Order confirmation", "ordered", "Order confirmation"),
        ("Stop report", "checked", "Stop report"),
        ("Wish list", "added", "Adds to the wish list"),
        ("Delivery charge", "paid", "Pays the delivery charge"),
        ("Checkout", "paid", "Pays at the checkout"),
        ("Payment form", "failed", "Fails at the payment form"),
        ("Application", "received", "Application"),
        ("Application", "submitted", "Submits the application"),
        ("stores", "purchase", "Purchases at the stores"),
        ("stores", "rummaged", "Stores"),
        ("Oslo store", "bought", "Buys at the Oslo store"),
        ("App", "logged in", "Logs in"),
        ("Product page", "added_to_cart", "Adds to the cart"),
        ("Cart", "productAdded", "Adds the product"),
        ("Sales advisor", "Deal lost", "Declines the deal"),
        ("Gift range", "ordered", "Orders from the gift range"),
        ("Webinar", "registered", "Registers for the webinar"),
        ("Trustpilot", "reviewed", "Trustpilot"),
        ("/pricing", "viewed", "Views /pricing"),
        ("NPS survey", "answered", "Answers the NPS survey"),
        ("Desk 4", "T10 Determine necessity", "Desk 4"),  # no verb of ours: the place is never wrong
        ("Pricing page", None, "Pricing page"),
        (
            "A touchpoint whose own name is long already",
            "viewed",
            "A touchpoint whose own name is long already",
        ),
    ],
)
def test_a_step_is_named_from_the_customers_side(touchpoint: str, action: str | None, name: str) -> None:
    assert step_name(touchpoint, action) == name


def test_what_is_sent_by_mail_the_customer_receives() -> None:
    assert step_name("Newsletter", "sent", is_mail=True) == "Receives the newsletter"
    assert step_name("Delivery update", "delivered", is_mail=True) == "Receives the delivery update"


def test_an_action_without_a_verb_keeps_its_own_words() -> None:
    assert action_name("Desk 4", "T10 Determine necessity") == "Desk 4: T10 Determine necessity"
    assert action_name("Advice check", "passed_on") == "Advice check: passed on"
    assert action_name("Searches", "searched") == "Searches"


def test_a_proper_name_keeps_its_capital_inside_a_sentence() -> None:
    names = ["Pricing page", "Oslo store", "FAQ", "app", "Google Ads"]
    assert [in_sentence(name) for name in names] == ["pricing page", "Oslo store", "FAQ", "app", "Google Ads"]


def test_two_steps_never_share_a_key() -> None:
    taken: set[str] = set()
    for name in ("Åpner appen", "pner appen", "価格", "料金"):
        taken.add(slug(name, taken=taken))
    assert taken == {"pner-appen", "pner-appen-2", "step", "step-2"}
