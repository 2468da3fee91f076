//! Draws the sizes of the icon from `icons/icon.svg` and `icons/icon-maskable.svg`: those of
//! the web into `icons`, those of the apps into `src-tauri/icons`.
//!
//! The sources are ours and have no text, so every machine draws the same pixels. With
//! `--check` it only says which files are not what it would draw.

mod icon_draw;
mod icon_pack;
mod root;

use std::fs;

use anyhow::{Context, Result, bail};

use icon_draw::{FOREGROUND, Look, MASKED, OPAQUE, PADDED, PLAIN, ROUND};

/// The web's: file, look, width and height in pixels.
const WEB: &[(&str, Look, u32)] = &[
    ("icon-192.png", PLAIN, 192),
    ("icon-512.png", PLAIN, 512),
    ("icon-maskable-512.png", MASKED, 512),
    // A phone's home screen cuts its own corners and shows no transparency.
    ("apple-touch-icon.png", MASKED, 180),
];

/// The desktop's, by the names that Tauri expects.
const DESKTOP: &[(&str, u32)] = &[
    ("32x32.png", 32),
    ("128x128.png", 128),
    ("128x128@2x.png", 256),
    ("icon.png", 512),
];

/// Sizes in `icon.ico`; Tauri takes the first for the window.
const ICO: [u32; 6] = [32, 16, 24, 48, 64, 256];

/// Kinds in `icon.icns` with their sizes in pixels; those for Retina have twice the points.
const ICNS: [(&[u8; 4], u32); 8] = [
    (b"ic07", 128),
    (b"ic08", 256),
    (b"ic09", 512),
    (b"ic10", 1024),
    (b"ic11", 32),
    (b"ic12", 64),
    (b"ic13", 256),
    (b"ic14", 512),
];

/// Android's densities: a launcher's icon (48 dp) and a layer of it (108 dp), in pixels.
const ANDROID: &[(&str, u32, u32)] = &[
    ("mdpi", 48, 108),
    ("hdpi", 72, 162),
    ("xhdpi", 96, 216),
    ("xxhdpi", 144, 324),
    ("xxxhdpi", 192, 432),
];

/// iOS's, by the names in the asset catalogue of Tauri's template.
const IOS: &[(&str, u32)] = &[
    ("20x20@1x", 20),
    ("20x20@2x", 40),
    ("20x20@2x-1", 40),
    ("20x20@3x", 60),
    ("29x29@1x", 29),
    ("29x29@2x", 58),
    ("29x29@2x-1", 58),
    ("29x29@3x", 87),
    ("40x40@1x", 40),
    ("40x40@2x", 80),
    ("40x40@2x-1", 80),
    ("40x40@3x", 120),
    ("60x60@2x", 120),
    ("60x60@3x", 180),
    ("76x76@1x", 76),
    ("76x76@2x", 152),
    ("83.5x83.5@2x", 167),
    ("512@2x", 1024),
];

/// A file below the root of the repository, and its bytes.
type Drawn = (String, Vec<u8>);

fn main() -> Result<()> {
    let check = std::env::args().any(|arg| arg == "--check");
    let drawn = [web()?, desktop()?, phones()?].concat();
    let mut stale = Vec::new();
    for (path, bytes) in drawn {
        let file = root::root().join(&path);
        if fs::read(&file).is_ok_and(|before| before == bytes) {
            continue;
        }
        if check {
            stale.push(path);
            continue;
        }
        fs::create_dir_all(file.parent().context("a file in no folder")?)?;
        fs::write(&file, bytes)?;
        eprintln!("── {path}");
    }
    if !stale.is_empty() {
        bail!(
            "not what icons/*.svg would give: {}. `cargo xtask icons` draws them",
            stale.join(", ")
        );
    }
    Ok(())
}

fn web() -> Result<Vec<Drawn>> {
    let draw = |&(name, look, size): &(&str, Look, u32)| {
        Ok((format!("icons/{name}"), icon_draw::png(look, size)?))
    };
    WEB.iter().map(draw).collect()
}

fn desktop() -> Result<Vec<Drawn>> {
    let mut drawn = Vec::new();
    for &(name, size) in DESKTOP {
        let png = icon_draw::png(PLAIN, size)?;
        drawn.push((format!("src-tauri/icons/{name}"), png));
    }
    let ico = ICO.map(|size| Ok((size, icon_draw::png(PLAIN, size)?)));
    let ico = ico.into_iter().collect::<Result<Vec<_>>>()?;
    drawn.push(("src-tauri/icons/icon.ico".to_owned(), icon_pack::ico(&ico)?));
    let icns = ICNS.map(|(kind, size)| Ok((*kind, icon_draw::png(PADDED, size)?)));
    let icns = icns.into_iter().collect::<Result<Vec<_>>>()?;
    let icns = icon_pack::icns(&icns)?;
    drawn.push(("src-tauri/icons/icon.icns".to_owned(), icns));
    Ok(drawn)
}

fn phones() -> Result<Vec<Drawn>> {
    let mut drawn = Vec::new();
    for &(density, icon, layer) in ANDROID {
        for (name, look, size) in [
            ("ic_launcher", PLAIN, icon),
            ("ic_launcher_round", ROUND, icon),
            ("ic_launcher_foreground", FOREGROUND, layer),
        ] {
            let path = format!("src-tauri/icons/android/mipmap-{density}/{name}.png");
            drawn.push((path, icon_draw::png(look, size)?));
        }
    }
    for &(name, size) in IOS {
        let path = format!("src-tauri/icons/ios/AppIcon-{name}.png");
        drawn.push((path, icon_draw::png(OPAQUE, size)?));
    }
    Ok(drawn)
}
