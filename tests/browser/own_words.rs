//! What the household says itself: how long it keeps things, and what it calls them.

use anyhow::Result;

use crate::browser::in_step::{found, join};
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
pub async fn a_household_keeps_milk_as_long_as_it_says_and_then_as_the_table_does() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.show("shelf-life").await?;
    browser.fill("life-search", "milk").await?;
    browser.click("life-edit").await?;
    browser.fill("life-days-fridge-sealed", "1\u{e007}").await?;
    browser.find("life-reset").await?;
    browser.show("pantry").await?;
    browser.add_by_hand("milk 1 l").await?;
    browser.show("pantry").await?;
    let tomorrow = "const row = document.querySelector('[data-testid=pantry-row]');
        return row?.textContent.includes('tomorrow') || String(row?.textContent);";
    browser.until("it is due tomorrow", tomorrow).await?;
    browser.show("shelf-life").await?;
    browser.fill("life-search", "milk").await?;
    browser.click("life-reset").await?;
    browser.until_count("life-reset", 0).await?;
    browser.show("pantry").await?;
    let later = "const row = document.querySelector('[data-testid=pantry-row]');
        return row?.textContent.includes('tomorrow') === false || String(row?.textContent);";
    browser.until("it is due as the table says", later).await?;
    browser.close().await
}

/// A person adds a category, files food under it, finds it in the pantry, on the list and in
/// the form, and removes it again.
#[tokio::test]
async fn a_category_of_ones_own_is_chosen_everywhere_and_its_food_goes_back() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.client.goto(&server.url).await?;
    browser.show("categories").await?;
    browser.fill("category-new-name", "Plant protein").await?;
    let like = browser.find("category-new-like").await?;
    like.select_by_value("meat").await?;
    browser
        .until(
            "it has the picture of fruit",
            "document.querySelector('[data-testid=category-picture][data-name=produce]').click();
             return true;",
        )
        .await?;
    browser.reach("category-add").await?;
    let own = "const rows = [...document.querySelectorAll('[data-testid=category]')];
        const at = rows.findIndex((row) => row.textContent.includes('Plant protein'));
        const before = rows[at - 1]?.dataset.name;
        return before === 'meat' && rows[at].textContent.includes('like Meat') || before;";
    browser.until("it stands behind meat", own).await?;

    browser.show("add").await?;
    browser.fill("add-name", "seitan").await?;
    let field = browser.find("add-category").await?;
    field.select_by_label("Plant protein").await?;
    // It goes where meat goes.
    let fridge = "const one = document.querySelector('[data-testid=add-place-fridge]');
        return one.getAttribute('aria-pressed') === 'true';";
    browser.until("it goes into the fridge", fridge).await?;
    browser.reach("add-save").await?;
    browser.until_count("pantry-row", 1).await?;
    let chip = |wanted: bool| {
        format!(
            "const chips = [...document.querySelectorAll('[data-testid^=pantry-] ')]
                 .filter((one) => one.classList.contains('chip'));
             const own = chips.find((one) => one.textContent.trim() === 'Plant protein');
             return !!own === {wanted};"
        )
    };
    browser
        .until("the pantry has a chip for it", &chip(true))
        .await?;
    browser.open_item().await?;
    browser
        .until(
            "its sheet says it",
            &chosen("item-category", "Plant protein"),
        )
        .await?;
    browser.click("item-list").await?;
    browser.click("sheet-close").await?;
    browser.show("list").await?;
    let aisle =
        "return document.querySelector('.aisle__head').textContent.includes('Plant protein');";
    browser.until("the list has its aisle", aisle).await?;

    // Gone, its food is filed under what it was like; an undo brings it back.
    browser.show("categories").await?;
    let open = "const rows = [...document.querySelectorAll('[data-testid=category]')];
        rows.find((row) => row.textContent.includes('Plant protein'))
            .querySelector('[data-testid=category-open]').click();
        return true;";
    browser.until("it is opened", open).await?;
    browser.reach("category-remove").await?;
    browser.until_count("category", 18).await?;
    browser.show("pantry").await?;
    browser.until("the chip is gone", &chip(false)).await?;
    browser.open_item().await?;
    browser
        .until("it is meat", &chosen("item-category", "Meat"))
        .await?;
    browser.click("sheet-close").await?;
    browser.show("more").await?;
    browser.reach("journal-undo").await?;
    browser.show("pantry").await?;
    browser.until("the chip is back", &chip(true)).await?;

    // Another device of the household knows it, and files more under it.
    let link = found(&browser).await?;
    let other = Browser::open(Screen::Desktop).await?;
    join(&other, &link).await?;
    other.show("add").await?;
    other.fill("add-name", "chickpeas").await?;
    let field = other.find("add-category").await?;
    field.select_by_label("Plant protein").await?;
    other.reach("add-save").await?;
    for browser in [&browser, &other] {
        browser.show("pantry").await?;
        browser.until("the chip is there", &chip(true)).await?;
        let taken = "const chips = [...document.querySelectorAll('.chip')];
            chips.find((one) => one.textContent.trim() === 'Plant protein').click();
            return true;";
        browser.until("the chip is taken", taken).await?;
        browser.until_count("pantry-row", 2).await?;
    }
    other.close().await?;
    browser.close().await
}

/// Whether a list has this chosen.
fn chosen(testid: &str, name: &str) -> String {
    format!(
        "const one = document.querySelector('[data-testid={testid}]')?.selectedOptions[0];
         return one?.textContent === '{name}' || String(one?.textContent);"
    )
}

#[tokio::test]
pub async fn a_category_is_renamed_and_one_that_is_not_needed_is_not_offered() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    browser.add_by_hand("milk 1 l").await?;
    browser.show("categories").await?;
    browser
        .until(
            "dairy and pets are opened",
            "for (const name of ['dairy_eggs', 'pet'])
                document.querySelector(`[data-name=${name}] [data-testid=category-open]`).click();
             return true;",
        )
        .await?;
    browser.until_count("category-name", 2).await?;
    browser
        .fill("category-name", "White things\u{e007}")
        .await?;
    browser
        .until(
            "pets are not offered",
            "document.querySelector('[data-name=pet] [data-testid=category-offered]').click();
             return true;",
        )
        .await?;
    browser.show("add").await?;
    let offered =
        "const names = [...document.querySelectorAll('[data-testid=add-category] option')]
            .map((option) => option.textContent);
        return names.includes('White things') && !names.includes('Pets') || names.join();";
    browser.until("the form follows", offered).await?;
    browser.close().await
}
