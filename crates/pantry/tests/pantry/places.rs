//! Places of a household's own.

use pantry::action::{Action, PlaceEdit, Rejected};
use pantry::category::Category;
use pantry::household::What;
use pantry::id::PlaceId;
use pantry::location::PlaceKind;

use crate::device::{Device, amount};

fn add(device: &mut Device, name: &str, kind: PlaceKind) -> PlaceId {
    let before = device.household.places();
    let name = name.to_owned();
    device.act(&Action::AddPlace { name, kind });
    let places = device.household.places().into_iter();
    let mut new = places.filter(|place| !before.contains(place));
    new.next().expect("a new place").id
}

fn names(device: &Device) -> Vec<String> {
    let places = device.household.places().into_iter();
    places.map(|place| place.name).collect()
}

fn edit(place: PlaceId, name: Option<&str>, kind: Option<PlaceKind>) -> Action {
    let name = name.map(str::to_owned);
    Action::EditPlace {
        place,
        edit: PlaceEdit { name, kind },
    }
}

fn last(device: &Device) -> What {
    device.household.journal().next().expect("an entry").what
}

#[test]
fn a_place_is_added_and_used_like_the_built_in_ones() {
    let mut device = Device::new(1);
    let chest = add(&mut device, " Chest freezer ", PlaceKind::Freezer);
    assert_eq!(last(&device), What::AddedPlace { place: chest });
    assert_eq!(
        names(&device),
        ["Pantry", "Fridge", "Freezer", "Chest freezer"]
    );
    let lot = device.add("Peas", Category::Produce, "1 kg");
    device.act(&Action::Move {
        lot,
        part: None,
        to: chest,
    });
    assert!(device.household.lot(lot).expect("a lot").is_frozen());
    let nameless = Action::AddPlace {
        name: " ".to_owned(),
        kind: PlaceKind::Pantry,
    };
    assert_eq!(device.plan(&nameless), Err(Rejected::NoName));
}

#[test]
fn a_place_of_another_kind_gives_its_food_other_days() {
    let mut device = Device::new(1);
    let shelf = add(&mut device, "Cellar", PlaceKind::Fridge);
    let lot = device.add("Juice", Category::Beverages, "1 l");
    device.act(&Action::Move {
        lot,
        part: None,
        to: shelf,
    });
    device.act(&Action::Open {
        lot,
        part: None,
        on: device.today,
    });
    let due = |device: &Device| {
        let lot = device.household.lot(lot).expect("a lot");
        device.household.due(lot).expect("a day").on
    };
    let cold = due(&device);
    let warm = edit(shelf, Some("Shelf"), Some(PlaceKind::Pantry));
    let planned = device.plan(&warm).expect("it can be done");
    let changed = device.household.apply_all(&planned.ops);
    assert!(changed.lots.contains(&lot), "its day is another");
    assert_eq!(last(&device), What::EditedPlace { place: shelf });
    assert_eq!(names(&device), ["Pantry", "Fridge", "Freezer", "Shelf"]);
    assert_ne!(due(&device), cold, "opened drinks have other days there");
    let same = edit(shelf, Some("Shelf"), Some(PlaceKind::Pantry));
    assert_eq!(device.plan(&same), Err(Rejected::NothingChanged));
}

#[test]
fn a_deleted_place_is_shown_while_there_is_food_in_it() {
    let mut device = Device::new(1);
    let shelf = add(&mut device, "Cellar", PlaceKind::Pantry);
    let lot = device.add("Rice", Category::Staples, "1 kg");
    device.act(&Action::Move {
        lot,
        part: None,
        to: shelf,
    });
    let delete = Action::DeletePlace { place: shelf };
    let txn = device.act(&delete).id;
    assert_eq!(last(&device), What::DeletedPlace { place: shelf });
    assert_eq!(names(&device), ["Pantry", "Fridge", "Freezer", "Cellar"]);
    device.act(&Action::Consume {
        lot,
        amount: amount("1 kg"),
    });
    assert_eq!(names(&device), ["Pantry", "Fridge", "Freezer"]);
    assert_eq!(device.plan(&delete), Err(Rejected::NoSuchPlace));
    let shown = device.household.place(shelf).map(|place| place.name);
    assert_eq!(
        shown.as_deref(),
        Some("Cellar"),
        "for the used-up lot's sake"
    );
    device.act(&Action::Undo { txn });
    assert_eq!(names(&device), ["Pantry", "Fridge", "Freezer", "Cellar"]);
}

#[test]
fn a_place_whose_making_was_undone_keeps_its_name_for_the_food_in_it() {
    let mut device = Device::new(1);
    let chest = add(&mut device, "Chest", PlaceKind::Freezer);
    let txn = device.household.journal().next().expect("an entry").txn;
    let lot = device.add("Peas", Category::Frozen, "1 kg");
    device.act(&Action::Move {
        lot,
        part: None,
        to: chest,
    });
    device.act(&Action::Undo { txn });
    let place = device.household.place(chest).expect("it holds food");
    assert_eq!(
        (place.name.as_str(), place.kind),
        ("Chest", PlaceKind::Freezer)
    );
    assert!(device.household.has_place(chest));
}

#[test]
fn the_built_in_places_may_be_renamed_and_nothing_else() {
    let mut device = Device::new(1);
    let fridge = PlaceKind::Fridge.place();
    device.act(&edit(fridge, Some("Kitchen fridge"), None));
    assert_eq!(last(&device), What::EditedPlace { place: fridge });
    assert_eq!(names(&device), ["Pantry", "Kitchen fridge", "Freezer"]);
    for action in [
        edit(fridge, None, Some(PlaceKind::Freezer)),
        Action::DeletePlace { place: fridge },
    ] {
        assert_eq!(device.plan(&action), Err(Rejected::NothingChanged));
    }
    let txn = device.household.journal().next().expect("an entry").txn;
    device.act(&Action::Undo { txn });
    assert_eq!(names(&device), ["Pantry", "Fridge", "Freezer"]);
}
