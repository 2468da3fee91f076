//! What is drawn: charts, print, codes, the camera, icons.

use std::rc::Rc;

use pantry::receipt::Bounds;
use ui::protocol::draft::Shot;
use wasm_bindgen::JsCast;
use web_sys::HtmlCanvasElement;
use yew::prelude::*;

use super::{Shown, nothing, state};
use crate::components::chart::{Bars, Columns, Line, Mark};
use crate::components::crop::{self, Crop, Paper};
use crate::components::icon::{Glyph, Icon};
use crate::components::qr::Qr;
use crate::components::viewer::{self, Viewer};
use crate::components::viewfinder::{Guide, Viewfinder};
use crate::hooks::camera::{Sight, View};
use crate::host::browser::camera::Trouble;
use crate::host::browser::window;

/// Marks of so many euros each.
fn marks(of: &[(&'static str, i64)]) -> Vec<Mark> {
    let mark = |(name, value): &(&'static str, i64)| Mark {
        name: (*name).into(),
        value: *value,
        text: format!("€{value}.00").into(),
        short: format!("€{value}").into(),
    };
    of.iter().map(mark).collect()
}

const HALF_YEAR: [(&str, i64); 6] = [
    ("Jan", 312),
    ("Feb", 268),
    ("Mar", 0),
    ("Apr", 402),
    ("May", 355),
    ("Jun", 190),
];
const YEAR: [(&str, i64); 12] = [
    ("Jan", 312),
    ("Feb", 268),
    ("Mar", 290),
    ("Apr", 402),
    ("May", 355),
    ("Jun", 290),
    ("Jul", 240),
    ("Aug", 198),
    ("Sep", 305),
    ("Oct", 331),
    ("Nov", 347),
    ("Dec", 420),
];
const SHOPS: [(&str, i64); 3] = [
    ("Corner Market", 240),
    ("The Greengrocer at the Old Town Gate", 112),
    ("Bakery", 38),
];

/// Charts with much, little and nothing.
#[component]
pub fn Charts() -> Html {
    let (label, of, what) = ("Spent by month", "Month", "Spent");
    html! {
        <Shown component="chart" title="Charts">
            { state("Columns", html! { <Columns {label} {of} {what} marks={marks(&HALF_YEAR)} /> }) }
            { state("Columns, a year", html! { <Columns {label} {of} {what} marks={marks(&YEAR)} /> }) }
            { state("Columns, one month alone", html! { <Columns {label} {of} {what} marks={marks(&HALF_YEAR[..1])} /> }) }
            { state("Columns, nothing", html! { <Columns {label} {of} {what} marks={marks(&[])} /> }) }
            { state("Line", html! { <Line {label} {of} {what} marks={marks(&YEAR)} /> }) }
            { state("Line, two prices", html! { <Line {label} {of} {what} marks={marks(&HALF_YEAR[..2])} /> }) }
        </Shown>
    }
}

/// Bars beside names.
#[component]
pub fn Beside() -> Html {
    let (label, of, what) = ("Spent by shop", "Shop", "Spent");
    html! {
        <Shown component="chart" title="Bars beside names">
            <Bars {label} {of} {what} marks={marks(&SHOPS)} />
            { state("Nothing", html! { <Bars {label} {of} {what} marks={marks(&[])} /> }) }
        </Shown>
    }
}

/// An invented receipt.
const PRINT: [&str; 5] = [
    "CORNER MARKET",
    "WHL MILK 1L      1.29",
    "SPINACH 250G     2.49",
    "SOURDOUGH        3.80",
    "TOTAL            7.58",
];
/// How far its rows are apart, in pixels.
const ROW: i32 = 40;
const WIDTH: u32 = 420;

/// Its picture.
fn sheet() -> Option<crop::Sheet> {
    let canvas = window().document()?.create_element("canvas").ok()?;
    let canvas: HtmlCanvasElement = canvas.dyn_into().ok()?;
    let height = (PRINT.len() as u32 + 1) * ROW as u32;
    canvas.set_width(WIDTH);
    canvas.set_height(height);
    let context = crop::context(&canvas)?;
    context.set_fill_style_str("#fdfcf8");
    context.fill_rect(0.0, 0.0, f64::from(WIDTH), f64::from(height));
    context.set_fill_style_str("#23211c");
    context.set_font("28px monospace");
    for (at, row) in PRINT.iter().enumerate() {
        let base = (at as f64 + 1.0) * f64::from(ROW);
        context.fill_text(row, 30.0, base).ok()?;
    }
    Some(crop::Sheet {
        images: Rc::from([Some(canvas)]),
        shots: Rc::from([Shot {
            size: (WIDTH, height),
            turns: 0,
        }]),
    })
}

/// Where some rows of it stand.
fn bounds(first: i32, rows: i32) -> Bounds {
    Bounds {
        x0: 30,
        y0: first * ROW + 12,
        x1: WIDTH as i32 - 30,
        y1: (first + rows) * ROW + 8,
    }
}

/// Parts of a picture.
#[component]
pub fn Printed() -> Html {
    let sheet = use_memo((), |()| sheet());
    let crop = |label: &'static str, bounds| {
        html! { <Crop sheet={(*sheet).clone()} {bounds} row_height={ROW - 8} {label} /> }
    };
    html! {
        <Shown component="crop" title="Print">
            { state("One row", crop("SPINACH 250G 2.49", bounds(2, 1))) }
            { state("Two rows", crop("SPINACH 250G 2.49, SOURDOUGH 3.80", bounds(2, 2))) }
            { state("The whole, a row marked", html! {
                <div class="paper__frame"><Paper sheet={(*sheet).clone()} marked={Some(bounds(1, 1))} label="A receipt of Corner Market" /></div>
            }) }
        </Shown>
    }
}

/// Photos looked at closely, behind a button.
#[component]
pub fn Photos() -> Html {
    let at = use_state_eq(|| None);
    let url = use_memo((), |()| {
        let sheet = sheet()?;
        sheet.images[0].as_ref()?.to_data_url().ok()
    });
    let photos = [
        viewer::Sight::Here((*url).clone().unwrap_or_default().into()),
        viewer::Sight::Missing("Why there is no photo, and when there may be one.".into()),
        viewer::Sight::Waits,
    ];
    let look = {
        let at = at.setter();
        Callback::from(move |wished: Option<usize>| at.set(wished))
    };
    html! {
        <Shown component="viewer" title="Photos, looked at closely">
            <div class="gallery__row">
                <button type="button" class="btn btn--line" onclick={look.reform(|_: MouseEvent| Some(0))}
                    data-testid="gallery-viewer-open">{ "Look at photos" }</button>
            </div>
            if let Some(at) = *at {
                <Viewer label="A receipt of Corner Market" photos={photos.to_vec()} {at} on_at={look.reform(Some)}
                    on_close={look.reform(|()| None)} />
            }
        </Shown>
    }
}

/// A QR code.
#[component]
pub fn Codes() -> Html {
    html! {
        <Shown component="qr" title="QR code">
            <Qr text="https://larder.example/#/join/0123456789abcdef" label="An invitation" />
        </Shown>
    }
}

const SIGHTS: [(&str, Sight); 8] = [
    ("Opening", Sight::Opening),
    ("Live", Sight::Live),
    ("Insecure", Sight::Without(Trouble::Insecure)),
    ("Unsupported", Sight::Without(Trouble::Unsupported)),
    ("Denied", Sight::Without(Trouble::Denied)),
    ("Missing", Sight::Without(Trouble::Missing)),
    ("Busy", Sight::Without(Trouble::Busy)),
    ("Lost", Sight::Without(Trouble::Lost)),
];

/// The camera as it opens, and why there is no picture.
#[component]
pub fn Finders() -> Html {
    let view = |sight| View {
        video: NodeRef::default(),
        canvas: NodeRef::default(),
        native: None,
        other: None,
        change: nothing(),
        sight,
        lamp: None,
        again: nothing(),
        light: nothing(),
    };
    let finder = |(name, sight): (&'static str, Sight)| {
        state(
            name,
            html! {
                <div class="gallery__lens">
                    <Viewfinder view={view(sight)} guide={Guide::Receipt} hint="The whole receipt in the frame" />
                </div>
            },
        )
    };
    html! {
        <Shown component="viewfinder" title="Viewfinder">
            <div class="gallery__lenses">{ for SIGHTS.map(finder) }</div>
        </Shown>
    }
}

/// Every icon with its name.
#[component]
pub fn Icons() -> Html {
    html! {
        <Shown component="icon" title="Icons">
            <ul class="gallery__icons">
                { for Glyph::ALL.iter().map(|glyph| html! {
                    <li class="gallery__icon"><Icon glyph={*glyph} />{ format!("{glyph:?}") }</li>
                }) }
            </ul>
        </Shown>
    }
}
