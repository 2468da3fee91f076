//! The icon as each system wants to see it.

use std::fs;

use anyhow::{Context, Result, ensure};
use image::{ExtendedColorType, ImageEncoder as _, codecs::png::PngEncoder};
use resvg::tiny_skia::{FillRule, Mask, PathBuilder, Pixmap, Transform};
use resvg::usvg::{Options, Tree};

use crate::root;

/// How a drawing is put on its square.
#[derive(Clone, Copy)]
pub struct Look {
    /// The drawing, a file in `icons`.
    source: &'static str,
    /// How much of the square's width it takes.
    scale: f32,
    cut: Cut,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Cut {
    /// As it is.
    None,
    /// A disc of it.
    Disc,
    /// Without the ground that it stands on.
    Ground,
    /// Without a channel for transparency: Apple's shop refuses icons that have one.
    Alpha,
}

const TILE: Look = Look {
    source: "icon.svg",
    scale: 1.0,
    cut: Cut::None,
};

/// The tile with round corners.
pub const PLAIN: Look = TILE;

/// The tile with the margin that icons of macOS have.
pub const PADDED: Look = Look {
    scale: 824.0 / 1024.0,
    ..TILE
};

/// The whole square, for systems that cut their own shape out of it.
pub const MASKED: Look = Look {
    source: "icon-maskable.svg",
    ..TILE
};

/// The same without transparency.
pub const OPAQUE: Look = Look {
    cut: Cut::Alpha,
    ..MASKED
};

/// A disc.
pub const ROUND: Look = Look {
    cut: Cut::Disc,
    ..MASKED
};

/// The upper layer of Android's icon: 72 of its 108 dp are seen.
pub const FOREGROUND: Look = Look {
    scale: 72.0 / 108.0,
    cut: Cut::Ground,
    ..MASKED
};

/// The ground in the source of the masked drawing.
const GROUND: &str = "<rect width=\"512\" height=\"512\" fill=\"#2f6b4a\"/>";

/// Draws it as PNG, `size` pixels wide and high.
pub fn png(look: Look, size: u32) -> Result<Vec<u8>> {
    let path = root::root().join("icons").join(look.source);
    let mut svg =
        fs::read_to_string(path).with_context(|| format!("reading icons/{}", look.source))?;
    if look.cut == Cut::Ground {
        ensure!(svg.contains(GROUND), "icons/{} has no ground", look.source);
        svg = svg.replacen(GROUND, "", 1);
    }
    let mut pixels = draw(&svg, look.scale, size)?;
    match look.cut {
        Cut::Disc => disc(&mut pixels)?,
        Cut::Alpha => return opaque(&pixels),
        Cut::None | Cut::Ground => (),
    }
    Ok(pixels.encode_png()?)
}

fn draw(svg: &str, scale: f32, size: u32) -> Result<Pixmap> {
    let tree = Tree::from_str(svg, &Options::default())?;
    let mut pixels = Pixmap::new(size, size).context("an icon without pixels")?;
    let whole = size as f32;
    let margin = whole * (1.0 - scale) / 2.0;
    let scale = whole * scale / tree.size().width();
    let place = Transform::from_scale(scale, scale).post_translate(margin, margin);
    resvg::render(&tree, place, &mut pixels.as_mut());
    Ok(pixels)
}

fn disc(pixels: &mut Pixmap) -> Result<()> {
    let (width, height) = (pixels.width(), pixels.height());
    let half = width as f32 / 2.0;
    let circle = PathBuilder::from_circle(half, half, half).context("an icon without pixels")?;
    let mut mask = Mask::new(width, height).context("an icon without pixels")?;
    mask.fill_path(&circle, FillRule::Winding, true, Transform::identity());
    pixels.apply_mask(&mask);
    Ok(())
}

fn opaque(pixels: &Pixmap) -> Result<Vec<u8>> {
    let seen_through = pixels.pixels().iter().any(|pixel| !pixel.is_opaque());
    ensure!(!seen_through, "an icon that is seen through");
    let colours = pixels.pixels().iter();
    let colours: Vec<u8> = colours
        .flat_map(|pixel| [pixel.red(), pixel.green(), pixel.blue()])
        .collect();
    let mut png = Vec::new();
    let (width, height) = (pixels.width(), pixels.height());
    PngEncoder::new(&mut png).write_image(&colours, width, height, ExtendedColorType::Rgb8)?;
    Ok(png)
}
