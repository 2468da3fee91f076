//! Any household there and back, and any tree of a file.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;

fn any_lot() -> impl Strategy<Value = (NewLot, bool)> {
    let name = prop::sample::select(vec![
        "Milk",
        "-Eggs",
        "Müsli",
        "Sauce, \"hot\"",
        "=Tea\n+",
        "a'",
    ]);
    let unit = prop::sample::select(Unit::ALL.to_vec());
    let category = prop::sample::select(Category::ALL.to_vec());
    let place = prop::sample::select(PlaceKind::ALL.to_vec());
    let currency = prop::sample::select(vec!["EUR", "JPY", "KWD"]);
    let date = prop_oneof![
        Just(DateChoice::Estimate),
        Just(DateChoice::None),
        (0..2_000_i32).prop_map(|days| DateChoice::Given(Marked::best_before(later(days)))),
        (0..2_000_i32).prop_map(|days| DateChoice::Given(Marked::use_by(later(days)))),
    ];
    let amounts = (
        1..5_000_000_i64,
        prop::option::of(0..1_000_000_i64),
        0..400_i32,
    );
    let rest = (".{0,20}", any::<bool>());
    (name, unit, category, place, currency, date, amounts, rest).prop_map(
        |(name, unit, category, place, currency, date, (milli, price, ago), (note, open))| {
            let currency = Currency::from_code(currency).expect("a code");
            let lot = NewLot {
                item: ItemChoice::Named(name.to_owned()),
                category: Some(category),
                quantity: Quantity::new(milli, unit),
                place: Some(place.place()),
                purchased: Some(later(-ago)),
                date,
                price: price.map(|minor| Money::new(minor, currency)),
                note,
            };
            (lot, open)
        },
    )
}

fn later(days: i32) -> pantry::Date {
    TODAY
        .checked_add(jiff::Span::new().days(days))
        .expect("a date")
}

/// Something that a household says of its categories or of keeping things.
fn any_habit() -> impl Strategy<Value = Action> {
    use pantry::action::{CategoryEdit, NewCategory};
    use pantry::shelf_life::Subject;
    let category = || prop::sample::select(Category::ALL.to_vec());
    let of = prop_oneof![
        category().prop_map(Subject::Category),
        prop::sample::select(vec!["milk", "rice"]).prop_filter_map("a food", Subject::food),
    ];
    let said = (
        prop::option::of("[a-z]{1,9}"),
        any::<bool>(),
        prop::option::of(0..18_usize),
    );
    let own = ("[a-z]{1,9}", category(), category());
    prop_oneof![
        own.prop_map(|(name, like, picture)| Action::AddCategory(NewCategory {
            name,
            like,
            picture
        })),
        (of, 0..3_000_u16).prop_map(|(of, days)| habits::life(of, days)),
        (category(), said).prop_map(|(category, (name, hidden, index))| {
            let name = name.map_or(Edit::Keep, Edit::Set);
            let hidden = Some(hidden);
            habits::edit(
                category,
                CategoryEdit {
                    name,
                    hidden,
                    index,
                    picture: None,
                },
            )
        }),
    ]
}

/// A recipe, with whatever people write.
fn any_recipe() -> impl Strategy<Value = Action> {
    use pantry::action::NewRecipe;
    use pantry::recipe::{Ingredient, Label};
    let unit = prop::sample::select(Unit::ALL.to_vec());
    let quantity = (1..5_000_000_i64, unit).prop_map(|(milli, unit)| Quantity::new(milli, unit));
    let one = (
        "[a-zß\"']{1,9}",
        prop::option::of(quantity),
        "[a-z]{0,9}",
        any::<bool>(),
    );
    let one = one.prop_map(|(name, quantity, note, optional)| Ingredient {
        note,
        optional,
        ..Ingredient::new(format!("x{name}"), quantity)
    });
    let labels = prop::collection::btree_set(prop::sample::select(Label::ALL.to_vec()), 0..4);
    let numbers = (
        prop::option::of(1..1_000_u32),
        prop::option::of(1..40_000_u32),
    );
    let lists = (
        prop::collection::vec(one, 0..6),
        prop::collection::vec("[a-z]{1,900}", 0..6),
    );
    ("[a-z]{1,9}", numbers, labels, "[a-z]{0,9}", lists).prop_map(
        |(name, (servings, minutes), labels, source, (ingredients, steps))| {
            Action::AddRecipe(Arc::new(NewRecipe {
                note: source.clone(),
                name,
                servings,
                minutes,
                labels,
                source,
                ingredients,
                steps,
            }))
        },
    )
}

