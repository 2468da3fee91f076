//! axe: what keeps people out of a page, by the rules of WCAG and good practice. It is put into
//! the page by the driver, so the page's own rules for scripts have no say.

use std::cell::RefCell;

use anyhow::{Context, Result, bail};
use serde::Deserialize;

use super::browser::Browser;

/// A laptop's window and a phone's, in CSS pixels.
const SIZES: [(&str, u32, u32); 2] = [("phone", 390, 844), ("desktop", 1280, 800)];

/// The script, and what it has found so far.
pub struct Axe {
    script: String,
    found: RefCell<Vec<String>>,
}

/// A rule that is broken.
#[derive(Deserialize)]
struct Violation {
    id: String,
    help: String,
    nodes: Vec<String>,
}

impl Axe {
    /// Loads the script that `cargo xtask test` has fetched.
    pub fn load() -> Result<Self> {
        let Some(path) = std::env::var_os("LARDER_AXE") else {
            bail!("LARDER_AXE is not set: run the tests by `cargo xtask test`");
        };
        let script = std::fs::read_to_string(&path).context("reading axe")?;
        Ok(Self {
            script,
            found: RefCell::default(),
        })
    }

    /// Looks at what is shown: as large as on a phone and on a desktop, light and dark.
    pub async fn look(&self, browser: &Browser, screen: &str) -> Result<()> {
        for (name, width, height) in SIZES {
            browser.resize(width, height, 1.0).await?;
            for (theme, rules) in [("light", ALL), ("dark", CONTRAST)] {
                browser.ask(&dressed(theme)).await?;
                browser.until("nothing moves", NOTHING_MOVES).await?;
                self.ask(browser, &format!("{screen}, {name}, {theme}"), rules)
                    .await?;
            }
            let small = browser.ask(SMALL).await?;
            let small = small.as_array().context("no list of small targets")?;
            let told = small
                .iter()
                .map(|what| format!("{screen}, {name}: too small to hit: {what}"));
            self.found.borrow_mut().extend(told);
        }
        browser.ask(&dressed("light")).await?;
        let (_, width, height) = SIZES[0];
        browser.resize(width, height, 1.0).await
    }

    async fn ask(&self, browser: &Browser, what: &str, rules: &str) -> Result<()> {
        let there = browser.ask("return typeof axe === 'object';").await?;
        if there != true {
            browser.client.execute(&self.script, vec![]).await?;
        }
        let answer = browser.ask(&format!("{rules} {TOLD}")).await?;
        let broken: Vec<Violation> =
            serde_json::from_value(answer.clone()).with_context(|| format!("{what}: {answer}"))?;
        let told = broken.into_iter().map(|Violation { id, help, nodes }| {
            format!("{what}: {id}: {help}\n    {}", nodes.join("\n    "))
        });
        self.found.borrow_mut().extend(told);
        Ok(())
    }

    /// Fails where anything was found.
    pub fn check(self) {
        let found = self.found.into_inner();
        assert!(found.is_empty(), "{}", found.join("\n"));
    }
}

fn dressed(theme: &str) -> String {
    format!("document.documentElement.dataset.theme = '{theme}';")
}

/// Everything that WCAG 2.2 asks for on its levels A and AA, and what is good practice.
const ALL: &str = "
    const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
    const rules = { type: 'tag', values: tags };";

/// Colours are all that another theme changes.
const CONTRAST: &str = "const rules = { type: 'rule', values: ['color-contrast'] };";

const TOLD: &str = "
    const told = ({ html, any, all, none }) =>
        html.slice(0, 200) + ' ' + ([...any, ...all, ...none][0]?.message ?? '');
    const { violations } = await axe.run(document, { runOnly: rules });
    return violations.map(({ id, help, nodes }) => ({ id, help, nodes: nodes.slice(0, 3).map(told) }));";

/// Colours that are on their way to others would be measured between both.
const NOTHING_MOVES: &str = "
    const endless = (move) => move.effect?.getComputedTiming().endTime === Infinity;
    const moves = document.getAnimations().filter((move) => !endless(move));
    return moves.every((move) => move.playState !== 'running');";

/// What is pressed is 44 pixels high and wide, by its label where it has one; a link within
/// running text is as high as the text.
const SMALL: &str = "
    const size = (one) => (one.closest('label') ?? one).getBoundingClientRect();
    const seen = (one) => one.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    const pressed = document.querySelectorAll('a[href], button, input, select, summary');
    const small = [...pressed].filter((one) => {
        const { width, height } = size(one);
        return seen(one) && width > 1 && Math.min(width, height) < 43.5 && !one.closest('.skip');
    });
    return small.map((one) => {
        const { width, height } = size(one);
        return `${one.outerHTML.slice(0, 160)} ${Math.round(width)} × ${Math.round(height)}`;
    });";
