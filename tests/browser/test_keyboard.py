"""What can be done without a mouse."""

from playwright.sync_api import Page, expect

from crm.facts import transaction
from tests.factories import make_organisation


def test_slash_searches_and_g_goes(signed_in: Page) -> None:
    signed_in.keyboard.press("/")
    expect(signed_in.get_by_label("Alles durchsuchen")).to_be_focused()
    signed_in.keyboard.type("nichts")
    signed_in.keyboard.press("Enter")
    expect(signed_in.get_by_role("heading", level=1)).to_contain_text("nichts")
    signed_in.locator("h1").click()
    signed_in.keyboard.press("g")
    signed_in.keyboard.press("o")
    expect(signed_in).to_have_url(
        signed_in.url.partition("/suche")[0] + "/organisationen/"
    )


def test_the_first_tab_leads_to_the_content(signed_in: Page) -> None:
    signed_in.reload()
    signed_in.keyboard.press("Tab")
    expect(signed_in.get_by_text("Zum Inhalt")).to_be_focused()
    signed_in.keyboard.press("Enter")
    expect(signed_in.locator("main")).to_be_focused()


def test_help_opens_with_a_question_mark_and_closes_with_escape(
    signed_in: Page,
) -> None:
    signed_in.keyboard.press("?")
    dialog = signed_in.get_by_role("dialog", name="Tastenkürzel")
    expect(dialog).to_be_visible()
    signed_in.keyboard.press("Escape")
    expect(dialog).to_be_hidden()


def test_a_parent_is_picked_by_typing_and_arrows(signed_in: Page) -> None:
    with transaction() as session:
        make_organisation(session, "Stadt Kassel")
    signed_in.goto("/organisationen/neu")
    signed_in.get_by_label("Name *").fill("Umweltamt")
    signed_in.get_by_label("Art *").select_option("department")
    signed_in.get_by_label("Bereich *").select_option("administration")
    picker = signed_in.get_by_role("combobox", name="Gehört zu")
    picker.press_sequentially("kas")
    expect(signed_in.get_by_role("option", name="Stadt Kassel")).to_be_visible()
    picker.press("ArrowDown")
    picker.press("Enter")
    expect(picker).to_have_value("Stadt Kassel")
    signed_in.get_by_role("button", name="Speichern").click()
    expect(signed_in.get_by_role("heading", name="Umweltamt", level=1)).to_be_visible()
    expect(signed_in.get_by_role("link", name="Stadt Kassel").first).to_be_visible()


def test_a_list_narrows_while_one_types_and_keeps_it_in_the_address(
    signed_in: Page,
) -> None:
    with transaction() as session:
        for name in ("Wärmewerk Süd", "Holzbau Nord"):
            make_organisation(session, name)
    signed_in.goto("/organisationen/")
    signed_in.get_by_label("In dieser Liste suchen").press_sequentially("waerme")
    expect(signed_in.get_by_role("link", name="Holzbau Nord")).to_be_hidden()
    expect(signed_in.get_by_role("link", name="Wärmewerk Süd")).to_be_visible()
    assert "q=waerme" in signed_in.url
    assert "kind=" not in signed_in.url
