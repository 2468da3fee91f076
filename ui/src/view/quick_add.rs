//! One line, typed fast: "2 milk 1 l", "500 g flour", "2x milk 1 l fridge +7d", "bread".
//!
//! A number in front counts packages, a quantity behind says how much is in
//! each; with both, the lot holds their product. Where food is put away ([`read_at_home`]), a
//! place ("fridge", "in the fridge") and a day may follow, in any order.

use jiff::civil::Date;
use pantry::barcode::Scanned;
use pantry::household::Household;
use pantry::id::PlaceId;
use pantry::location::PlaceKind;
use pantry::quantity::{Quantity, Unit};
use pantry::search;
use pantry::typed::times;

use super::{amounts, typed_day};
use crate::components::choices;
use crate::i18n::{t, text};

/// An amount has at most so many words ("6 x 1 500 ml"); the longest is tried first.
const AMOUNT: [usize; 5] = [5, 4, 3, 2, 1];

/// So do the names of places ("the shelf in the garage"), with what stands before them.
const PLACE: [usize; 8] = [8, 7, 6, 5, 4, 3, 2, 1];

/// What a line means.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Typed {
    /// The rest of the line: what it is. Empty where it is nothing but a barcode's number.
    pub name: String,
    /// How much; `None` when the line does not say.
    pub quantity: Option<Quantity>,
    /// Where it goes.
    pub place: Option<PlaceId>,
    /// Its date, or that it has none; `None` when the line does not say.
    pub date: Option<Option<Date>>,
    /// The number that the line is, typed by hand or by a scanner.
    pub code: Option<Scanned>,
    words: Vec<(String, Part)>,
}

/// What a word of a line is for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// It belongs to the name.
    Name,
    /// It says how much.
    Amount,
    /// It says where.
    Place,
    /// It says until when.
    Date,
}

impl Typed {
    /// The line without the words that say this.
    pub fn without(&self, part: Part) -> String {
        let kept = self.words.iter().filter(|(_, own)| *own != part);
        let kept: Vec<&str> = kept.map(|(word, _)| word.as_str()).collect();
        kept.join(" ")
    }
}

/// What a line can name beside food.
pub struct Around<'house> {
    household: &'house Household,
    /// By the folded name.
    places: Vec<(String, PlaceId)>,
    /// What may stand before a place ("in the"), folded.
    before_place: Vec<String>,
    today: Date,
}

impl<'house> Around<'house> {
    /// A household on a day: its places by their own names and by what they are.
    pub fn of(household: &'house Household, today: Date) -> Self {
        let places = household.places();
        let own = places.iter().flat_map(|place| {
            let names = [choices::place_name(place), place.name.clone().into()];
            names.map(|name| (search::fold(&name), place.id))
        });
        let of_kind = |kind: PlaceKind| {
            let mut alike = places.iter().filter(|place| place.kind == kind);
            let first = alike.clone().find(|place| place.id == kind.place());
            first.or(alike.next()).map(|place| place.id)
        };
        let kinds = PlaceKind::ALL.into_iter().filter_map(|kind| {
            let names = [&*choices::place_kind_name(kind), kind.name()].map(search::fold);
            let also = listed(&text(&format!("add-also-{}", kind.id()), &[]));
            let id = of_kind(kind)?;
            Some(names.into_iter().chain(also).map(move |name| (name, id)))
        });
        // What a place is called goes before what it is.
        let places = own.chain(kinds.flatten()).collect();
        Self {
            household,
            places,
            before_place: listed(&t!("add-before-place")),
            today,
        }
    }

    fn is_item(&self, words: &[&str]) -> bool {
        self.household.item_named(&words.join(" ")).is_some()
    }

    /// The place that the last words name, and how many they are.
    fn place_at_end(&self, words: &[&str]) -> Option<(PlaceId, usize)> {
        PLACE.into_iter().find_map(|count| {
            let at = words.len().checked_sub(count)?;
            let said = search::fold(&words.get(at..)?.join(" "));
            let place = self.place_named(&said).or_else(|| {
                let mut before = self.before_place.iter();
                before.find_map(|before| self.place_named(after(&said, before)?))
            });
            Some((place?, count))
        })
    }

