//! What was spent, what things cost, what was thrown away; and finding a receipt again.

use expect_test::expect;
use jiff::civil::{Date, date};
use pantry::action::{Action, Edit, ItemChoice, Line, LotEdit, NewLot, Purchase};
use pantry::category::Category;
use pantry::household::{Household, ReceiptIndex};
use pantry::insights::{self, Measure, Month};
use pantry::money::{Currency, Money};
use pantry::op::DiscardReason;
use proptest::prelude::*;

use crate::accept::{line, purchase};
use crate::device::{Device, TODAY, amount, new_lot};
use crate::laws::life::{live, steps};

fn euro(cents: i64) -> Money {
    Money::new(cents, Currency::EUR)
}

fn at(merchant: &str, on: Date, cents: i64, lines: Vec<Line>) -> Action {
    Action::AcceptPurchase(Purchase {
        merchant: Some(merchant.to_owned()),
        date: Some(on),
        total: Some(euro(cents)),
        ..purchase(lines)
    })
}

fn months() -> Vec<Month> {
    Month::of(TODAY).last(3)
}

/// Two shops over three months, something by hand, and something in another currency.
fn shopped() -> Device {
    let mut device = Device::new(1);
    let milk = |cents| line("MILK 1L", "Milk", Category::DairyEggs, "1 l", cents);
    let bread = |cents| line("BROT", "Bread", Category::Bakery, "1", cents);
    device.act(&at(
        "Corner Market",
        date(2026, 9, 3),
        400,
        vec![milk(100), bread(280)],
    ));
    device.act(&at("Grand Bazar", date(2026, 11, 1), 250, vec![milk(120)]));
    device.act(&at(
        "CORNER MARKET",
        date(2026, 11, 8),
        150,
        vec![milk(150)],
    ));
    device.act(&at("Corner Market", date(2026, 1, 8), 999, vec![milk(90)]));
    device.act(&Action::AddLot(NewLot {
        price: Some(euro(500)),
        ..new_lot("Honey", Category::CondimentsSpices, "500 g")
    }));
    device.act(&Action::AddLot(NewLot {
        price: Some(Money::new(700, Currency::USD)),
        ..new_lot("Syrup", Category::CondimentsSpices, "1")
    }));
    device
}

#[test]
fn spending_is_told_by_month_shop_and_category_in_each_currency() {
    let told = insights::spending(&shopped().household, &months());
    let [euros, dollars] = &told[..] else {
        panic!("two currencies: {told:?}");
    };
    assert_eq!(
        (euros.currency, euros.total, euros.purchases),
        (Currency::EUR, 1_300, 4)
    );
    let sums = euros.months.iter().map(|(month, sum)| (month.month, *sum));
    assert_eq!(sums.collect::<Vec<_>>(), [(9, 400), (10, 0), (11, 900)]);
    let shop = |name: &str| Some(name.to_owned());
    let shops = [
        (shop("CORNER MARKET"), 550),
        (None, 500),
        (shop("Grand Bazar"), 250),
    ];
    assert_eq!(
        euros.merchants, shops,
        "whatever its capitals, as it was printed last"
    );
    let categories = [
        (Some(Category::CondimentsSpices), 500),
        (Some(Category::DairyEggs), 370),
        (Some(Category::Bakery), 280),
    ];
    assert_eq!(euros.categories, categories);
    assert_eq!(euros.unlisted, 150, "what the lines do not say");
    assert_eq!((dollars.currency, dollars.total), (Currency::USD, 700));
}

#[test]
fn a_receipt_without_a_total_counts_as_its_lines_less_what_was_taken_off() {
    let mut device = Device::new(1);
    let tea = Line {
        discount: Some(euro(-50)),
        ..line("TEA", "Tea", Category::Beverages, "1", 300)
    };
    device.act(&Action::AcceptPurchase(Purchase {
        total: None,
        ..purchase(vec![tea])
    }));
    let told = insights::spending(&device.household, &months());
    assert_eq!((told[0].total, told[0].unlisted), (250, 0));
    assert_eq!(insights::spending(&Household::default(), &months()), []);
}

#[test]
fn prices_are_compared_by_the_kilogram_the_litre_or_the_piece() {
    let device = shopped();
    let milk = insights::price_trends(&device.household, device.item("milk"));
    assert_eq!(milk.len(), 1);
    let trend = &milk[0];
    assert_eq!(
        (trend.currency, trend.measure),
        (Currency::EUR, Measure::Litre)
    );
    let prices: Vec<(Date, i64)> = trend.prices.iter().map(|one| (one.on, one.minor)).collect();
    assert_eq!(
        prices,
        [
            (date(2026, 1, 8), 90),
            (date(2026, 9, 3), 100),
            (date(2026, 11, 1), 120),
            (date(2026, 11, 8), 150)
        ]
    );
    assert_eq!(trend.change(), Some(25));
    let honey = insights::price_trends(&device.household, device.item("honey"));
    assert_eq!(
        (honey[0].measure, honey[0].prices[0].minor),
        (Measure::Kilogram, 1_000)
    );
    assert_eq!(honey[0].change(), None, "one price is no trend");
}

#[test]
fn packages_of_a_known_size_are_compared_by_what_is_in_them() {
    let mut device = Device::new(1);
    let rice = Line {
        size: Some(amount("500 g")),
        ..line("RICE", "Rice", Category::Staples, "2", 240)
    };
    let plain = line("RICE", "Rice", Category::Staples, "2", 240);
    device.act(&at("Shop", TODAY, 480, vec![rice, plain]));
    let trends = insights::price_trends(&device.household, device.item("rice"));
    let told = trends
        .iter()
        .map(|trend| (trend.measure, trend.prices[0].minor));
    let told: Vec<(Measure, i64)> = told.collect();
    assert_eq!(told, [(Measure::Kilogram, 240), (Measure::Piece, 120)]);
}

