//! Builds the interface into `ui/dist`.
//!
//! Three programs of crate `ui`: `app` (an ES module), `reader` and `barcodes`
//! (classic workers). Files whose name carries a hash of their content never change and
//! may be cached for ever; the others are `index.html`, `sw.js` and what lies
//! in `ui/public`. Two files are templates, with these words to fill in:
//!
//! | word | becomes |
//! |---|---|
//! | `{{app_js}}`, `{{app_wasm}}`, `{{reader_js}}`, `{{reader_wasm}}`, `{{barcodes_js}}`, `{{barcodes_wasm}}` | the name of that file |
//! | `{{welcome}}` | what Larder is, a paragraph in each language |
//! | `{{style}}` | the name of the style sheet: those of `ui/css`, one after the other |
//! | `{{version}}` | the version and a hash of the whole bundle |
//! | `{{languages}}` | JSON: the file of each language but English, which is in the app |
//! | `{{precache}}` | JSON: the files that the app needs without a network |
//! | `{{models}}` | JSON: `{name, url, bytes}` of each file of weights |

pub mod files;
mod program;
mod split;

use std::collections::BTreeMap;
use std::path::Path;

use anyhow::{Context, Result};
use serde::Serialize;

use crate::process::step;
use crate::{repo, wasm};
use files::{Files, hash};
use program::{Kind, Program};

/// The weights that the reader takes, by their names in `crates/ml/models`.
const MODELS: [&str; 4] = [
    "detector.onnx",
    "recogniser.onnx",
    "alphabet.txt",
    "classifier.safetensors",
];

/// The style sheets, what is general first.
const STYLES: [&str; 8] = [
    "tokens",
    "base",
    "components",
    "screens",
    "review",
    "list",
    "insights",
    "camera",
];

/// One file of weights, as the page and the service worker see it.
#[derive(Serialize)]
struct Model {
    name: String,
    url: String,
    bytes: usize,
}

/// Builds the bundle; writes `ui/dist` only if something in it changed.
pub fn build() -> Result<()> {
    step("building the interface (wasm; some minutes the first time)");
    let profile = [
        "--profile",
        "wasm",
        "--package",
        "ui",
        "--bin",
        "app",
        "--bin",
        "reader",
        "--bin",
        "barcodes",
    ];
    wasm::build(&profile)?;

    let app = program::finish("app", Kind::Module)?;
    let reader = program::finish("reader", Kind::Worker)?;
    let barcodes = program::finish("barcodes", Kind::Worker)?;
    let mut files = assets()?;
    let style = style(&mut files)?;
    let languages = languages(&mut files)?;
    // A page in a browser has no use for what speaks with the native app.
    let of_shell = |path: &&str| path.ends_with("/split_shell.wasm");
    anyhow::ensure!(
        app.files.paths().filter(of_shell).count() == 1,
        "the app has no part for the native app any more: what is called so here?"
    );
    let of_app = app.files.paths().filter(|path| !of_shell(path));
    let precache: Vec<String> = files.paths().chain(of_app).map(str::to_owned).collect();
    let models = models(&mut files)?;
    let mut words = words([&app, &reader, &barcodes], &languages, &precache, &models)?;
    words.extend([("style", style), ("welcome", welcome()?)]);
    // The licence of the fonts in the reader asks to come along.
    let notice = std::fs::read(repo::root().join("crates/ml/NOTICE")).context("reading NOTICE")?;
    files.add("NOTICE.txt", notice);
    files.extend(app.files);
    files.extend(reader.files);
    files.extend(barcodes.files);
    pages(&mut files, words)?;

    if files.write(&repo::dist())? {
        step(&format!("ui/dist is ready: {files}"));
    } else {
        step("ui/dist is up to date");
    }
    Ok(())
}

/// What is copied as it is: `ui/public`, the sample receipt, the icons.
fn assets() -> Result<Files> {
    let mut files = Files::default();
    files.add_folder(&repo::root().join("ui/public"), "")?;
    files.add_folder(&repo::root().join("ui/assets"), "")?;
    files.add_folder(&repo::root().join("icons"), "icons/")?;
    Ok(files)
}

/// All style sheets as one file, named by its content: a page waits for each of them.
fn style(files: &mut Files) -> Result<String> {
    let folder = repo::root().join("ui/css");
    let known = STYLES.len();
    let there = std::fs::read_dir(&folder)
        .context("reading ui/css")?
        .count();
    anyhow::ensure!(
        there == known,
        "ui/css has {there} sheets and STYLES {known}"
    );
    let sheets = STYLES.map(|name| {
        let path = folder.join(format!("{name}.css"));
        std::fs::read_to_string(&path).with_context(|| shown(&path))
    });
    let style = sheets.into_iter().collect::<Result<Vec<_>>>()?.concat();
    let url = format!("style-{}.css", hash(style.as_bytes()));
    files.add(&url, style.into());
    Ok(url)
}

