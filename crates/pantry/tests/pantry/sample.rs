//! The sample household: it comes as one action and goes as a whole.

use jiff::civil::date;
use pantry::action::{Action, NewEntry, Rejected};
use pantry::category::Category;
use pantry::household::{Receipt, What};
use pantry::id::{LotId, ReceiptId};
use pantry::money::{Currency, Money};
use pantry::transfer::{Parcel, ParcelItem, ParcelLot};

use crate::device::{Device, amount};

fn parcel() -> Parcel {
    let item = |name: &str| ParcelItem {
        category: Some(Category::DairyEggs),
        ..ParcelItem::named(name)
    };
    let receipt = |merchant: &str| Receipt {
        id: ReceiptId::from_bytes([0; 16]),
        merchant: Some(merchant.to_owned()),
        address: None,
        date: Some(date(2026, 11, 2)),
        time: None,
        currency: Some(Currency::EUR),
        tax: None,
        total: Some(Money::new(129, Currency::EUR)),
        images: Vec::new(),
    };
    let milk = ParcelLot {
        receipt: Some(0),
        ..ParcelLot::of(0, amount("2 l"))
    };
    let entry = |name: &str| NewEntry {
        name: name.to_owned(),
        ..NewEntry::default()
    };
    Parcel {
        items: vec![item("Milk"), item("Butter")],
        lots: vec![milk, ParcelLot::of(1, amount("250 g"))],
        receipts: vec![receipt("Greenleaf"), receipt("Corner")],
        list: vec![entry("Tea"), entry("Onions")],
        ..Parcel::default()
    }
}

fn lot_of(device: &Device, name: &str) -> LotId {
    device.household.lots_of(device.item(name))[0].id
}

#[test]
fn a_sample_comes_as_one_action_and_goes_whatever_became_of_it() {
    let mut device = Device::new(1);
    assert!(!device.household.has_sample());
    let came = device.act(&Action::AddSample(parcel().into()));
    assert!(device.household.has_sample());
    let with_sample = device.show();
    assert!(with_sample.contains("receipt Corner"), "{with_sample}");
    let entry = device.household.entry(came.id).expect("an entry");
    assert_eq!(entry.what, What::AddedSample);

    // One is halved into the freezer, one used up, and one thing is bought.
    let (milk, butter) = (lot_of(&device, "Milk"), lot_of(&device, "Butter"));
    device.act(&Action::Freeze {
        lot: milk,
        part: Some(amount("1 l")),
    });
    device.act(&Action::Consume {
        lot: butter,
        amount: amount("250 g"),
    });
    let bought = device.household.to_buy()[0].id;
    device.act(&Action::Tick { entry: bought });
    let before = device.show();
    let gone = device.act(&Action::RemoveSample);
    assert_eq!(device.show(), "");
    assert!(!device.household.has_sample());
    assert!(device.household.suggestions("", 9).is_empty());
    let entry = device.household.entry(gone.id).expect("an entry");
    assert_eq!(entry.what, What::RemovedSample);
    let again = device.plan(&Action::RemoveSample);
    assert_eq!(again, Err(Rejected::NothingChanged));

    device.act(&Action::Undo { txn: gone.id });
    assert_eq!(device.show(), before);
    device.act(&Action::RemoveSample);
    device.act(&Action::AddSample(parcel().into()));
    assert_eq!(device.show(), with_sample, "it can come a second time");
}

#[test]
fn food_of_the_sample_is_told_from_food_that_is_there() {
    let mut device = Device::new(1);
    device.act(&Action::AddSample(parcel().into()));
    let bread = device.add("Bread", Category::Bakery, "1");
    let milk = lot_of(&device, "Milk");
    device.act(&Action::Freeze {
        lot: milk,
        part: Some(amount("1 l")),
    });
    let mut halves = device.household.lots_of(device.item("Milk"));
    assert_eq!(halves.len(), 2);
    halves.retain(|half| !device.household.is_of_sample(half.id));
    assert!(halves.is_empty(), "both are the sample's: {halves:?}");
    assert!(!device.household.is_of_sample(bread));
}

#[test]
fn what_people_added_stays_when_the_sample_goes() {
    let mut device = Device::new(1);
    device.act(&Action::AddSample(parcel().into()));
    let own = device.add("Milk", Category::DairyEggs, "500 ml");
    device.add("Bread", Category::Bakery, "1");
    device.act(&Action::AddToList(vec![NewEntry {
        name: "Soap".to_owned(),
        ..NewEntry::default()
    }]));
    device.act(&Action::RemoveSample);
    let names: Vec<&str> = device.household.items().map(|item| &*item.name).collect();
    assert_eq!(names.len(), 2, "{names:?}");
    let lots = device.household.lots_of(device.item("Milk"));
    let lots: Vec<LotId> = lots.into_iter().map(|lot| lot.id).collect();
    assert_eq!(lots, [own], "the name stays with what is its own");
    assert!(device.household.item_named("Bread").is_some());
    let listed: Vec<&str> = device
        .household
        .listed()
        .map(|entry| &*entry.name)
        .collect();
    assert_eq!(listed, ["Soap"]);
}
