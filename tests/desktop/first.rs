//! The first path through the native app: a receipt is read, reviewed and accepted, and all of
//! it is there after the app was started again, for any tool to see.

use anyhow::Result;

use crate::support::fixture::scan;
use crate::support::window::Desk;

#[tokio::test]
async fn a_receipt_becomes_lots_that_any_tool_can_read() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.add_by_hand("3 Eggs").await?;
    window.click("nav-pantry").await?;
    window.click("step-less").await?;
    window.add_by_hand("Milk 1 l").await?;
    let expected = scan(&window, "us").await?;
    let total = window.value("review-total").await?;
    assert_eq!(total, expected.total, "the printed total was read");
    let rows = window.all("review-row").await?.len();
    assert!(rows * 10 >= expected.items.len() * 8, "{rows} rows");
    window.click("review-accept").await?;
    window.find("home").await?;
    window.click("nav-pantry").await?;
    window.find("pantry-row").await?;
    let shown = window.all("pantry-row").await?.len();
    window.close().await?;
    desk.kill_app()?;

    let kept = desk.sqlite3("SELECT count(DISTINCT item_id) FROM pantry_items")?;
    assert_eq!(kept, shown.to_string(), "items with lots");
    let receipt = desk.sqlite3("SELECT total, currency FROM receipts")?;
    assert!(receipt.starts_with(&expected.total), "{receipt}");
    assert_eq!(desk.sqlite3("PRAGMA integrity_check")?, "ok");
    assert_eq!(desk.sqlite3("PRAGMA journal_mode")?, "wal");
    assert_eq!(desk.sqlite3("SELECT count(*) FROM receipt_images")?, "1");
    // What each version of the schema leaves is kept in `src-tauri/tests/databases`.
    if let Ok(file) = std::env::var("LARDER_KEEP_DATABASE") {
        desk.write(&format!("VACUUM INTO '{file}'")).await?;
    }

    let window = desk.open().await?;
    window.click("nav-pantry").await?;
    window.until_count("pantry-row", shown).await?;
    window.close().await
}
