//! A part of a picture: the printed row beside what was understood of it.

use std::rc::Rc;

use pantry::receipt::Bounds;
use ui::protocol::draft::{Shot, shot_at};
use wasm_bindgen::JsCast;
use web_sys::{CanvasRenderingContext2d, HtmlCanvasElement};
use yew::prelude::*;

/// The whole picture is drawn no wider …
const WIDEST: f64 = 900.0;
/// … and no higher: browsers on phones refuse canvases of more than 16 million pixels.
const HIGHEST: f64 = 16_000.0;

/// The shots of a receipt, decoded and set upright. Bounds refer to an image in which they
/// lie one below the other, left edges aligned.
#[derive(Clone, PartialEq, Debug)]
pub struct Sheet {
    /// The picture of each shot, perhaps smaller than the reader saw it; `None` until it is
    /// decoded.
    pub images: Rc<[Option<HtmlCanvasElement>]>,
    /// The shots as the reader saw them.
    pub shots: Rc<[Shot]>,
}

impl Sheet {
    /// The shot that bounds lie in, with its picture, and the bounds within it.
    fn shot(&self, bounds: Bounds) -> Option<(&HtmlCanvasElement, Shot, Bounds)> {
        let (position, top) = shot_at(&self.shots, bounds)?;
        let within = Bounds {
            y0: bounds.y0 - top,
            y1: bounds.y1 - top,
            ..bounds
        };
        let image = self.images.get(position)?.as_ref()?;
        Some((image, *self.shots.get(position)?, within))
    }

    /// Width and height of all shots together.
    fn size(&self) -> (f64, f64) {
        let width = self.shots.iter().map(|shot| shot.size.0).max();
        let heights = self.shots.iter().map(|shot| f64::from(shot.size.1));
        (f64::from(width.unwrap_or(0)), heights.sum())
    }
}

/// Properties of [`Crop`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// Where to cut from; `None` until it is decoded.
    pub sheet: Option<Sheet>,
    /// What to cut out.
    pub bounds: Bounds,
    /// The usual height of a printed row, in the pixels of the bounds.
    pub row_height: i32,
    /// What it says, for those who cannot see it.
    pub label: AttrValue,
}

/// The cut-out row, a little air around it.
#[component]
pub fn Crop(props: &Props) -> Html {
    let node = use_node_ref();
    let rows = rows(props.bounds, props.row_height);
    use_effect_with(
        (node.clone(), props.sheet.clone(), props.bounds, rows),
        |(node, sheet, bounds, rows)| {
            let canvas = node.cast::<HtmlCanvasElement>();
            if let (Some(canvas), Some(sheet)) = (&canvas, sheet) {
                draw(canvas, sheet, *bounds, *rows);
            }
            move || canvas.iter().for_each(empty)
        },
    );
    let decoded = |sheet: &Sheet| sheet.shot(props.bounds).is_some();
    if !props.sheet.as_ref().is_some_and(decoded) {
        return Html::default();
    }
    html! {
        <div class="line__crop" data-rows={rows.to_string()}>
            <canvas ref={node} width="640" height="40" role="img" aria-label={props.label.clone()} />
        </div>
    }
}

/// Properties of [`Paper`].
#[derive(Properties, PartialEq)]
pub struct PaperProps {
    /// The picture; `None` until it is decoded.
    pub sheet: Option<Sheet>,
    /// The part to mark.
    pub marked: Option<Bounds>,
    /// What it is.
    pub label: AttrValue,
}

/// The whole picture, with one part marked.
#[component]
pub fn Paper(props: &PaperProps) -> Html {
    let node = use_node_ref();
    use_effect_with(
        (node.clone(), props.sheet.clone(), props.marked),
        |(node, sheet, marked)| {
            let canvas = node.cast::<HtmlCanvasElement>();
            if let (Some(canvas), Some(sheet)) = (&canvas, sheet) {
                draw_whole(canvas, sheet, *marked);
            }
            move || canvas.iter().for_each(empty)
        },
    );
    html! { <canvas ref={node} width="600" height="800" role="img" aria-label={props.label.clone()} /> }
}

