//! The window is closed right after something was typed: it is kept all the same.

use anyhow::Result;

use crate::support::fixture::scan;
use crate::support::window::Desk;

/// Types a shop's name and sends the page to sleep in the same moment, as the app does when its
/// window is closed.
const TYPE_AND_SLEEP: &str = "
    const field = document.querySelector('[data-testid=review-merchant]');
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value').set;
    set.call(field, 'Corner shop');
    field.dispatchEvent(new InputEvent('input', { bubbles: true }));
    // Once it is drawn, and long before typing would count as paused.
    const frame = () => new Promise((drawn) => requestAnimationFrame(() => setTimeout(drawn, 60)));
    await frame();
    await frame();
    window.dispatchEvent(new Event('larder-sleep'));
    return true;";

#[tokio::test]
async fn what_was_typed_last_is_there_after_the_window_was_closed() -> Result<()> {
    let desk = Desk::new()?;
    let window = desk.open().await?;
    window.find("nav-more").await?;
    scan(&window, "uk").await?;
    window.ask(TYPE_AND_SLEEP).await?;
    window.find("banner-tab").await?;
    window.click("use-here").await?;
    window.find("nav-more").await?;
    window.show("review").await?;
    assert_eq!(window.value("review-merchant").await?, "Corner shop");
    window.close().await
}