    fn place_named(&self, folded: &str) -> Option<PlaceId> {
        let mut places = self.places.iter();
        let found = places.find(|(name, _)| name == folded && !name.is_empty());
        found.map(|(_, place)| *place)
    }
}

/// What a text lists with commas, folded.
fn listed(text: &str) -> Vec<String> {
    text.split(',').map(search::fold).collect()
}

/// The words after others; `None` where something else stands there.
fn after<'said>(said: &'said str, before: &str) -> Option<&'said str> {
    said.strip_prefix(before)?.strip_prefix(' ')
}

/// Reads a line; everything that is not an amount is the name.
pub fn read(line: &str) -> Typed {
    Reading::of(line, None)
}

/// Reads a line of food that is put away: a place and a day may be in it too.
pub fn read_at_home(line: &str, around: &Around<'_>) -> Typed {
    Reading::of(line, Some(around))
}

/// A line while it is read: what is left in the middle is the name.
struct Reading<'line> {
    words: &'line [&'line str],
    parts: Vec<Part>,
    start: usize,
    end: usize,
}

impl<'line> Reading<'line> {
    fn of(line: &str, around: Option<&Around<'_>>) -> Typed {
        let words: Vec<&str> = line.split_whitespace().collect();
        let mut reading = Reading {
            words: &words,
            parts: vec![Part::Name; words.len()],
            start: 0,
            end: words.len(),
        };
        if let Some(code) = Scanned::parse(&words.concat()) {
            return Typed {
                code: Some(code),
                ..reading.done(String::new())
            };
        }
        if amount_of(&words).is_some() {
            return reading.done(words.join(" "));
        }
        let known = |rest: &[&str]| around.is_some_and(|around| around.is_item(rest));
        let (mut place, mut date, mut back) = (None, None, None);
        while !known(reading.rest()) {
            let rest = reading.rest();
            let day = || {
                let around = around.filter(|_| date.is_none())?;
                typed_day::at_end(rest, around.today)
            };
            let named = || around.filter(|_| place.is_none())?.place_at_end(rest);
            if let Some((day, count)) = day().filter(|(_, count)| leaves_name(rest, *count)) {
                date = Some(day);
                reading.take_end(count, Part::Date);
            } else if let Some((named, count)) =
                named().filter(|(_, count)| leaves_name(rest, *count))
            {
                place = Some(named);
                reading.take_end(count, Part::Place);
            } else if let (None, (Some(quantity), less)) = (back, at_back(rest)) {
                back = Some(quantity);
                reading.take_end(rest.len() - less.len(), Part::Amount);
            } else {
                break;
            }
        }
        let rest = reading.rest();
        let front = match known(rest) {
            true => None,
            false => {
                let (front, less) = at_front(rest);
                let less = match less {
                    ["of" | "de", less @ ..] if front.is_some() && !less.is_empty() => less,
                    _ => less,
                };
                reading.take_start(rest.len() - less.len());
                front
            }
        };
        let quantity = match (front, back) {
            (Some(count), Some(each)) if count.unit == Unit::Piece => times(count.milli, each),
            (front, back) => back.or(front),
        };
        let name = reading.rest().join(" ");
        Typed {
            quantity,
            place,
            date,
            ..reading.done(name)
        }
    }

    fn rest(&self) -> &'line [&'line str] {
        self.words.get(self.start..self.end).unwrap_or_default()
    }

    fn take_end(&mut self, count: usize, part: Part) {
        let from = self.end.saturating_sub(count).max(self.start);
        if let Some(taken) = self.parts.get_mut(from..self.end) {
            taken.fill(part);
        }
        self.end = from;
    }

    fn take_start(&mut self, count: usize) {
        let to = (self.start + count).min(self.end);
        if let Some(taken) = self.parts.get_mut(self.start..to) {
            taken.fill(Part::Amount);
        }
        self.start = to;
    }

    fn done(self, name: String) -> Typed {
        let words = self.words.iter().map(|word| (*word).to_owned());
        Typed {
            name,
            words: words.zip(self.parts).collect(),
            ..Typed::default()
        }
    }
}

