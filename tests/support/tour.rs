//! A walk through every screen and its main states, with an invented household. Whoever goes
//! along looks at each stop: to find what is wrong with it, or to take its picture.

use anyhow::Result;

use super::browser::Browser;

/// Ends what is typed, as the Enter key does.
const ENTER: char = '\u{e007}';

/// A line of food, its category, its place, and days from now.
pub type Food = (&'static str, &'static str, &'static str, i32);

/// An invented household's food and what it is going to buy.
pub struct Household {
    /// What is in the kitchen besides the receipt.
    kitchen: [Food; 6],
    /// The shopping list.
    list: [&'static str; 7],
}

/// A household where English is spoken.
pub const ENGLISH: Household = Household {
    kitchen: [
        ("Feta 200 g", "dairy_eggs", "fridge", -2),
        ("Chicken breast 500 g", "meat", "fridge", 0),
        ("Spinach 250 g", "produce", "fridge", 2),
        ("6 Eggs", "dairy_eggs", "fridge", 12),
        ("2 Tomato soup", "canned", "pantry", 400),
        ("Wholemeal bread", "bakery", "pantry", 3),
    ],
    list: [
        "Apples",
        "2x Milk 1 l",
        "Carrots 1 kg",
        "Sourdough bread",
        "Basmati rice 1 kg",
        "Dark chocolate",
        "Batteries",
    ],
};

/// A household where German is spoken.
pub const GERMAN: Household = Household {
    kitchen: [
        ("Feta 200 g", "dairy_eggs", "fridge", -2),
        ("Hähnchenbrust 500 g", "meat", "fridge", 0),
        ("Spinat 250 g", "produce", "fridge", 2),
        ("6 Eier", "dairy_eggs", "fridge", 12),
        ("2 Tomatensuppe", "canned", "pantry", 400),
        ("Vollkornbrot", "bakery", "pantry", 3),
    ],
    list: [
        "Äpfel",
        "2x Milch 1 l",
        "Karotten 1 kg",
        "Sauerteigbrot",
        "Basmatireis 1 kg",
        "Zartbitterschokolade",
        "Batterien",
    ],
};

/// Every screen while there is nothing.
pub async fn empty(browser: &Browser, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    for screen in [
        "home",
        "pantry",
        "scan",
        "add",
        "list",
        "receipts",
        "insights",
        "more",
        "sync",
        "household",
        "settings",
        "places",
        "shared",
    ] {
        let address = if screen == "home" { "" } else { screen };
        browser.show(address).await?;
        look(&format!("{screen}, empty")).await?;
    }
    browser.show("shelf-life").await?;
    browser.fill("life-search", "milk").await?;
    look("shelf life").await?;
    browser.click("life-edit").await?;
    look("shelf life, changed").await?;
    browser.show("categories").await?;
    browser.click("category-open").await?;
    look("categories").await?;
    browser.show("places").await?;
    browser.click("place-open").await?;
    look("place").await?;
    browser.show("add").await?;
    browser
        .fill("add-name", "2x milk 1 l in the fridge +7d")
        .await?;
    browser.find("add-said-date").await?;
    look("add, understood").await?;
    browser.show("nowhere").await?;
    look("not found").await?;
    browser.show("join/broken").await?;
    look("join by a broken link").await?;
    for (screen, sign) in [("camera", "camera-none"), ("barcode", "barcode-empty")] {
        browser.show(screen).await?;
        browser.find(sign).await?;
        look(screen).await?;
    }
    browser.fill("barcode-field", "4006381333931").await?;
    browser.click("barcode-go").await?;
    browser.find("naming").await?;
    look("naming what was scanned").await?;
    browser.click("naming-later").await?;
    browser.find("later").await?;
    look("what is to be named later").await?;
    browser.click("later-forget").await?;
    browser.until_count("later", 0).await?;
    browser.show("settings").await?;
    browser.click("erase").await?;
    look("delete everything").await?;
    browser.click("erase-keep").await
}

/// The receipt that comes with the app: read, looked over, and put away.
pub async fn receipt(browser: &Browser, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    browser.show("scan").await?;
    browser.click("scan-sample").await?;
    browser.find("review-accept").await?;
    look("review").await?;
    browser.show("").await?;
    browser.find("home-draft").await?;
    look("home with a draft").await?;
    browser.click("draft-open").await?;
    browser.click("review-edit").await?;
    browser.find("line-name").await?;
    look("review, a line open").await?;
    browser.reach("line-done").await?;
    browser.reach("review-drop").await?;
    look("review, a line left out").await?;
    browser.reach("review-drop").await?;
    browser.click("review-accept").await?;
    browser.find("home").await?;
    look("home with a message").await?;
    Ok(())
}

/// Adds what is in the kitchen and what is to be bought.
pub async fn furnish(browser: &Browser, household: &Household) -> Result<()> {
    for food in household.kitchen {
        add(browser, food).await?;
    }
    browser.show("list").await?;
    for line in household.list {
        browser.fill("list-add", &format!("{line}{ENTER}")).await?;
    }
    browser
        .until_count("list-entry", household.list.len())
        .await?;
    browser.click("entry-tick").await?;
    browser
        .until_count("list-entry", household.list.len() - 1)
        .await
}

/// Adds food by hand.
pub async fn add(browser: &Browser, (line, category, place, days): Food) -> Result<()> {
    browser.show("add").await?;
    browser.fill("add-name", line).await?;
    let field = browser.find("add-category").await?;
    field.select_by_value(category).await?;
    browser.click(&format!("add-place-{place}")).await?;
    browser.ask(&dated(days)).await?;
    browser.reach("add-save").await?;
    browser.find("pantry").await?;
    Ok(())
}

/// The screens of a household that has food.
pub async fn stocked(browser: &Browser, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    browser.show("").await?;
    browser.find("home-group-overdue").await?;
    look("home").await?;
    browser.show("list").await?;
    browser.find("list-ticked").await?;
    look("list").await?;
    browser.reach("list-ticked").await?;
    look("list, the basket open").await?;
    browser.reach("entry-edit").await?;
    look("an entry of the list").await?;
    browser.click("sheet-close").await?;
    pantry(browser, look).await?;
    browser.show("receipts").await?;
    look("receipts").await?;
    browser.click("receipts-row").await?;
    browser.find("receipt-line").await?;
    look("receipt").await?;
    browser.click("receipt-photo").await?;
    browser.find("viewer-photo").await?;
    look("a photo looked at").await?;
    browser.click("sheet-close").await?;
    browser.until_count("viewer", 0).await?;
    browser.show("insights").await?;
    look("insights").await?;
    browser.show("more").await?;
    look("more").await
}

async fn pantry(browser: &Browser, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    browser.show("pantry").await?;
    look("pantry").await?;
    browser.fill("pantry-search", "yogurt").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.click("pantry-open").await?;
    look("pantry, a row open").await?;
    browser.click("lot-row").await?;
    browser.find("item-lot").await?;
    look("item").await?;
    browser.click("item-thrown").await?;
    browser.find("howmany").await?;
    look("how much to throw away").await?;
    browser.click("howmany-all").await?;
    look("item, nothing left").await?;
    browser.click("snackbar-undo").await?;
    browser.find("item-lot").await?;
    browser.click("sheet-close").await?;
    browser.fill("pantry-search", "zzzz").await?;
    browser.until_count("pantry-row", 0).await?;
    look("pantry, nothing found").await?;
    browser.fill("pantry-search", "").await?;
    browser.click("pantry-choose").await?;
    browser.find("pantry-check").await?;
    for check in browser.all("pantry-check").await?.into_iter().take(2) {
        check.click().await?;
    }
    look("pantry, several chosen").await?;
    for (way, sheet) in [
        ("bulk-move", "bulk-places"),
        ("bulk-category", "bulk-categories"),
        ("bulk-date", "bulk-days"),
    ] {
        browser.click(way).await?;
        browser.find(sheet).await?;
        look(sheet).await?;
        browser.click("sheet-close").await?;
        browser.until_count(sheet, 0).await?;
    }
    browser.click("bulk-done").await
}

/// Some of a lot is set apart, frozen and thawed: the sheets that ask how much.
pub async fn parts(browser: &Browser, look: &impl AsyncFn(&str) -> Result<()>) -> Result<()> {
    add(browser, ("6 Crumpets", "bakery", "pantry", 9)).await?;
    browser.fill("pantry-search", "crumpets").await?;
    browser.until_count("pantry-row", 1).await?;
    browser.click("pantry-open").await?;
    browser.click("lot-row").await?;
    browser.find("item-lot").await?;
    for (deed, what) in [("item-split", "set apart"), ("item-freeze", "freeze")] {
        browser.reach(deed).await?;
        browser.find("howmany").await?;
        look(&format!("how much to {what}")).await?;
        browser.click("howmany-one").await?;
        browser.until_count("howmany", 0).await?;
    }
    browser.until_count("item-lot", 3).await?;
    browser.find("item-thaw").await?;
    look("item in three parts, one of them frozen").await?;
    browser.reach("item-thaw").await?;
    browser.until_count("item-thaw", 0).await?;
    look("item, thawed").await?;
    browser.click("sheet-close").await
}

/// The screens of a household that is in step with its server.
pub async fn member(browser: &Browser, look: &impl AsyncFn(&str) -> Result<()>) -> Result<String> {
    browser.show("household").await?;
    browser.click("found-go").await?;
    browser.click("invite-make").await?;
    browser.find("qr").await?;
    browser.find("device").await?;
    browser.until_chip("In step").await?;
    look("household with an invitation").await?;
    let link = browser.text("invite-link").await?;
    browser.show("sync").await?;
    browser.until_chip("In step").await?;
    look("in step").await?;
    Ok(link)
}

/// Gives the food that is being added a date so many days from now.
fn dated(days: i32) -> String {
    format!(
        "const day = new Date();
         day.setDate(day.getDate() + {days});
         const field = document.querySelector('[data-testid=add-date]');
         const two = (number) => String(number).padStart(2, '0');
         field.value = [day.getFullYear(), two(day.getMonth() + 1), two(day.getDate())].join('-');
         field.dispatchEvent(new FocusEvent('focusout', {{ bubbles: true }}));"
    )
}
