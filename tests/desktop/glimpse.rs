//! What a start shows of a large household before all of it is folded: Home is there at once,
//! and what is pressed on it counts.

use anyhow::{Result, bail, ensure};

use super::figures::joined;
use crate::browser::large::hosted;
use crate::support::window::Desk;

/// Some 9,000 ops: the rest takes a moment.
pub const ITEMS: u64 = 1_200;
/// How often the app is started until the moment is met.
const STARTS: usize = 5;

const KEPT: &str = "SELECT count(*) FROM facts WHERE name = 'glimpse'";
const OPS: &str = "SELECT count(*) FROM ops";

/// Halves the first lot as soon as there is one: whether the rest was still on its way, what was
/// left of it before, what was shown to be left of it then, what it is, and whether the rest was
/// still on its way then, too.
const HALVED: &str = "
    const first = () => document.querySelector('[data-testid=home-lot]');
    while (!first()) await new Promise((resolve) => setTimeout(resolve, 1));
    const isEarly = () => !/\\d/.test(document.querySelector('[data-testid=home-rest]').textContent);
    const left = () => first().querySelector('.lot__meta').textContent;
    const [early, before, name] = [isEarly(), left(), first().querySelector('h3').textContent];
    first().querySelector('[data-testid=lot-half]').click();
    const end = performance.now() + 20000;
    while (left() === before && performance.now() < end)
        await new Promise((resolve) => setTimeout(resolve, 1));
    return [early, before, left(), name, isEarly()];";

/// What is left of the first lot, once all is there.
const LEFT: &str = "
    while (!/\\d/.test(document.querySelector('[data-testid=home-rest]').textContent))
        await new Promise((resolve) => setTimeout(resolve, 10));
    const first = document.querySelector('[data-testid=home-lot]');
    return [first.querySelector('.lot__meta').textContent, first.querySelector('h3').textContent];";

/// Opens the app until it has noted what the next start is to show first.
pub async fn kept(desk: &Desk) -> Result<()> {
    let window = desk.open().await?;
    window.find("home-lot").await?;
    desk.until_count(KEPT, 1).await?;
    window.close().await?;
    desk.kill_app()
}

#[tokio::test]
async fn what_is_pressed_before_all_is_there_counts() -> Result<()> {
    let (server, code, _) = hosted(ITEMS).await?;
    let desk = Desk::new()?;
    joined(&desk, &server, &code).await?;
    kept(&desk).await?;
    for _ in 0..STARTS {
        let ops = desk.count(OPS).await?;
        let window = desk.open().await?;
        let seen = window.ask(HALVED).await?;
        ensure!(seen[1] != seen[2], "it is not shown: {seen}");
        window.find("snackbar-undo").await?;
        let left = window.ask(LEFT).await?;
        ensure!(
            left[0] == seen[2] && left[1] == seen[3],
            "{seen} became {left}"
        );
        crate::support::browser::wait("it is stored", async || {
            let now = desk.count(OPS).await?;
            Ok((now <= ops).then(|| format!("{now} ops")))
        })
        .await?;
        window.close().await?;
        desk.kill_app()?;
        if seen[0] == true && seen[4] == true {
            return Ok(());
        }
    }
    bail!("nothing was ever shown before all was there")
}

#[tokio::test]
async fn what_cannot_be_read_of_it_changes_nothing() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.add_by_hand("1 milk +0d").await?;
    window.close().await?;
    desk.kill_app()?;
    desk.write("INSERT INTO facts VALUES ('glimpse', x'00ff')")
        .await?;
    let window = desk.open().await?;
    window.find("home-lot").await?;
    window.click("lot-used").await?;
    window.find("snackbar-undo").await?;
    window.close().await
}
