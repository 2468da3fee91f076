//! Charts of our own, as inline SVG in the colours of the theme: columns, a line, and bars
//! beside names. Each says in words what it shows, and has its numbers as a table behind it.

use yew::prelude::*;

use crate::i18n::t;

/// The grid that columns and lines are drawn on; the picture takes the width that there is.
const WIDE: f64 = 340.0;
const HIGH: f64 = 156.0;
/// Where the drawing begins and ends on it: above are the values, below the names.
const TOP: f64 = 22.0;
const BASE: f64 = 130.0;
/// A column alone is no wall.
const WIDEST: f64 = 48.0;
/// How far apart two values can be read, on the grid.
const APART: f64 = 44.0;
/// Columns that all have room for their values above them.
const ROOMY: usize = 6;

/// One number with its name.
#[derive(Clone, PartialEq, Debug)]
pub struct Mark {
    /// What it is of.
    pub name: AttrValue,
    /// How much; below zero counts as nothing in a drawing.
    pub value: i64,
    /// The number in words, as exact as it is known.
    pub text: AttrValue,
    /// The number as short as it goes, for the drawing.
    pub short: AttrValue,
}

/// Properties of all charts.
#[derive(Properties, PartialEq)]
pub struct Props {
    /// What the chart shows.
    pub label: AttrValue,
    /// What the names are of, above their column of the table.
    pub of: AttrValue,
    /// What the numbers are.
    pub what: AttrValue,
    /// The numbers, in their order.
    pub marks: Vec<Mark>,
}

/// Upright columns, for a number in each of some months.
#[component]
pub fn Columns(props: &Props) -> Html {
    let marks = &props.marks;
    let most = most(marks);
    let slot = WIDE / marks.len().max(1) as f64;
    let largest = marks.iter().position(|mark| mark.value == most);
    let column = |(at, mark): (usize, &Mark)| {
        let high = (BASE - TOP) * share(mark.value, most);
        let (x, wide) = (slot * (at as f64 + 0.5), (slot * 0.62).min(WIDEST));
        let is_last = at + 1 == marks.len();
        let has_value = marks.len() <= ROOMY || is_last || Some(at) == largest;
        let class = if is_last {
            "chart__bar chart__bar--now"
        } else {
            "chart__bar"
        };
        html! {
            <g key={at}>
                if high > 0.0 {
                    <rect {class} x={number(x - wide / 2.0)} y={number(BASE - high)} rx="4"
                        width={number(wide)} height={number(high.max(2.0))} />
                }
                if has_value && mark.value != 0 {
                    <text class="chart__value" x={number(x)} y={number(BASE - high - 6.0)}>{ &mark.short }</text>
                }
                <text class="chart__name" x={number(x)} y={number(HIGH - 8.0)}>{ &mark.name }</text>
            </g>
        }
    };
    let drawing = html! {
        <>
            <path class="chart__base" d={format!("M0 {BASE}H{WIDE}")} />
            { for marks.iter().enumerate().map(column) }
        </>
    };
    figure(props, drawing)
}

/// Properties of [`Line`].
#[derive(Properties, PartialEq)]
pub struct LineProps {
    /// What the chart shows.
    pub label: AttrValue,
    /// What the names are of, above their column of the table.
    pub of: AttrValue,
    /// What the numbers are.
    pub what: AttrValue,
    /// The numbers, in their order.
    pub marks: Vec<Mark>,
    /// The day of each number, counted from any day: what lies months apart is drawn so.
    #[prop_or_default]
    pub days: Vec<i32>,
}

/// Where each of some numbers stands between start and end, from 0 to 1: by its day, or one
/// after the other where no days are known or all are the same.
fn along(count: usize, days: &[i32]) -> Vec<f64> {
    let (first, last) = (days.iter().min(), days.iter().max());
    let span = first.zip(last).map_or(0, |(first, last)| last - first);
    if days.len() == count && span > 0 {
        let first = first.copied().unwrap_or_default();
        return days
            .iter()
            .map(|day| f64::from(day - first) / f64::from(span))
            .collect();
    }
    let gaps = count.saturating_sub(1).max(1) as f64;
    (0..count).map(|at| at as f64 / gaps).collect()
}