#[test]
fn what_was_thrown_away_is_told_in_things_and_in_money() {
    let mut device = shopped();
    let milk = device.item("milk");
    let lots = device.household.all_lots_of(milk);
    // Bought for 1.50: half of it spoils, and half of what was split off before.
    let dear = lots
        .iter()
        .find(|lot| lot.price == Some(euro(150)))
        .map(|lot| lot.id);
    let lot = dear.expect("the last one");
    let split = device.act(&Action::Split {
        lot,
        amount: amount("0.5 l"),
    });
    let part = split.ops[0].entity.into();
    let throw = |lot, much: &str, reason| Action::Discard {
        lot,
        amount: amount(much),
        reason,
    };
    device.act(&throw(lot, "0.5 l", DiscardReason::Spoiled));
    device.act(&throw(part, "0.25 l", DiscardReason::Spoiled));
    let tea = device.add("Tea", Category::Beverages, "1");
    device.act(&throw(tea, "1", DiscardReason::Disliked));
    let undone = device.act(&throw(part, "0.25 l", DiscardReason::Expired));
    device.act(&Action::Undo { txn: undone.id });
    let waste = insights::waste(&device.household, &months(), |_| TODAY);
    assert_eq!((waste.times, waste.unpriced), (3, 1));
    assert_eq!(
        waste.lost,
        [euro(75 + 38)],
        "half, and a quarter, of what it cost"
    );
    let items = waste.items.iter().map(|item| (item.item, item.times));
    assert_eq!(
        items.collect::<Vec<_>>(),
        [(milk, 2), (device.item("tea"), 1)]
    );
    let reasons = [(DiscardReason::Spoiled, 2), (DiscardReason::Disliked, 1)];
    assert_eq!(waste.reasons, reasons);
    let counts: Vec<usize> = waste.months.iter().map(|(_, times)| *times).collect();
    assert_eq!(counts, [0, 0, 3]);
    let long_ago = insights::waste(&device.household, &months(), |_| date(2020, 1, 1));
    assert_eq!((long_ago.times, long_ago.lost.len()), (0, 0));
}

#[test]
fn a_receipt_is_found_by_its_shop_its_print_and_what_it_was_filed_as() {
    let mut device = shopped();
    let name = ItemChoice::Named("Crème fraîche".to_owned());
    let cream = Line {
        item: name,
        ..line("CRM FRCH 200G", "", Category::DairyEggs, "1", 99)
    };
    device.act(&Action::AcceptPurchase(Purchase {
        merchant: Some("Marché Bio".to_owned()),
        address: Some("12 rue des Tilleuls, Lyon".to_owned()),
        date: Some(date(2026, 11, 20)),
        ..purchase(vec![cream])
    }));
    let index = ReceiptIndex::of(&device.household);
    let found = |query: &str| {
        let receipts = index.find(query).into_iter();
        let receipts = receipts.filter_map(|id| device.household.receipt(id));
        let told = receipts.map(|one| {
            format!(
                "{} {}",
                one.merchant.clone().unwrap_or_default(),
                one.date.unwrap_or(TODAY)
            )
        });
        told.collect::<Vec<_>>().join(", ")
    };
    expect!["Marché Bio 2026-11-20"].assert_eq(&found("creme frai"));
    expect!["Marché Bio 2026-11-20"].assert_eq(&found("crm frch"));
    expect!["Marché Bio 2026-11-20"].assert_eq(&found("marche"));
    expect!["Marché Bio 2026-11-20"].assert_eq(&found("tilleuls"));
    expect!["Grand Bazar 2026-11-01"].assert_eq(&found("bazra milk"));
    expect!["Corner Market 2026-09-03"].assert_eq(&found("corner bread"));
    expect![""].assert_eq(&found("zebra"));
    assert_eq!(index.find(" ").len(), 5);
}

#[test]
fn what_is_put_right_is_right_in_the_sums() {
    let mut device = shopped();
    let honey = device.household.lots_of(device.item("honey"))[0].id;
    let edit = LotEdit {
        price: Edit::Set(euro(450)),
        ..LotEdit::default()
    };
    device.act(&Action::EditLot { lot: honey, edit });
    let told = insights::spending(&device.household, &months());
    assert_eq!(told[0].total, 1_250);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]

    /// Whatever people do, no sum loses or makes money.
    #[test]
    fn sums_of_months_shops_and_categories_are_of_the_same_money(steps in steps()) {
        let household = Household::from_ops(&live(&steps).ops);
        for spent in insights::spending(&household, &months()) {
            let months: i64 = spent.months.iter().map(|(_, sum)| sum).sum();
            let shops: i64 = spent.merchants.iter().map(|(_, sum)| sum).sum();
            let categories: i64 = spent.categories.iter().map(|(_, sum)| sum).sum();
            prop_assert_eq!(months, spent.total);
            prop_assert_eq!(shops, spent.total);
            prop_assert_eq!(categories + spent.unlisted, spent.total);
        }
        let waste = insights::waste(&household, &months(), |_| TODAY);
        let times: usize = waste.items.iter().map(|item| item.times).sum();
        prop_assert_eq!(times, waste.times);
    }
}
