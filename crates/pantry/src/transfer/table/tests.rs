//! Tables as people have them.

use jiff::civil::date;

use super::*;
use crate::action::DateChoice;
use crate::category::Category;
use crate::location::PlaceKind;
use crate::lot::{Mark, Marked};
use crate::money::{Currency, Money};
use crate::quantity::{Quantity, Unit};
use crate::transfer::{Brought, ParcelLot, Unreadable, Why};

fn brought(text: &[u8]) -> Brought {
    brought_with(text, DateOrder::DayFirst)
}

fn brought_with(text: &[u8], order: DateOrder) -> Brought {
    let currency = Currency::EUR;
    let sheet = Sheet::read(text).expect("a table");
    sheet.parcel(&Choices { order, currency })
}

fn only(brought: &Brought) -> &ParcelLot {
    assert_eq!(brought.left_out, []);
    let [lot] = brought.parcel.lots.as_slice() else {
        panic!("{:?}", brought.parcel.lots);
    };
    lot
}

fn best_before(year: i16, month: i8, day: i8) -> DateChoice {
    DateChoice::Given(Marked::best_before(date(year, month, day)))
}

#[test]
fn german_french_and_spanish_headings_are_known() {
    for (text, category) in [
        (
            "Artikel;Menge;Einheit;Lagerort;MHD;Preis;Kategorie\nMilch;1,5;Liter;Kühlschrank;31.12.2026;2,49 €;Milchprodukte\n",
            Category::DairyEggs,
        ),
        (
            "Produit;Quantité;Unité;Emplacement;Date de péremption;Prix;Catégorie\nLait;1,5;litre;Frigo;31/12/2026;2,49;Produits laitiers\n",
            Category::DairyEggs,
        ),
        (
            "Producto;Cantidad;Unidad;Ubicación;Caducidad;Precio;Categoría\nLeche;1,5;litros;Nevera;31-12-2026;2,49 EUR;Lácteos\n",
            Category::DairyEggs,
        ),
    ] {
        let brought = brought(text.as_bytes());
        let lot = only(&brought);
        assert_eq!(lot.left, Quantity::new(1_500, Unit::Litre), "{text}");
        assert_eq!(lot.date, best_before(2026, 12, 31), "{text}");
        assert_eq!(lot.price, Some(Money::new(249, Currency::EUR)), "{text}");
        let place = lot.place.and_then(|place| brought.parcel.places[place].id);
        assert_eq!(place, Some(PlaceKind::Fridge.place()), "{text}");
        assert_eq!(brought.parcel.items[0].category, Some(category), "{text}");
    }
}

#[test]
fn delimiters_quotes_marks_and_encodings_are_found_out() {
    let utf16: Vec<u8> = [0xfeff_u16]
        .into_iter()
        .chain("name\tamount\nMüsli\t2\n".encode_utf16())
        .flat_map(u16::to_le_bytes)
        .collect();
    for text in [
        &b"name,amount\nM\xc3\xbcsli,2\n"[..],
        b"\xef\xbb\xbfname;amount\r\n\"M\xc3\xbcsli\";\"2\"\r\n",
        b"name\tamount\rM\xfcsli\t2",
        &utf16,
        b"\n\nName,Amount,,\n,,,\nM\xfcsli,2 pcs,,\n",
    ] {
        let brought = brought(text);
        assert_eq!(only(&brought).left, Quantity::pieces(2), "{text:?}");
        assert_eq!(brought.parcel.items[0].name, "Müsli");
    }
    let quoted = brought(b"name,note\n\"Oats, \"\"fine\"\"\",\"two\nlines\"\n");
    assert_eq!(quoted.parcel.items[0].name, "Oats, \"fine\"");
    assert_eq!(only(&quoted).note, "two\nlines");
}

#[test]
fn an_ambiguous_date_is_asked_about_and_one_above_twelve_answers() {
    let unclear = b"name,expiry\nMilk,3/4/2026\nEggs,1/2/26\n";
    let sheet = Sheet::read(unclear).expect("a table");
    assert!(sheet.asks_order());
    assert_eq!(sheet.unclear_date(), Some("3/4/2026"));
    let day = |order| brought_with(unclear, order).parcel.lots[0].date;
    assert_eq!(day(DateOrder::DayFirst), best_before(2026, 4, 3));
    assert_eq!(day(DateOrder::MonthFirst), best_before(2026, 3, 4));

    let clear = b"name,expiry\nMilk,3/4/2026\nEggs,12/31/2026\n";
    let sheet = Sheet::read(clear).expect("a table");
    assert!(!sheet.asks_order());
    assert_eq!(brought(clear).parcel.lots[0].date, best_before(2026, 3, 4));
    let same = Sheet::read(b"name,expiry\nMilk,4/4/2026\nEggs,2026-01-02\n").expect("a table");
    assert!(!same.asks_order());
}

