//! What is offered where food is put away.

use pantry::action::{Action, DateChoice, ItemChoice, NewEntry, NewLot};
use pantry::category::Category;
use pantry::location::PlaceKind;

use crate::device::{Device, TODAY, amount};

#[test]
fn what_is_usual_comes_in_as_it_did_the_last_time() {
    let mut device = Device::new(1);
    device.add("Rice", Category::Staples, "1 kg");
    for _ in 0..2 {
        device.add("Milk", Category::DairyEggs, "1 l");
    }
    let lot = NewLot {
        item: ItemChoice::Named("Milk".to_owned()),
        category: None,
        quantity: amount("2 l"),
        place: Some(PlaceKind::Pantry.place()),
        purchased: Some(TODAY.tomorrow().expect("a day")),
        date: DateChoice::Estimate,
        price: None,
        note: String::new(),
    };
    device.act(&Action::AddLot(lot));
    let names = |device: &Device, query: &str| -> Vec<String> {
        let usual = device.household.usual(query, 9);
        usual.into_iter().map(|usual| usual.name).collect()
    };
    assert_eq!(names(&device, ""), ["Milk", "Rice"]);
    assert_eq!(names(&device, "ric"), ["Rice"]);
    assert_eq!(device.household.usual("", 1).len(), 1);
    let milk = device.household.usual("", 1).remove(0);
    assert_eq!(milk.quantity, amount("2 l"));
    assert_eq!(milk.place, Some(PlaceKind::Pantry.place()));
    // What is to be bought has most likely come.
    let rice = NewEntry {
        name: "rice".to_owned(),
        ..NewEntry::default()
    };
    device.act(&Action::AddToList(vec![rice]));
    assert_eq!(names(&device, ""), ["Rice", "Milk"]);
}
