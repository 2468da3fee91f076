//! Who has asked the system for less motion sees none.

use anyhow::{Context, Result};
use serde_json::json;

use super::sample::stocked;
use crate::support::browser::{Browser, Screen};
use crate::support::server::Server;

#[tokio::test]
async fn nothing_moves_for_who_has_asked_for_less_motion() -> Result<()> {
    let server = Server::start()?;
    let browser = stocked(&server, Screen::Phone, "").await?;
    for screen in ["", "list", "pantry"] {
        browser.show(screen).await?;
        if screen == "pantry" {
            browser.open_item().await?;
            browser.find("item-lot").await?;
        }
        browser.prefers("no-preference").await?;
        let usual = browser.moving().await?;
        assert!(!usual.is_empty(), "what moves is seen at {screen:?}");
        browser.prefers("reduce").await?;
        let moving = browser.moving().await?;
        assert!(moving.is_empty(), "at {screen:?}:\n{}", moving.join("\n"));
    }
    browser.close().await
}

impl Browser {
    async fn prefers(&self, motion: &str) -> Result<()> {
        let feature = json!({ "name": "prefers-reduced-motion", "value": motion });
        let media = json!({ "features": [feature] });
        self.devtools("Emulation.setEmulatedMedia", media).await?;
        Ok(())
    }

    /// What moves or would when it changes, for longer than nobody sees.
    async fn moving(&self) -> Result<Vec<String>> {
        let moving = self.ask(MOVING).await?;
        serde_json::from_value(moving.clone()).with_context(|| moving.to_string())
    }
}

/// Every element with its parts that no tag stands for, and what scripts move.
const MOVING: &str = "
    const seconds = (list) => list.split(',').map((one) =>
        parseFloat(one) / (one.trim().endsWith('ms') ? 1000 : 1));
    const longest = (durations, times) => Math.max(...durations.map((duration, at) =>
        duration * (times[at % times.length] ?? 1)));
    const times = (list) => list.split(',').map((one) => one.trim() === 'infinite' ? Infinity : Number(one));
    const moves = (element, part) => {
        const style = getComputedStyle(element, part);
        const animates = style.animationName !== 'none'
            && longest(seconds(style.animationDuration), times(style.animationIterationCount)) > 0.01;
        const changes = style.transitionProperty !== 'none'
            && longest(seconds(style.transitionDuration), [1]) > 0.01;
        return animates || changes;
    };
    const parts = [null, '::before', '::after', '::backdrop'];
    const found = [...document.querySelectorAll('*')].flatMap((element) => parts
        .filter((part) => moves(element, part))
        .map((part) => `${element.tagName}.${element.className?.baseVal ?? element.className}${part ?? ''}`));
    const running = document.getAnimations().filter((one) => one.effect.getComputedTiming().endTime > 10);
    return [...new Set(found), ...running.map((one) => `${one.animationName ?? one.transitionProperty ?? one.id} runs`)];";
