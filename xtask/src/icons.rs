//! Draws the sizes of the icon from `icons/icon.svg` and `icons/icon-maskable.svg`.
//!
//! The sources are ours and have no text, so every machine draws the same pixels.

mod root;

use std::fs;

use anyhow::{Context, Result};
use resvg::tiny_skia::{Pixmap, Transform};
use resvg::usvg::{Options, Tree};

/// Source, result, width and height in pixels.
const SIZES: &[(&str, &str, u32)] = &[
    ("icon.svg", "icon-192.png", 192),
    ("icon.svg", "icon-512.png", 512),
    ("icon-maskable.svg", "icon-maskable-512.png", 512),
    // A phone's home screen cuts its own corners and shows no transparency.
    ("icon-maskable.svg", "apple-touch-icon.png", 180),
];

fn main() -> Result<()> {
    let folder = root::root().join("icons");
    for (source, result, size) in SIZES {
        let svg = fs::read(folder.join(source)).with_context(|| format!("reading {source}"))?;
        draw(&svg, *size)?.save_png(folder.join(result))?;
        eprintln!("── icons/{result}");
    }
    Ok(())
}

fn draw(svg: &[u8], size: u32) -> Result<Pixmap> {
    let tree = Tree::from_data(svg, &Options::default())?;
    let mut pixels = Pixmap::new(size, size).context("an icon without pixels")?;
    let scale = size as f32 / tree.size().width();
    resvg::render(
        &tree,
        Transform::from_scale(scale, scale),
        &mut pixels.as_mut(),
    );
    Ok(pixels)
}
