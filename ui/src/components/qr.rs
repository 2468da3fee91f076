//! A QR code, drawn as one path.

use std::fmt::Write;

use qrcode::{Color, EcLevel, QrCode};
use yew::prelude::*;

/// The white border that readers want around it, in modules (ISO/IEC 18004, 6.3.8).
const QUIET: usize = 4;

/// Properties of [`Qr`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What it says.
    pub text: AttrValue,
    /// What it is for, for screen readers.
    pub label: AttrValue,
}

/// A QR code. It is dark on white in the dark, too: many readers know no other.
#[component]
pub fn Qr(props: &Props) -> Html {
    let Ok(code) = QrCode::with_error_correction_level(props.text.as_bytes(), EcLevel::M) else {
        return Html::default();
    };
    let size = code.width() + 2 * QUIET;
    html! {
        <svg class="qr" viewBox={format!("0 0 {size} {size}")} role="img"
            aria-label={props.label.clone()} shape-rendering="crispEdges" data-testid="qr">
            <rect width="100%" height="100%" fill="#fff" />
            <path d={path(&code)} fill="#1b1a17" />
        </svg>
    }
}

/// One bar for each run of dark modules.
fn path(code: &QrCode) -> String {
    let mut path = String::new();
    let width = code.width();
    for (y, row) in code.to_colors().chunks(width).enumerate() {
        let mut x = 0;
        while x < width {
            let run = row[x..].iter().take_while(|one| **one == Color::Dark);
            let run = run.count();
            if run > 0 {
                // Writing into a string cannot fail.
                let _ = write!(path, "M{} {}h{run}v1h-{run}z", x + QUIET, y + QUIET);
            }
            x += run.max(1);
        }
    }
    path
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_dark_module_is_covered_once() {
        let code = QrCode::new(b"https://larder.example/#/join/0123").expect("short");
        let dark = code.to_colors();
        let dark = dark.iter().filter(|one| **one == Color::Dark).count();
        let path = path(&code);
        let runs = path.split('h').skip(1);
        let covered = runs.filter_map(|run| run.split('v').next()?.parse::<usize>().ok());
        assert_eq!(covered.filter(|run| *run > 0).sum::<usize>(), dark);
    }
}