/// A tree of members that readers look for, with anything in them.
fn any_tree() -> impl Strategy<Value = Tree> {
    let name = prop::sample::select(vec![
        "format",
        "version",
        "places",
        "items",
        "lots",
        "receipts",
        "lines",
        "id",
        "item",
        "name",
        "left",
        "bought",
        "place",
        "kind",
        "price",
        "photos",
        "sha256",
        "products",
        "stock",
        "product_id",
        "amount",
        "best_before_date",
        "qu_id_stock",
        "locations",
        "is_freezer",
        "category",
        "date",
        "time",
        "each",
        "days",
        "brand",
        "size",
        "opened",
        "description",
        "categories",
        "shelf_life",
        "hidden",
        "like",
        "picture",
        "own_category",
        "food",
        "fridge",
        "recipes",
        "ingredients",
        "quantity",
        "optional",
        "steps",
        "labels",
        "servings",
        "minutes",
        "source",
        "note",
    ]);
    let leaf = prop_oneof![
        Just(Tree::Null),
        any::<bool>().prop_map(Tree::Bool),
        any::<f64>().prop_map(Tree::Number),
        (-3..9_i32).prop_map(|number| Tree::Number(number.into())),
        ".{0,40}".prop_map(Tree::Text),
        prop::sample::select(vec![
            "larder-household",
            "00000000000000000000000000000001",
            "1.5 kg",
            "2026-02-30",
            "2026-12-31",
            "9223372036854775807 EUR",
            "-9223372036854775808 kg",
            "18:61",
            "fridge",
            "1 EUR",
            "<a",
            "2.49 EUR",
            "meat",
            "Milk",
        ])
        .prop_map(Tree::text),
    ];
    leaf.prop_recursive(4, 64, 8, move |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Tree::List),
            prop::collection::vec((name.clone().prop_map(str::to_owned), inner), 0..8)
                .prop_map(Tree::Map),
        ]
    })
}

/// Reads a tree as every kind of file, and takes in what comes of it.
fn take_in(tree: &Tree) {
    use pantry::transfer::{grocy, kitchenowl};
    let mut lists = grocy::Lists::default();
    lists.take(tree, "stock.json");
    let read = [
        archive::read(tree),
        kitchenowl::read(tree),
        grocy::read(&lists, Currency::EUR),
    ];
    for brought in read.into_iter().flatten() {
        let mut device = Device::new(1);
        if let Ok(planned) = device.plan(&Action::Import(brought.parcel.clone().into())) {
            device.household.apply_all(&planned.ops);
            // Whatever it finds, it finds it without a panic.
            let _ = Comparison::of(&brought.parcel, &device.household);
            assert_eq!(archived(&device.household).left_out, []);
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn every_household_comes_through_an_archive_and_its_stock_through_a_table(
        lots in prop::collection::vec(any_lot(), 1..12),
        used in prop::collection::vec(0..12_usize, 0..4),
        habits in prop::collection::vec(any_habit(), 0..6),
        recipes in prop::collection::vec(any_recipe(), 0..4),
    ) {
        let mut from = Device::new(1);
        for recipe in recipes {
            from.act(&recipe);
        }
        for habit in habits {
            if let Ok(planned) = from.plan(&habit) {
                from.household.apply_all(&planned.ops);
            }
        }
        for (lot, open) in &lots {
            let own = from.household.own_categories().next();
            let mut lot = lot.clone();
            lot.category = match own.filter(|_| *open) {
                Some(own) => Some(Category::Own(own)),
                None => lot.category,
            };
            from.act(&Action::AddLot(lot));
            if *open {
                let newest = from.household.every_lot().last().expect("a lot").id;
                let _ = from.plan(&Action::Open { lot: newest, part: None, on: TODAY })
                    .map(|planned| from.household.apply_all(&planned.ops));
            }
        }
        let ids: Vec<_> = from.household.lots().map(|lot| lot.id).collect();
        for used in used {
            if let Some(lot) = ids.get(used) {
                let left = from.household.quantity(*lot);
                let some = Quantity::new(left.milli / 2, left.unit);
                if let Ok(planned) = from.plan(&Action::Consume { lot: *lot, amount: some }) {
                    from.household.apply_all(&planned.ops);
                }
            }
        }
        let brought = archived(&from.household);
        prop_assert_eq!(&brought.left_out, &[]);
        let mut to = Device::new(2);
        import(&mut to, &brought.parcel);
        prop_assert_eq!(told(&to.household), told(&from.household));

        let sheet = Sheet::read(&write(&from.household)).expect("a table");
        let brought = sheet.parcel(&choices());
        prop_assert_eq!(&brought.left_out, &[]);
        let mut to = Device::new(3);
        import(&mut to, &brought.parcel);
        prop_assert_eq!(stock(&to.household), stock(&from.household));
    }

    #[test]
    fn any_tree_is_read_or_refused(tree in any_tree()) {
        take_in(&tree);
        if let Tree::Map(mut members) = tree {
            members.insert(0, ("format".to_owned(), Tree::text("larder-household")));
            take_in(&Tree::Map(members));
        }
    }

    #[test]
    fn any_bytes_are_a_table_or_none(
        head in prop::sample::select(vec![&b""[..], b"name;amount;mhd;price\n", b"name,amount,expiry,unit price,unit\n"]),
        bytes in prop::collection::vec(any::<u8>(), 0..400),
    ) {
        let bytes = [head, &bytes].concat();
        if let Ok(sheet) = Sheet::read(&bytes) {
            let brought = sheet.parcel(&choices());
            let _ = (sheet.asks_order(), sheet.asks_currency(), sheet.unclear_date());
            let mut device = Device::new(1);
            if !brought.parcel.is_empty() {
                let planned = device.plan(&Action::Import(brought.parcel.into()));
                prop_assert!(planned.is_ok(), "{planned:?}");
            }
        }
    }
}