/// Whether something that can be a name is left before so many last words.
fn leaves_name(words: &[&str], count: usize) -> bool {
    let at = words.len().saturating_sub(count);
    let rest = words.get(..at).unwrap_or_default();
    !rest.is_empty() && amount_of(rest).is_none()
}

/// "2", "2x", "500 g" or "500g" in front.
fn at_front<'line, 'word>(words: &'line [&'word str]) -> (Option<Quantity>, &'line [&'word str]) {
    for count in AMOUNT {
        let Some((amount, rest)) = words.split_at_checked(count) else {
            continue;
        };
        if !rest.is_empty()
            && let Some(quantity) = amount_of(amount)
        {
            return (Some(quantity), rest);
        }
    }
    (None, words)
}

/// "1 l" or "1l" at the end; a bare number there belongs to the name ("7 up 7").
fn at_back<'line, 'word>(words: &'line [&'word str]) -> (Option<Quantity>, &'line [&'word str]) {
    for count in AMOUNT {
        let Some(at) = words.len().checked_sub(count) else {
            continue;
        };
        let (rest, amount) = words.split_at(at);
        if !rest.is_empty()
            && let Some(quantity) = amount_of(amount)
            && quantity.unit != Unit::Piece
        {
            return (Some(quantity), rest);
        }
    }
    (None, words)
}

