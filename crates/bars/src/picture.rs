//! A picture in grey.

/// Grey pixels, row by row from the top, 0 black and 255 white.
#[derive(Clone, Copy, Debug)]
pub struct Grey<'pixels> {
    width: usize,
    height: usize,
    pixels: &'pixels [u8],
}

impl<'pixels> Grey<'pixels> {
    /// A picture of these pixels; `None` where they are not as many as its sides say.
    #[must_use]
    pub fn new(width: usize, height: usize, pixels: &'pixels [u8]) -> Option<Self> {
        let right = width.checked_mul(height) == Some(pixels.len());
        (right && width > 1 && height > 1).then_some(Self {
            width,
            height,
            pixels,
        })
    }

    /// Pixels from left to right.
    #[must_use]
    pub fn width(&self) -> usize {
        self.width
    }

    /// Pixels from top to bottom.
    #[must_use]
    pub fn height(&self) -> usize {
        self.height
    }

    /// The grey between four pixels, in 256ths of one; the edge goes on outside.
    pub(crate) fn at(&self, x: f32, y: f32) -> f32 {
        let x = x.clamp(0.0, (self.width - 1) as f32);
        let y = y.clamp(0.0, (self.height - 1) as f32);
        let (left, top) = (x as usize, y as usize);
        let (right, below) = (
            (left + 1).min(self.width - 1),
            (top + 1).min(self.height - 1),
        );
        let (across, down) = (x - left as f32, y - top as f32);
        let pixel = |x: usize, y: usize| f32::from(self.pixels[y * self.width + x]);
        let upper = pixel(left, top) * (1.0 - across) + pixel(right, top) * across;
        let lower = pixel(left, below) * (1.0 - across) + pixel(right, below) * across;
        upper * (1.0 - down) + lower * down
    }
}

/// Grey of red, green, blue and opacity, four bytes a pixel, by Rec. 601 in 256ths.
#[must_use]
pub fn grey_of_rgba(rgba: &[u8]) -> Vec<u8> {
    let pixels = rgba.chunks_exact(4);
    let grey = pixels.map(|pixel| {
        let [red, green, blue] = [pixel[0], pixel[1], pixel[2]].map(u32::from);
        ((77 * red + 150 * green + 29 * blue) >> 8) as u8
    });
    grey.collect()
}