/// How many printed rows lie in these bounds; more than four would be no line any more.
fn rows(bounds: Bounds, row_height: i32) -> i32 {
    let height = bounds.y1 - bounds.y0;
    let row = row_height.max(1);
    ((height + row / 2) / row).clamp(1, 4)
}

fn draw(canvas: &HtmlCanvasElement, sheet: &Sheet, bounds: Bounds, rows: i32) -> Option<()> {
    let (image, shot, bounds) = sheet.shot(bounds)?;
    let scale = f64::from(image.width()) / f64::from(shot.size.0.max(1));
    let height = f64::from((bounds.y1 - bounds.y0).max(1));
    // Rows stand close: as much air above and below as beside would show half of the others.
    let (air, above) = (
        height / f64::from(rows) * 0.35,
        height / f64::from(rows) * 0.15,
    );
    let left = (f64::from(bounds.x0) - air).max(0.0);
    let top = (f64::from(bounds.y0) - above).max(0.0);
    let width = (f64::from(bounds.x1) + air).min(f64::from(shot.size.0)) - left;
    let height = (f64::from(bounds.y1) + above).min(f64::from(shot.size.1)) - top;
    if width < 1.0 || height < 1.0 {
        return None;
    }
    // Twice the height of the box, so that it is sharp on a phone's screen.
    let shown = 72.0 * f64::from(rows);
    canvas.set_height(shown as u32);
    canvas.set_width((width / height * shown).clamp(1.0, 2_000.0) as u32);
    context(canvas)?
        .draw_image_with_html_canvas_element_and_sw_and_sh_and_dx_and_dy_and_dw_and_dh(
            image,
            left * scale,
            top * scale,
            width * scale,
            height * scale,
            0.0,
            0.0,
            f64::from(canvas.width()),
            shown,
        )
        .ok()
}

fn draw_whole(canvas: &HtmlCanvasElement, sheet: &Sheet, marked: Option<Bounds>) -> Option<()> {
    let (width, height) = sheet.size();
    let scale = (WIDEST / width.max(1.0))
        .min(HIGHEST / height.max(1.0))
        .min(1.0);
    canvas.set_width((width * scale) as u32);
    canvas.set_height((height * scale) as u32);
    let context = context(canvas)?;
    let mut top = 0.0;
    for (image, shot) in sheet.images.iter().zip(&*sheet.shots) {
        let (width, height) = (
            f64::from(shot.size.0) * scale,
            f64::from(shot.size.1) * scale,
        );
        if let Some(image) = image {
            context
                .draw_image_with_html_canvas_element_and_dw_and_dh(image, 0.0, top, width, height)
                .ok()?;
        }
        top += height;
    }
    let bounds = marked?;
    let air = 6.0;
    let left = f64::from(bounds.x0) * scale - air;
    let top = f64::from(bounds.y0) * scale - air;
    let wide = f64::from(bounds.x1 - bounds.x0) * scale + 2.0 * air;
    let high = f64::from(bounds.y1 - bounds.y0) * scale + 2.0 * air;
    context.set_fill_style_str("rgba(224, 151, 42, 0.22)");
    context.fill_rect(left, top, wide, high);
    context.set_stroke_style_str("#c77f12");
    context.set_line_width(2.5);
    context.stroke_rect(left, top, wide, high);
    Some(())
}

/// The brush of a canvas.
pub fn context(canvas: &HtmlCanvasElement) -> Option<CanvasRenderingContext2d> {
    canvas.get_context("2d").ok()??.dyn_into().ok()
}

/// Gives back the memory of a canvas that is done with.
pub fn empty(canvas: &HtmlCanvasElement) {
    canvas.set_width(0);
    canvas.set_height(0);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_over_two_printed_rows_is_shown_twice_as_high() {
        let check = |height, expected| {
            let bounds = Bounds {
                y1: height,
                ..Bounds::default()
            };
            assert_eq!(rows(bounds, 30), expected, "{height} pixels");
        };
        check(28, 1);
        check(36, 1);
        check(64, 2);
        check(95, 3);
        check(900, 4);
        check(0, 1);
    }
}