#[test]
fn dates_are_read_as_they_are_written_in_many_places() {
    for (text, expected) in [
        ("2026-12-31", (2026, 12, 31)),
        ("2026/12/31", (2026, 12, 31)),
        ("2026-12-31T23:59:00Z", (2026, 12, 31)),
        ("31.12.26", (2026, 12, 31)),
        ("31. 12. 2026", (2026, 12, 31)),
        ("12/2026", (2026, 12, 31)),
        ("02.2027", (2027, 2, 28)),
        ("1.2.2026 08:15", (2026, 2, 1)),
    ] {
        let (year, month, day) = expected;
        let text = format!("name,mhd\nMilk,\"{text}\"\n");
        assert_eq!(
            only(&brought(text.as_bytes())).date,
            best_before(year, month, day),
            "{text}"
        );
    }
}

#[test]
fn numbers_are_read_with_points_commas_and_groups() {
    let check = |head: &str, cell: &str, milli: i64| {
        let text = format!("{head}\n{cell}\n");
        let brought = brought(text.as_bytes());
        assert_eq!(only(&brought).left.milli, milli, "{text}");
    };
    check("name;amount", "x;1,125", 1_125);
    check("name;amount", "x;1.500", 1_500_000);
    check("name;amount", "x;1.234,5", 1_234_500);
    check("name,amount", "x,1.125", 1_125);
    check("name,amount", "x,\"1,234.5\"", 1_234_500);
    check("name,amount", "x,\"1,5\"", 1_500);
    check("name,amount", "x,1'000", 1_000_000);
    check("name,amount", "x,0.333333333", 333);
    check("name,amount", "x,", 1_000);
}

#[test]
fn units_may_stand_in_the_amount_and_unknown_ones_go_into_the_note() {
    let brought = brought(b"name,amount,unit,size,brand\nFlour,2 kg,,,\nBeer,6,bottles,500 ml,Alp\nRope,3,fathoms,,\n");
    let lots = &brought.parcel.lots;
    assert_eq!(lots[0].left, Quantity::new(2_000, Unit::Kilogram));
    assert_eq!(lots[1].left, Quantity::new(6_000, Unit::Pack));
    assert_eq!(lots[1].size, Some(Quantity::new(500_000, Unit::Millilitre)));
    assert_eq!(lots[1].brand.as_deref(), Some("Alp"));
    assert_eq!(
        (lots[2].left, lots[2].note.as_str()),
        (Quantity::pieces(3), "fathoms")
    );
    assert_eq!(brought.left_out.len(), 1);
    assert!(!brought.left_out[0].why.is_whole());
}

#[test]
fn bad_rows_are_listed_with_their_line_and_their_reason() {
    let brought = brought(b"name,amount,mhd,price\nMilk,1,2026-12-31,1.99\n,2,,\nEggs,none,,\nRice,1,soon 3,x9\nSalt,-1,,\n");
    let left: Vec<_> = brought
        .left_out
        .iter()
        .map(|left| (left.row, left.why))
        .collect();
    assert_eq!(
        left,
        [
            (3, Why::NoName),
            (4, Why::NoAmount),
            (5, Why::Date),
            (5, Why::Price),
            (6, Why::NoAmount),
        ]
    );
    assert_eq!(brought.left_out[0].said, "2");
    assert_eq!(
        brought.parcel.lots.len(),
        2,
        "a bad date does not lose the rice"
    );
}

#[test]
fn prices_of_one_are_made_prices_of_all() {
    let brought = brought(b"product,quantity,unit price,currency\nMilk,3,0.99,USD\n");
    assert_eq!(only(&brought).price, Some(Money::new(297, Currency::USD)));
}

#[test]
fn a_use_by_date_is_one() {
    let brought = brought(b"name,use by\nFish,2026-12-01\n");
    let date = DateChoice::Given(Marked {
        on: date(2026, 12, 1),
        mark: Mark::UseBy,
        estimated: false,
    });
    assert_eq!(only(&brought).date, date);
}

#[test]
fn a_table_without_names_says_what_it_has() {
    let none = Sheet::read(b"colour,weight\nred,3\n");
    assert_eq!(none, Err(Unreadable::NoNames("colour, weight".to_owned())));
    assert!(Sheet::read(b"").is_err());
}

#[test]
fn the_currency_is_asked_for_where_none_is_said() {
    let asks = |text: &str| {
        Sheet::read(text.as_bytes())
            .expect("a table")
            .asks_currency()
    };
    assert!(asks("name,price\nMilk,1.99\n"));
    assert!(!asks("name,price\nMilk,1.99 EUR\n"));
    assert!(!asks("name,price,currency\nMilk,1.99,EUR\n"));
    assert!(!asks("name\nMilk\n"));
}

#[test]
fn every_heading_is_known_and_means_one_thing() {
    for column in Column::all() {
        assert_eq!(Column::of(column.heading()), Some(column));
    }
}
