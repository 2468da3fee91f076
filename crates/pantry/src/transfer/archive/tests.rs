//! Archives that are broken, old or of another program. Round trips of whole households
//! are in `tests/pantry/transfer.rs`.

use super::*;
use crate::transfer::tree::tests::parse;
use crate::transfer::{Part, Unreadable, Why};

fn left_out(text: &str) -> Vec<(Part, usize, Why)> {
    let brought = read(&parse(text).expect("JSON")).expect("an archive");
    let left = brought.left_out.iter();
    left.map(|left| (left.part, left.row, left.why)).collect()
}

#[test]
fn another_file_is_none_and_a_later_version_says_so() {
    let of = |text: &str| read(&parse(text).expect("JSON"));
    assert_eq!(of("{}"), Err(Unreadable::Unknown));
    assert_eq!(of("[1]"), Err(Unreadable::Unknown));
    let later = r#"{ "format": "larder-household", "version": 7 }"#;
    assert_eq!(of(later), Err(Unreadable::Newer(7)));
    let empty = r#"{ "format": "larder-household", "version": 1 }"#;
    assert!(of(empty).is_ok_and(|brought| brought.parcel.is_empty()));
}

#[test]
fn what_is_broken_is_named_and_the_rest_comes() {
    let text = r#"{ "format": "larder-household", "version": 1,
        "places": [{ "id": "0000000000000000000000000000000a", "kind": "fridge" }, 5],
        "items": [{ "id": "00000000000000000000000000000001", "name": "Milk" }, { "name": "No id" },
                  { "id": "00000000000000000000000000000002", "name": " - " }],
        "lots": [
            { "id": "00000000000000000000000000000011", "item": "00000000000000000000000000000001",
              "left": "1 l", "best_before": "tomorrow", "price": "cheap" },
            { "id": "00000000000000000000000000000011", "item": "00000000000000000000000000000001",
              "left": "1 l" },
            { "id": "00000000000000000000000000000012", "item": "00000000000000000000000000000002",
              "left": "1 l" },
            { "id": "00000000000000000000000000000013", "item": "00000000000000000000000000000001",
              "left": "-1 l" }] }"#;
    assert_eq!(
        left_out(text),
        [
            (Part::Place, 1, Why::NoName),
            (Part::Place, 2, Why::NoId),
            (Part::Item, 2, Why::NoId),
            (Part::Item, 3, Why::NoName),
            (Part::Lot, 1, Why::Date),
            (Part::Lot, 1, Why::Price),
            (Part::Lot, 2, Why::NoId),
            (Part::Lot, 3, Why::NoOther),
            (Part::Lot, 4, Why::NoAmount),
        ]
    );
    let brought = read(&parse(text).expect("JSON")).expect("an archive");
    assert_eq!(
        (brought.parcel.items.len(), brought.parcel.lots.len()),
        (1, 1)
    );
}

#[test]
fn what_is_too_long_of_a_recipe_is_cut_and_named() {
    let long = "x".repeat(3_000);
    let salt = r#"{ "name": "Salt" }"#;
    let salts = vec![salt; 300].join(",");
    let text = format!(
        r#"{{ "format": "larder-household", "version": 1, "recipes": [
            {{ "id": "00000000000000000000000000000001", "name": "Soup", "servings": 0,
               "minutes": 20, "labels": ["vegan", "tasty"],
               "ingredients": [{{ "name": "Water", "quantity": "1 l" }}], "steps": ["Boil."] }},
            {{ "id": "00000000000000000000000000000002", "name": "Brine",
               "ingredients": [{salts}] }},
            {{ "id": "00000000000000000000000000000003", "name": "Tea", "steps": ["{long}"] }},
            {{ "id": "00000000000000000000000000000004", "name": " " }},
            {{ "name": "No id" }},
            {{ "id": "00000000000000000000000000000005", "name": "Air",
               "ingredients": [{{ "quantity": "1 l" }}] }}] }}"#
    );
    assert_eq!(
        left_out(&text),
        [
            (Part::Recipe, 2, Why::Cut),
            (Part::Recipe, 3, Why::Cut),
            (Part::Recipe, 4, Why::NoName),
            (Part::Recipe, 5, Why::NoId),
            (Part::Recipe, 6, Why::Cut),
        ]
    );
    let brought = read(&parse(&text).expect("JSON")).expect("an archive");
    let recipes = brought.parcel.recipes;
    assert_eq!((recipes[0].servings, recipes[0].minutes), (None, Some(20)));
    assert_eq!(recipes[0].labels.len(), 1);
    assert_eq!(recipes[1].ingredients.len(), 3_500 / (4 + 24));
    assert_eq!(recipes[2].steps[0].len(), 2_000);
}