/// A line through numbers over time, for what a thing has cost.
#[component]
pub fn Line(props: &LineProps) -> Html {
    let marks = &props.marks;
    let values = || marks.iter().map(|mark| mark.value);
    let (least, most) = (values().min().unwrap_or(0), values().max().unwrap_or(0));
    // What hardly changes is no mountain: the scale spans a fifth of the value at the least.
    let span = (most - least).max(most / 5).max(1) as f64;
    let middle = (least + most) as f64 / 2.0;
    let along = along(marks.len(), &props.days);
    let place = |at: usize, value: i64| {
        let y = (TOP + BASE) / 2.0 - (value as f64 - middle) / span * (BASE - TOP - 20.0);
        (24.0 + (WIDE - 48.0) * along[at], y)
    };
    let points: Vec<(f64, f64)> = values()
        .enumerate()
        .map(|(at, value)| place(at, value))
        .collect();
    let path: Vec<String> = points
        .iter()
        .map(|(x, y)| format!("{x:.1} {y:.1}"))
        .collect();
    let ends = [Some(0), marks.len().checked_sub(1)];
    let told = |at: usize| ends.contains(&Some(at)) || [least, most].contains(&marks[at].value);
    let dot = |(at, (x, y)): (usize, &(f64, f64))| {
        let mark = &marks[at];
        // Values that stand side by side would run into each other.
        let is_end = ends.contains(&Some(at));
        let is_free = |other: Option<usize>| {
            let other = other.and_then(|other| points.get(other));
            other.is_none_or(|(there, _)| (x - there).abs() >= APART)
        };
        let is_free = ends.into_iter().all(is_free);
        let has_value = told(at) && (is_end || marks.len() <= ROOMY && is_free);
        html! {
            <g key={at}>
                <circle class="chart__dot" cx={number(*x)} cy={number(*y)} r="4" />
                if has_value {
                    <text class="chart__value" x={number(*x)} y={number(y - 10.0)}>{ &mark.short }</text>
                }
                if ends.contains(&Some(at)) {
                    <text class="chart__name" x={number(*x)} y={number(HIGH - 8.0)}>{ &mark.name }</text>
                }
            </g>
        }
    };
    let drawing = html! {
        <>
            <path class="chart__base" d={format!("M0 {BASE}H{WIDE}")} />
            <path class="chart__line" d={format!("M{}", path.join("L"))} />
            { for points.iter().enumerate().map(dot) }
        </>
    };
    let LineProps {
        label,
        of,
        what,
        marks,
        ..
    } = props;
    figure(
        &Props {
            label: label.clone(),
            of: of.clone(),
            what: what.clone(),
            marks: marks.clone(),
        },
        drawing,
    )
}

/// Names with a bar each, the largest first.
#[component]
pub fn Bars(props: &Props) -> Html {
    let most = most(&props.marks);
    let bar = |mark: &Mark| {
        let wide = number(100.0 * share(mark.value, most));
        html! {
            <li class="bars__row" key={mark.name.to_string()}>
                <span class="bars__name">{ &mark.name }</span>
                <span class="bars__value">{ &mark.text }</span>
                <svg class="bars__bar" viewBox="0 0 100 6" preserveAspectRatio="none" aria-hidden="true" focusable="false">
                    <rect class="bars__ground" width="100" height="6" />
                    <rect class="chart__bar--now" width={wide} height="6" />
                </svg>
            </li>
        }
    };
    html! {
        <figure class="chart" role="group" aria-label={props.label.clone()}>
            <ul class="bars">{ for props.marks.iter().map(bar) }</ul>
            { table(props) }
        </figure>
    }
}

fn figure(props: &Props, drawing: Html) -> Html {
    let told = props.marks.iter();
    let told = told.map(|mark| format!("{} {}", mark.name, mark.text));
    let label = format!("{}: {}", props.label, told.collect::<Vec<_>>().join(", "));
    html! {
        <figure class="chart">
            <svg class="chart__svg" viewBox={format!("0 0 {WIDE} {HIGH}")} role="img" aria-label={label}>
                { drawing }
            </svg>
            { table(props) }
        </figure>
    }
}

/// The numbers themselves, with the part that each is of the whole.
fn table(props: &Props) -> Html {
    let row = |mark: &Mark| {
        html! {
            <tr key={mark.name.to_string()}>
                <th scope="row">{ &mark.name }</th><td>{ &mark.text }</td>
            </tr>
        }
    };
    html! {
        <details class="chart__table">
            <summary>{ t!("chart-table") }</summary>
            <table>
                <caption class="visually-hidden">{ &props.label }</caption>
                <thead><tr><th scope="col">{ &props.of }</th><th scope="col">{ &props.what }</th></tr></thead>
                <tbody>{ for props.marks.iter().map(row) }</tbody>
            </table>
        </details>
    }
}

fn most(marks: &[Mark]) -> i64 {
    marks.iter().map(|mark| mark.value).max().unwrap_or(0)
}

/// The part of the largest, from 0 to 1.
fn share(value: i64, most: i64) -> f64 {
    if most <= 0 {
        return 0.0;
    }
    (value as f64 / most as f64).clamp(0.0, 1.0)
}

fn number(value: f64) -> String {
    format!("{value:.1}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_lies_far_apart_is_drawn_far_apart() {
        assert_eq!(along(3, &[0, 10, 100]), [0.0, 0.1, 1.0]);
        // Without days, or all on one day, they stand side by side.
        assert_eq!(along(3, &[]), [0.0, 0.5, 1.0]);
        assert_eq!(along(2, &[7, 7]), [0.0, 1.0]);
        assert_eq!(along(1, &[7]), [0.0]);
        assert!(along(0, &[]).is_empty());
    }
}
