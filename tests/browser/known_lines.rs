//! What was said of a receipt's lines once is not asked again, and rows can be put right.

use anyhow::Result;

use crate::support::browser::{Browser, Screen};
use crate::support::fixture::{receipt, scan};
use crate::support::server::Server;

#[tokio::test]
pub async fn the_second_receipt_of_a_shop_asks_for_less_and_leaves_out_what_it_was_told_to()
-> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    let expected = scan(&browser, "us").await?;
    let rows = browser.all("review-row").await?.len();
    let first = questions(&browser).await?;

    // The first line is never wanted again.
    let dropped = browser.text("review-row").await?;
    browser.click("review-drop").await?;
    browser.click("review-always").await?;
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser.find("snackbar-undo").await?;

    scan(&browser, "us").await?;
    browser.until_count("review-row", rows - 1).await?;
    for row in browser.all("review-row").await? {
        let text = row.text().await?;
        assert_ne!(text, dropped, "it was to be left out for good");
    }
    let second = questions(&browser).await?;
    assert!(second <= first, "{second} questions after {first}");
    // What the household knows by now goes to the items that it has.
    browser.click("review-accept").await?;
    browser.find("home").await?;
    browser.click("nav-pantry").await?;
    browser.until_count("pantry-row", rows - 1).await?;
    assert!(rows < expected.items.len() + 3, "{rows} rows");
    browser.close().await
}

#[tokio::test]
pub async fn a_line_can_be_split_and_joined_again_and_the_sum_stays() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Desktop).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "uk").await?;
    let rows = browser.all("review-row").await?.len();
    let sum = sum(&browser).await?;

    browser.click("review-edit").await?;
    browser
        .until("it is in sight", &in_sight("line-split"))
        .await?;
    browser.click("line-split").await?;
    browser.until_count("review-row", rows + 1).await?;
    assert_eq!(
        self::sum(&browser).await?,
        sum,
        "nothing is lost by a split"
    );

    // Its second half stands right below and goes back into it.
    browser
        .until("the second half is open", OPEN_THE_SECOND)
        .await?;
    browser
        .until("it is in sight", &in_sight("line-merge"))
        .await?;
    browser.click("line-merge").await?;
    browser.until_count("review-row", rows).await?;
    assert_eq!(
        self::sum(&browser).await?,
        sum,
        "nothing is lost by a merge"
    );
    browser.close().await
}

#[tokio::test]
pub async fn a_name_that_is_nearly_an_item_is_one_question_and_one_tap() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan(&browser, "us").await?;
    // The household has the first line's thing already, by a longer name.
    let name = browser
        .ask("return document.querySelector('[data-testid=review-row] .line__name').textContent;")
        .await?;
    let name = format!("{} XL", name.as_str().unwrap_or_default());
    browser.click("review-discard").await?;
    browser.click("nav-add").await?;
    browser.fill("add-name", &name).await?;
    browser.click("add-save").await?;
    browser.find("snackbar-undo").await?;

    scan(&browser, "us").await?;
    let asked = browser.text("review-same").await?;
    assert!(asked.contains(&name), "{asked}");
    browser.click("same-yes").await?;
    browser.until_count("review-same", 0).await?;
    let row = browser.text("review-row").await?;
    assert!(row.contains(&name), "{row}");
    browser.close().await
}

#[tokio::test]
pub async fn a_line_that_is_hard_to_read_and_right_takes_one_tap() -> Result<()> {
    let server = Server::start()?;
    let browser = Browser::open(Screen::Phone).await?;
    browser.visit(&server.url).await?;
    scan_blurred(&browser, "us").await?;
    let doubtful = browser.all("line-fine").await?.len();
    assert!(doubtful > 0, "what is out of focus is hard to read");
    let asked = questions(&browser).await?;
    assert_eq!(
        asked,
        open(&browser).await?,
        "what is counted is what is asked"
    );
    for answered in 1..=doubtful {
        browser
            .until("it is in sight", &in_sight("line-fine"))
            .await?;
        browser.click("line-fine").await?;
        browser.until_count("line-checked", answered).await?;
        assert_eq!(questions(&browser).await?, asked - answered);
    }
    browser.until_count("line-fine", 0).await?;
    assert_eq!(questions(&browser).await?, open(&browser).await?);
    browser.close().await
}

/// Scans a rendered receipt out of focus: half a pixel less and all of it is read well, half
/// a pixel more and little of it at all.
async fn scan_blurred(browser: &Browser, name: &str) -> Result<()> {
    let (image, _) = receipt(name)?;
    let folder = tempfile::tempdir()?;
    let blurred = folder.path().join("blurred.png");
    image::open(image)?.blur(3.0).save(&blurred)?;
    browser.click("nav-scan").await?;
    browser.choose("scan-file", &blurred).await?;
    browser.find("review-accept").await?;
    Ok(())
}

/// The lines and the questions about the whole that wait for an answer.
async fn open(browser: &Browser) -> Result<usize> {
    let lines = "return document.querySelectorAll('[data-sure=false]').length;";
    let lines = browser.ask(lines).await?.as_u64().unwrap_or_default();
    let whole = browser.all("review-question").await?.len();
    Ok(usize::try_from(lines)? + whole)
}

/// Opens the second line for editing.
const OPEN_THE_SECOND: &str = "
    const line = document.querySelectorAll('[data-testid=review-edit]')[1];
    if (line.getAttribute('aria-expanded') !== 'true') line.click();
    return !!document.querySelector('[data-testid=line-merge]')
        && line.getAttribute('aria-expanded') === 'true';";

/// Scrolls to an element, so that no bar lies over it.
fn in_sight(testid: &str) -> String {
    format!(
        "const found = document.querySelector('[data-testid={testid}]');
        found?.scrollIntoView({{ block: 'center', behavior: 'instant' }});
        return !!found;"
    )
}

/// Whether the lines add up, as the review says it.
async fn sum(browser: &Browser) -> Result<String> {
    browser.text("review-sum").await
}

/// How many questions are left, as the review counts them.
async fn questions(browser: &Browser) -> Result<usize> {
    if browser.all("review-left").await?.is_empty() {
        return Ok(0);
    }
    let said = browser.text("review-left").await?;
    let count = said.split(' ').next().unwrap_or_default();
    Ok(count.parse()?)
}
