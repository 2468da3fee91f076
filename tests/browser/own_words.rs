//! What the household says itself: how long it keeps things, and what it calls them.

use anyhow::Result;

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
