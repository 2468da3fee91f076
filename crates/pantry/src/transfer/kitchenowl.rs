//! KitchenOwl's export of a household: `GET /api/household/ID/export` or `…/export/items`,
//! which its app saves as JSON (assumptions in `docs/export.md`).
//!
//! It has the items that the household knows, by name, with a category's name; there is no
//! stock in it, and of shopping lists only their names. Recipes and expenses are left out.

use super::words::{category, kept_name};
use super::{Brought, LeftOut, ParcelItem, Part, Tree, Unreadable, Why};
use crate::search::fold;

/// Whether a file looks like one: items that all have a name, and nothing of Grocy's.
#[must_use]
pub fn is_one(tree: &Tree) -> bool {
    let items = tree.get("items").list();
    let own = [
        "shoppinglists",
        "recipes",
        "planner_feature",
        "expenses_feature",
    ];
    let whole = own.iter().any(|name| !tree.get(name).is_null());
    let named = |item: &Tree| item.get("name").as_text().is_some() && item.get("id").is_null();
    matches!(tree.get("items"), Tree::List(_))
        && (whole || (!items.is_empty() && items.iter().all(named)))
}

/// Reads an export.
///
/// # Errors
///
/// Only a file that is none.
pub fn read(tree: &Tree) -> Result<Brought, Unreadable> {
    if !is_one(tree) {
        return Err(Unreadable::Unknown);
    }
    let mut brought = Brought::default();
    let mut seen = std::collections::BTreeSet::new();
    for (position, entry) in tree.get("items").list().iter().enumerate() {
        let said = entry.get("name").as_text().unwrap_or_default();
        let (name, _) = kept_name(said);
        let folded = fold(name);
        if folded.is_empty() {
            brought.left_out.push(LeftOut {
                part: Part::Item,
                row: position + 1,
                said: name.to_owned(),
                why: Why::NoName,
            });
        } else if seen.insert(folded) {
            let filed = entry.get("category");
            // Older versions wrote the category's name, some forks the whole category.
            let filed = filed.as_text().or_else(|| filed.get("name").as_text());
            brought.parcel.items.push(ParcelItem {
                category: filed.and_then(category),
                ..ParcelItem::named(name)
            });
        }
    }
    for name in ["recipes", "expenses"] {
        let count = tree.get(name).list().len();
        if count > 0 {
            brought.left_out.push(LeftOut {
                part: Part::Item,
                row: count,
                said: name.to_owned(),
                why: Why::NoSuch,
            });
        }
    }
    Ok(brought)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::category::Category;
    use crate::transfer::tree::tests::parse;

    const EXPORT: &str = include_str!("../../tests/pantry/transfer/kitchenowl.json");

    #[test]
    fn items_come_with_their_categories_and_the_rest_is_named() {
        let tree = parse(EXPORT).expect("JSON");
        let brought = read(&tree).expect("an export");
        let items: Vec<_> = brought
            .parcel
            .items
            .iter()
            .map(|item| (item.name.as_str(), item.category))
            .collect();
        assert_eq!(
            items,
            [
                ("Apples", Some(Category::Produce)),
                ("Milk", Some(Category::DairyEggs)),
                ("Toilet paper", Some(Category::PersonalCare)),
                ("Birthday candles", None),
            ]
        );
        let left: Vec<_> = brought
            .left_out
            .iter()
            .map(|left| (left.said.as_str(), left.why))
            .collect();
        assert_eq!(left, [("", Why::NoName), ("recipes", Why::NoSuch)]);
        assert!(brought.parcel.lots.is_empty(), "it keeps no stock");
    }

    #[test]
    fn other_files_are_none() {
        for text in [
            "{}",
            "[]",
            "null",
            r#"{"items": []}"#,
            r#"{"items": [{"id": 1, "name": "x"}]}"#,
        ] {
            assert!(!is_one(&parse(text).expect("JSON")), "{text}");
        }
    }
}