/// The file of each language, named by its content, by the language's tag.
fn languages(files: &mut Files) -> Result<BTreeMap<String, String>> {
    let folder = repo::root().join("ui/i18n");
    let mut languages = BTreeMap::new();
    for entry in std::fs::read_dir(&folder).context("reading ui/i18n")? {
        let path = entry?.path();
        let tag = path.file_stem().and_then(|stem| stem.to_str());
        let tag = tag.context("a language without a name")?.to_owned();
        if tag == "en" {
            continue;
        }
        let text = std::fs::read_to_string(&path).with_context(|| shown(&path))?;
        let text = without_comments(&text);
        let url = format!("i18n/{tag}-{}.txt", hash(text.as_bytes()));
        files.add(&url, text.into());
        languages.insert(tag, url);
    }
    Ok(languages)
}

/// What an empty home says, so that who comes for the first time reads it while the app loads.
fn welcome() -> Result<String> {
    const KEY: &str = "empty-text = ";
    let paragraphs = ["en", "de", "es", "fr"].map(|tag| {
        let path = repo::root().join(format!("ui/i18n/{tag}.ftl"));
        let text = std::fs::read_to_string(&path).with_context(|| shown(&path))?;
        let said = text.lines().find_map(|line| line.strip_prefix(KEY));
        let said = said.with_context(|| format!("{} lacks empty-text", shown(&path)))?;
        Ok(format!(
            "<p class=\"splash__text\" lang=\"{tag}\">{said}</p>"
        ))
    });
    Ok(paragraphs.into_iter().collect::<Result<Vec<_>>>()?.concat())
}

/// What only translators read stays here.
fn without_comments(text: &str) -> String {
    let lines = text
        .lines()
        .filter(|line| !line.starts_with('#') && !line.is_empty());
    lines.flat_map(|line| [line, "\n"]).collect()
}

/// The weights, named by their content.
fn models(files: &mut Files) -> Result<Vec<Model>> {
    let folder = repo::root().join("crates/ml/models");
    let mut models = Vec::new();
    for file in MODELS {
        let bytes = std::fs::read(folder.join(file))
            .with_context(|| format!("reading crates/ml/models/{file}"))?;
        let (name, ending) = file.split_once('.').context("a model without an ending")?;
        let url = format!("models/{name}-{}.{ending}", hash(&bytes));
        models.push(Model {
            name: name.to_owned(),
            url: url.clone(),
            bytes: bytes.len(),
        });
        files.add(&url, bytes);
    }
    Ok(models)
}

/// What stands for each word of a template, but the version.
fn words(
    [app, reader, barcodes]: [&Program; 3],
    languages: &BTreeMap<String, String>,
    precache: &[String],
    models: &[Model],
) -> Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("app_js", app.js.clone()),
        ("app_wasm", app.wasm.clone()),
        ("reader_js", reader.js.clone()),
        ("reader_wasm", reader.wasm.clone()),
        ("barcodes_js", barcodes.js.clone()),
        ("barcodes_wasm", barcodes.wasm.clone()),
        ("languages", serde_json::to_string(languages)?),
        ("precache", serde_json::to_string(precache)?),
        ("models", serde_json::to_string(models)?),
    ])
}

/// Fills in the two templates; their version is a hash of all that is in the bundle.
fn pages(files: &mut Files, mut words: Vec<(&'static str, String)>) -> Result<()> {
    let templates = ["index.html", "sw.js"].map(|name| {
        let path = repo::root().join("ui").join(name);
        let text = std::fs::read_to_string(&path).with_context(|| format!("reading ui/{name}"));
        text.map(|text| (name, text))
    });
    let templates = templates.into_iter().collect::<Result<Vec<_>>>()?;
    let mut whole = files.hash();
    for (_, text) in &templates {
        whole.push_str(text);
    }
    let version = format!("{}-{}", env!("CARGO_PKG_VERSION"), hash(whole.as_bytes()));
    words.push(("version", version));
    for (name, text) in templates {
        files.add(
            name,
            fill(&text, &words)
                .with_context(|| format!("in ui/{name}"))?
                .into(),
        );
    }
    Ok(())
}

fn fill(template: &str, words: &[(&str, String)]) -> Result<String> {
    let mut text = template.to_owned();
    for (word, value) in words {
        text = text.replace(&format!("{{{{{word}}}}}"), value);
    }
    anyhow::ensure!(!text.contains("{{"), "a word in {{{{…}}}} has no meaning");
    Ok(text)
}

/// A path below the repository, as people write it.
fn shown(path: &Path) -> String {
    path.strip_prefix(repo::root())
        .unwrap_or(path)
        .display()
        .to_string()
}
