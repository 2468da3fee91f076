//! How long the household keeps things, by its own word.

use jiff::civil::date;
use pantry::action::{Action, Rejected};
use pantry::category::Category;
use pantry::household::What;
use pantry::location::PlaceKind;
use pantry::shelf_life::{Kind, Opened, Subject};

use crate::device::{Device, TODAY};

fn milk() -> Subject {
    Subject::of(Kind::of(Category::DairyEggs, "Milk"))
}

fn keeps(of: Subject, days: Option<u16>) -> Action {
    Action::EditShelfLife {
        of,
        place: PlaceKind::Fridge,
        state: Opened::Sealed,
        days,
    }
}

#[test]
fn what_the_household_says_dates_what_is_there_and_what_comes_until_it_is_taken_back() {
    let mut device = Device::new(1);
    let lot = device.add("Milk", Category::DairyEggs, "1 l");
    let due = |device: &Device, lot| {
        let lot = device.household.lot(lot).expect("a lot");
        device.household.due(lot).map(|due| due.on)
    };
    let published = due(&device, lot);
    assert_eq!(device.today, TODAY);
    let done = device.act(&keeps(milk(), Some(3)));
    assert_eq!(due(&device, lot), Some(date(2026, 11, 25)));
    let what = device.household.entry(done.id).map(|entry| entry.what);
    assert_eq!(what, Some(What::EditedShelfLife { of: milk() }));
    let next = device.add("Milk", Category::DairyEggs, "500 ml");
    assert_eq!(due(&device, next), Some(date(2026, 11, 25)));
    let same = device.plan(&keeps(milk(), Some(3)));
    assert_eq!(same, Err(Rejected::NothingChanged));
    device.act(&Action::Undo { txn: done.id });
    assert_eq!(due(&device, lot), published);
    device.act(&keeps(milk(), Some(3)));
    device.act(&Action::ResetShelfLife { of: milk() });
    assert_eq!(due(&device, next), published);
}

#[test]
fn a_category_gives_days_to_what_has_none_of_its_own() {
    let mut device = Device::new(1);
    let all = Subject::Category(Category::DairyEggs);
    device.act(&keeps(all, Some(6)));
    let lot = device.add("Milk", Category::DairyEggs, "1 l");
    let due = |device: &Device| {
        let lot = device.household.lot(lot).expect("a lot");
        device.household.due(lot).map(|due| due.on)
    };
    assert_eq!(due(&device), Some(date(2026, 11, 28)));
    device.act(&keeps(milk(), Some(2)));
    assert_eq!(due(&device), Some(date(2026, 11, 24)));
    let other = device.twin(2);
    assert_eq!(
        other.household.own_days(milk()),
        device.household.own_days(milk())
    );
    assert_eq!(other.show(), device.show());
    let ever = device.plan(&keeps(milk(), Some(u16::MAX)));
    assert_eq!(ever, Err(Rejected::TooMuch));
}

/// What an opened one keeps is no date that was written down: it follows at once.
#[test]
fn days_after_opening_follow() {
    let mut device = Device::new(1);
    let lot = device.add("Milk", Category::DairyEggs, "1 l");
    device.act(&Action::Open {
        lot,
        part: None,
        on: TODAY,
    });
    device.act(&Action::EditShelfLife {
        of: milk(),
        place: PlaceKind::Fridge,
        state: Opened::Opened,
        days: Some(1),
    });
    let lot = device.household.lot(lot).expect("a lot");
    let due = device.household.due(lot).map(|due| due.on);
    assert_eq!(due, Some(date(2026, 11, 23)));
}
