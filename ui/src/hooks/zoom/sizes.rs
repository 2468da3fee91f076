//! How large a picture may be drawn: wholly seen at least, and no larger than helps.
//!
//! Numbers alone, in CSS pixels.

/// No picture is drawn larger than so many times its own size …
const LARGEST: f64 = 2.0;
/// … or than so many times as large as it is wholly seen, where that is more.
const CLOSEST: f64 = 4.0;
/// A picture that fills so much of the width already gains nothing from filling all of it.
const NEARLY: f64 = 0.8;

/// A picture and the frame that it is seen in; each width, then height, more than 0.
#[derive(Clone, Copy, PartialEq, Debug)]
pub struct Sizes {
    /// What the picture has of its own.
    pub picture: (f64, f64),
    /// What there is room for.
    pub frame: (f64, f64),
}

impl Sizes {
    /// How wide the picture is where all of it is seen; it is not made larger for that.
    pub fn whole(self) -> f64 {
        let across = self.frame.0 / self.picture.0;
        let along = self.frame.1 / self.picture.1;
        self.picture.0 * across.min(along).min(1.0)
    }

    /// How wide it is where its print is read: a long receipt then fills the width, any other
    /// picture has its own size.
    pub fn closer(self) -> f64 {
        let whole = self.whole();
        match self.frame.0.min(self.picture.0) {
            filling if whole < filling * NEARLY => filling,
            _ => self.picture.0.max(whole * 2.0).min(self.most()),
        }
    }

    /// The width that is drawn where this one is wished for; `None` where that is the whole.
    pub fn drawn(self, wished: f64) -> Option<f64> {
        // A pixel is not worth a picture that can be pushed to and fro.
        (wished > self.whole() + 1.0).then(|| wished.min(self.most()))
    }

    fn most(self) -> f64 {
        (self.picture.0 * LARGEST).max(self.whole() * CLOSEST)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const PHONE: (f64, f64) = (390.0, 700.0);

    fn sizes(picture: (f64, f64), frame: (f64, f64)) -> Sizes {
        Sizes { picture, frame }
    }

    #[test]
    fn a_long_receipt_is_read_as_wide_as_the_screen() {
        let long = sizes((800.0, 4_000.0), PHONE);
        assert_eq!(long.whole(), 140.0);
        assert_eq!(long.closer(), 390.0);
        assert_eq!(sizes((300.0, 4_000.0), (1_280.0, 700.0)).closer(), 300.0);
    }

    #[test]
    fn what_fills_the_width_already_is_shown_in_its_own_size() {
        let usual = sizes((1_500.0, 2_400.0), PHONE);
        assert_eq!(usual.whole(), 390.0);
        assert_eq!(usual.closer(), 1_500.0);
        let small = sizes((100.0, 120.0), PHONE);
        assert_eq!(small.whole(), 100.0, "it is not blown up");
        assert_eq!(small.closer(), 200.0);
    }

    #[test]
    fn a_picture_is_never_smaller_than_whole_nor_larger_than_helps() {
        let usual = sizes((1_500.0, 2_400.0), PHONE);
        assert_eq!(usual.drawn(100.0), None);
        assert_eq!(usual.drawn(390.5), None);
        assert_eq!(usual.drawn(600.0), Some(600.0));
        assert_eq!(usual.drawn(9_000.0), Some(3_000.0));
        let closer = usual.drawn(usual.closer());
        assert_eq!(closer, Some(usual.closer()));
    }
}
