//! The storage in the native app does what every storage must, asked by the page itself, and
//! leaves alone what it must not touch.

use anyhow::Result;

use crate::support::window::Desk;

#[tokio::test]
async fn the_database_does_what_every_storage_must() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    window.ask("location.hash = '#/check';").await?;
    let check = window.find("check").await?;
    let said = check.text().await?;
    let wrong = check.attr("data-wrong").await?;
    assert_eq!(wrong.as_deref(), Some("0"), "{said}");
    assert!(window.all("check-case").await?.len() >= 10, "{said}");
    window.close().await
}

/// A file that is no database, and one of a newer version: both are left as they are, and the
/// page says what to do.
#[tokio::test]
async fn a_file_that_cannot_be_used_is_left_as_it_is() -> Result<()> {
    let desk = Desk::new()?;
    std::fs::create_dir_all(desk.data())?;
    let diary = b"Dear diary, this is no database.";
    std::fs::write(desk.database(), diary)?;
    let window = desk.open().await?;
    let said = window.text("storage-failed").await?;
    assert!(said.contains("was left as it is"), "{said}");
    assert_eq!(std::fs::read(desk.database())?, diary);
    window.close().await?;

    std::fs::remove_file(desk.database())?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    window.close().await?;
    desk.kill_app()?;
    let newer = "INSERT INTO _sqlx_migrations
        (version, description, success, checksum, execution_time) VALUES (99, 'later', 1, x'00', 0)";
    desk.write(newer).await?;
    let before = std::fs::read(desk.database())?;
    let window = desk.open().await?;
    let said = window.text("storage-failed").await?;
    assert!(said.contains("Update Larder"), "{said}");
    assert_eq!(std::fs::read(desk.database())?, before);
    window.close().await
}

/// Who deletes everything keeps no copy of it either.
#[tokio::test]
async fn what_is_deleted_leaves_no_copies() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.add_by_hand("2 secret pears").await?;
    let backups = desk.data().join("backups");
    std::fs::create_dir_all(&backups)?;
    let copy = backups.join("larder-2026-01-01.db");
    desk.write(&format!("VACUUM INTO '{}'", copy.display()))
        .await?;
    window.show("settings").await?;
    window.reach("erase").await?;
    window.click("erase-sure").await?;
    window.find("home-empty").await?;
    assert_eq!(desk.count("SELECT count(*) FROM ops").await?, 0);
    assert!(!backups.exists(), "the copies are still there");
    window.close().await
}