fn amount_of(words: &[&str]) -> Option<Quantity> {
    let starts_right = |text: &str| !text.starts_with(['.', ',']);
    let text = Some(words.join(" ")).filter(|text| starts_right(text))?;
    amounts::read(&text).filter(|quantity| quantity.milli > 0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use pantry::action::{Action, Author, DateChoice, ItemChoice, NewLot, plan};

    use super::*;

    fn check(line: &str, name: &str, quantity: Option<&str>) {
        let typed = read(line);
        assert_eq!(typed.name, name, "{line}");
        let shown = typed.quantity.map(|quantity| quantity.to_string());
        assert_eq!(shown.as_deref(), quantity, "{line}");
    }

    #[test]
    fn amounts_in_front_and_behind_are_taken_from_the_name() {
        check("bread", "bread", None);
        check("2 milk", "milk", Some("2 pc"));
        check("2 milk 1 l", "milk", Some("2 l"));
        check("2x oat milk 1l", "oat milk", Some("2 l"));
        check("500 g flour", "flour", Some("500 g"));
        check("flour 0,5kg", "flour", Some("0.5 kg"));
        check("3 packs of rice", "rice", Some("3 pack"));
        check("6 x 330 ml cola", "cola", Some("1980 ml"));
        check("cola 6x330ml", "cola", Some("1980 ml"));
        check("1,500 g flour", "flour", Some("1500 g"));
        check("½ l cream", "cream", Some("0.5 l"));
        check("2 500 g flour", "500 g flour", Some("2 pc"));
    }

    const TODAY: Date = date(2026, 11, 22);

    /// A household with two places of its own and one item.
    fn home() -> Household {
        let place = |name: &str, kind| Action::AddPlace {
            name: name.to_owned(),
            kind,
        };
        let seven_up = NewLot {
            item: ItemChoice::Named("7 up".to_owned()),
            category: None,
            quantity: Quantity::pieces(1),
            place: None,
            purchased: None,
            date: DateChoice::None,
            price: None,
            note: String::new(),
        };
        let mut household = Household::default();
        let mut replica = sync::Author::new(sync::ReplicaId(7));
        let mut made = 0;
        for action in [
            place("Beer fridge", PlaceKind::Fridge),
            place("Käse-Keller", PlaceKind::Pantry),
            Action::AddLot(seven_up),
        ] {
            let mut ids = || {
                made += 1;
                [made; 16]
            };
            let mut author = Author {
                replica: &mut replica,
                ids: &mut ids,
                now_ms: 1_000,
                today: TODAY,
            };
            let done = plan(&household, &action, &mut author).expect("it can be done");
            household.apply_all(&done.ops);
        }
        household
    }

    /// Name, amount, place and day of a line, with the day after a bar.
    fn at_home(line: &str) -> String {
        let household = home();
        let typed = read_at_home(line, &Around::of(&household, TODAY));
        let amount = typed.quantity.map(|amount| amount.to_string());
        let place = typed.place.and_then(|place| household.place(place));
        let day = typed.date.map(|day| match day {
            Some(day) => day.to_string(),
            None => "none".to_owned(),
        });
        let parts = [Some(typed.name), amount, place.map(|place| place.name), day];
        parts.map(Option::unwrap_or_default).join(" | ")
    }

    #[test]
    fn a_place_and_a_day_follow_in_any_order() {
        for (line, expected) in [
            ("2x milk 1 l fridge +7d", "milk | 2 l | Fridge | 2026-11-29"),
            ("2x milk +7d FRIDGE 1 l", "milk | 2 l | Fridge | 2026-11-29"),
            ("2x milk fridge 1 l", "milk | 2 l | Fridge | "),
            ("milk +2w", "milk |  |  | 2026-12-06"),
            ("milk 24.12.", "milk |  |  | 2026-12-24"),
            ("salt pantry x", "salt |  | Pantry | none"),
            (
                "6 x 330 ml beer beer fridge",
                "beer | 1980 ml | Beer fridge | ",
            ),
            ("gouda kase keller", "gouda |  | Käse-Keller | "),
            (
                "peas in bags freezer +3m",
                "peas in bags |  | Freezer | 2027-02-22",
            ),
            ("milk in the fridge", "milk |  | Fridge | "),
            (
                "milk in the refrigerator +7d",
                "milk |  | Fridge | 2026-11-29",
            ),
            ("rice to the larder", "rice |  | Pantry | "),
            ("2 beer in the beer fridge", "beer | 2 pc | Beer fridge | "),
            ("peas in the bag", "peas in the bag |  |  | "),
            ("in the fridge", "in the fridge |  |  | "),
            // What the household has of this name is this.
            ("7 up", "7 up |  |  | "),
            ("2 7 up fridge", "7 up | 2 pc | Fridge | "),
            // A line is never left without a name.
            ("fridge", "fridge |  |  | "),
            ("2x fridge", "fridge | 2 pc |  | "),
            ("+7d", "+7d |  |  | "),
            ("x", "x |  |  | "),
            ("freezer bags", "freezer bags |  |  | "),
            // Each is said once: the rest is the name.
            ("milk freezer fridge", "milk freezer |  | Fridge | "),
        ] {
            assert_eq!(at_home(line), expected, "{line}");
        }
    }

    #[test]
    fn the_list_knows_no_places_and_days() {
        check(
            "2x milk 1 l fridge +7d",
            "milk 1 l fridge +7d",
            Some("2 pc"),
        );
    }

    #[test]
    fn what_was_understood_can_be_taken_out_again() {
        let household = home();
        let line = "2x milk 1 l fridge +7d";
        let typed = read_at_home(line, &Around::of(&household, TODAY));
        assert_eq!(typed.without(Part::Amount), "milk fridge +7d");
        assert_eq!(typed.without(Part::Place), "2x milk 1 l +7d");
        assert_eq!(typed.without(Part::Date), "2x milk 1 l fridge");
    }

    #[test]
    fn the_number_of_a_barcode_is_no_name() {
        for line in ["4006381333931", " 4 006381 333931 ", "036000291452"] {
            let typed = read(line);
            assert_eq!(typed.name, "", "{line}");
            assert!(typed.code.is_some(), "{line}");
        }
        // With a wrong check digit it is some other number.
        check("4006381333932", "4006381333932", None);
    }

    #[test]
    fn a_line_that_is_only_an_amount_is_a_name() {
        check("7", "7", None);
        check("2 l", "2 l", None);
        check("", "", None);
    }
}
