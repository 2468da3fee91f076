//! The shopping list: what one person does, and what becomes of it when two do it without
//! knowing of each other.

use expect_test::expect;
use pantry::action::{Action, Edit, NewEntry, Rejected, ShoppingEdit, Transaction};
use pantry::category::Category;
use pantry::household::Household;
use pantry::id::ShoppingId;
use pantry::quantity::Quantity;
use proptest::prelude::*;
use sync::{Kind, Op};

use crate::device::{Device, amount, show};
use crate::laws::life::shuffle;

/// The server's log: the position of an op, from 1, is its number.
#[derive(Default)]
struct Log(Vec<Op>);

impl Log {
    fn push(&mut self, transaction: &Transaction) {
        self.0.extend(transaction.ops.iter().cloned());
    }

    fn pull(&self, device: &mut Device) {
        for op in &self.0 {
            device.author.clock.observe(op.hlc);
        }
        device.household.apply_numbered(self.0.iter().zip(1..));
        device.author.basis = self.0.len() as u64;
    }
}

fn entry(line: &str) -> NewEntry {
    let (name, quantity) = line.split_once(": ").map_or((line, None), |(name, much)| {
        (name, Some(Quantity::parse(much).expect("a quantity")))
    });
    NewEntry {
        name: name.to_owned(),
        quantity,
        ..NewEntry::default()
    }
}

fn add(lines: &[&str]) -> Action {
    Action::AddToList(lines.iter().map(|line| entry(line)).collect())
}

fn named(device: &Device, name: &str) -> ShoppingId {
    let listed = device.household.listed();
    let mut named = listed.filter(|entry| entry.name == name);
    named.next().expect("it is on the list").id
}

/// What is open, and what is ticked behind a bar.
fn list(device: &Device) -> String {
    let told = |entries: Vec<&pantry::shopping::ShoppingEntry>| {
        let told = entries.into_iter().map(|entry| match entry.quantity {
            Some(quantity) => format!("{} {quantity}", entry.name),
            None => entry.name.clone(),
        });
        told.collect::<Vec<_>>().join(", ")
    };
    let household = &device.household;
    format!(
        "{} | {}",
        told(household.to_buy()),
        told(household.ticked())
    )
}

/// Two devices that know of milk on the list.
fn with_milk() -> (Log, Device, Device, ShoppingId) {
    let (mut log, mut one, mut two) = (Log::default(), Device::new(1), Device::new(2));
    log.push(&one.act(&add(&["Milk"])));
    log.pull(&mut one);
    log.pull(&mut two);
    let milk = named(&one, "Milk");
    (log, one, two, milk)
}

/// Both hear of what the other did, in this order, and see the same.
fn meet(log: &mut Log, devices: [&mut Device; 2], done: &[&Transaction]) -> String {
    done.iter().for_each(|transaction| log.push(transaction));
    let [one, two] = devices;
    log.pull(one);
    log.pull(two);
    assert_eq!(list(one), list(two));
    assert_eq!(one.show(), two.show());
    list(one)
}

fn edit_amount(entry: ShoppingId, much: &str) -> Action {
    let quantity = Edit::Set(amount(much));
    let edit = ShoppingEdit {
        quantity,
        ..ShoppingEdit::default()
    };
    Action::EditEntry { entry, edit }
}

#[test]
fn the_list_goes_through_the_shop_aisle_by_aisle() {
    let mut device = Device::new(1);
    device.act(&add(&[
        "Batteries",
        "Milk: 2 l",
        "Frozen peas",
        "Apples",
        "Yogurt: 4",
        "Bread",
    ]));
    assert_eq!(
        list(&device),
        "Apples, Bread, Milk 2 l, Yogurt 4 pc, Frozen peas, Batteries | "
    );
}

#[test]
fn ticked_entries_wait_below_until_they_are_cleared() {
    let mut device = Device::new(1);
    device.act(&add(&["Milk", "Bread", "Eggs"]));
    let (milk, bread) = (named(&device, "Milk"), named(&device, "Bread"));
    device.act(&Action::Tick { entry: milk });
    let ticked = device.act(&Action::Tick { entry: bread });
    assert_eq!(list(&device), "Eggs | Bread, Milk");
    let entry = device.household.shopping_entry(bread).expect("it is there");
    let tick = entry.ticked.expect("it is ticked");
    assert_eq!(
        (tick.at, tick.replica),
        (ticked.ops[0].hlc, ticked.id.replica)
    );

    device.act(&Action::Untick { entry: milk });
    assert_eq!(list(&device), "Milk, Eggs | Bread");
    device.act(&Action::ClearTicked);
    assert_eq!(list(&device), "Milk, Eggs | ");
    assert_eq!(
        device.plan(&Action::ClearTicked),
        Err(Rejected::NothingChanged)
    );
    assert_eq!(
        device.plan(&Action::Tick { entry: bread }),
        Err(Rejected::NoSuchEntry)
    );
    assert_eq!(
        device.plan(&Action::Untick { entry: milk }),
        Err(Rejected::NotTicked)
    );
}

#[test]
fn the_same_thing_is_on_the_list_once_with_its_amounts_added_up() {
    let mut device = Device::new(1);
    device.act(&add(&["Milk: 1 l"]));
    device.act(&add(&["milk: 500 ml"]));
    assert_eq!(list(&device), "Milk 1.5 l | ");
    assert_eq!(device.plan(&add(&["MILK"])), Err(Rejected::OnTheList));
    device.act(&add(&["Milk: 2"]));
    let both = "pieces of milk are something else than litres";
    assert_eq!(list(&device), "Milk 1.5 l, Milk 2 pc | ", "{both}");
}

#[test]
fn what_was_ticked_is_open_again_when_it_is_put_on_the_list_again() {
    let mut device = Device::new(1);
    device.act(&add(&["Milk: 1 l"]));
    let milk = named(&device, "Milk");
    device.act(&Action::Tick { entry: milk });
    device.act(&add(&["milk"]));
    assert_eq!(list(&device), "Milk | ");
    assert_eq!(named(&device, "Milk"), milk, "there is one of it");
    device.act(&Action::Tick { entry: milk });
    assert_eq!(list(&device), " | Milk");
}

#[test]
fn every_change_is_one_undo() {
    let mut device = Device::new(1);
    device.act(&add(&["Milk: 1 l", "Bread"]));
    let (milk, bread) = (named(&device, "Milk"), named(&device, "Bread"));
    device.act(&Action::Tick { entry: bread });
    for action in [
        add(&["Eggs: 6", "Bread: 2"]),
        edit_amount(milk, "3 l"),
        Action::Tick { entry: milk },
        Action::Untick { entry: bread },
        Action::RemoveFromList { entry: milk },
        Action::RemoveFromList { entry: bread },
        Action::ClearTicked,
    ] {
        let before = list(&device);
        let txn = device.act(&action).id;
        assert_ne!(list(&device), before, "{action:?}");
        device.act(&Action::Undo { txn });
        assert_eq!(list(&device), before, "{action:?}");
    }
}

#[test]
fn another_name_is_another_thing() {
    let mut device = Device::new(1);
    device.add("Oats", Category::Breakfast, "1 kg");
    device.act(&add(&["Milk"]));
    let entry = named(&device, "Milk");
    let edit = |name: &str| Action::EditEntry {
        entry,
        edit: ShoppingEdit {
            name: Some(name.to_owned()),
            ..ShoppingEdit::default()
        },
    };
    device.act(&edit("oats"));
    let oats = device.household.shopping_entry(entry).expect("it is there");
    assert_eq!(oats.item, Some(device.item("oats")));
    assert_eq!(oats.category, Some(Category::Breakfast));
    let home: Vec<String> = device
        .household
        .at_home(oats)
        .iter()
        .map(ToString::to_string)
        .collect();
    assert_eq!(home, ["1 kg"]);
    assert_eq!(device.plan(&edit(" ")), Err(Rejected::NoName));
    assert_eq!(device.plan(&edit("oats")), Err(Rejected::NothingChanged));
}

#[test]
fn a_tick_and_an_edit_that_did_not_know_of_each_other_both_count() {
    let (mut log, mut one, mut two, milk) = with_milk();
    let ticked = one.act(&Action::Tick { entry: milk });
    let edited = two.act(&edit_amount(milk, "2 l"));
    let seen = meet(&mut log, [&mut one, &mut two], &[&edited, &ticked]);
    assert_eq!(seen, " | Milk 2 l");
}

#[test]
fn two_ticks_are_one_and_taking_one_back_leaves_the_other() {
    let (mut log, mut one, mut two, milk) = with_milk();
    let first = one.act(&Action::Tick { entry: milk });
    let second = two.act(&Action::Tick { entry: milk });
    let seen = meet(&mut log, [&mut one, &mut two], &[&second, &first]);
    assert_eq!(seen, " | Milk");
    let undone = one.act(&Action::Undo { txn: first.id });
    let seen = meet(&mut log, [&mut one, &mut two], &[&undone]);
    assert_eq!(seen, " | Milk", "the other one has it in the basket");
}

#[test]
fn what_was_ticked_and_cleared_stays_away_whatever_others_did_to_it() {
    let others = |entry| {
        [
            Action::Tick { entry },
            edit_amount(entry, "2 l"),
            Action::RemoveFromList { entry },
        ]
    };
    for number in 0..3 {
        let (mut log, mut one, mut two, milk) = with_milk();
        let ticked = one.act(&Action::Tick { entry: milk });
        let cleared = one.act(&Action::ClearTicked);
        let other = two.act(&others(milk)[number]);
        let done = [&ticked, &other, &cleared];
        let seen = meet(&mut log, [&mut one, &mut two], &done);
        assert_eq!(seen, " | ", "{:?}", others(milk)[number]);
    }
}

#[test]
fn a_tick_brings_nothing_back_that_was_removed() {
    let (mut log, mut one, mut two, milk) = with_milk();
    let removed = one.act(&Action::RemoveFromList { entry: milk });
    let ticked = two.act(&Action::Tick { entry: milk });
    let seen = meet(&mut log, [&mut one, &mut two], &[&removed, &ticked]);
    assert_eq!(seen, " | ");
}

#[test]
fn who_wants_it_has_the_last_word() {
    // Removed here, while it was changed there: it stays, and is still to be bought.
    let (mut log, mut one, mut two, milk) = with_milk();
    let removed = one.act(&Action::RemoveFromList { entry: milk });
    let edited = two.act(&edit_amount(milk, "2 l"));
    let seen = meet(&mut log, [&mut one, &mut two], &[&removed, &edited]);
    assert_eq!(seen, "Milk 2 l | ");

    // Cleared here, while it was put on the list again there.
    let (mut log, mut one, mut two, milk) = with_milk();
    let ticked = one.act(&Action::Tick { entry: milk });
    meet(&mut log, [&mut one, &mut two], &[&ticked]);
    let cleared = one.act(&Action::ClearTicked);
    let again = two.act(&Action::Untick { entry: milk });
    let seen = meet(&mut log, [&mut one, &mut two], &[&again, &cleared]);
    assert_eq!(seen, "Milk | ");

    // Ticked again by one while the other one puts it back: the tick had not seen that.
    let (mut log, mut one, mut two, milk) = with_milk();
    let ticked = one.act(&Action::Tick { entry: milk });
    let back = one.act(&Action::Untick { entry: milk });
    let late = two.act(&Action::Tick { entry: milk });
    let seen = meet(&mut log, [&mut one, &mut two], &[&ticked, &back, &late]);
    assert_eq!(seen, "Milk | ");
}

#[test]
fn two_who_thought_of_the_same_have_two_rows_that_can_be_made_one() {
    let (mut log, mut one, mut two) = (Log::default(), Device::new(1), Device::new(2));
    let first = one.act(&add(&["Milk: 1 l"]));
    let second = two.act(&add(&["milk: 2 l"]));
    let seen = meet(&mut log, [&mut one, &mut two], &[&first, &second]);
    assert_eq!(seen, "Milk 1 l, milk 2 l | ");
    let alike = one.household.alike_on_list("MILK");
    let alike: Vec<ShoppingId> = alike.iter().map(|entry| entry.id).collect();
    let [keep, other] = alike[..] else {
        panic!("there are two: {alike:?}");
    };
    let others = vec![other];
    let merge = Action::MergeEntries { keep, others };
    // Both make one of them, and nothing is bought twice.
    let (here, there) = (one.act(&merge), two.act(&merge));
    let seen = meet(&mut log, [&mut one, &mut two], &[&here, &there]);
    assert_eq!(seen, "Milk 3 l | ");
}

#[test]
fn only_what_is_measured_alike_becomes_one() {
    let mut device = Device::new(1);
    device.act(&add(&["Milk: 1 l", "Bread: 2"]));
    let (keep, other) = (named(&device, "Milk"), named(&device, "Bread"));
    let others = vec![other];
    let merged = device.plan(&Action::MergeEntries { keep, others });
    assert!(matches!(merged, Err(Rejected::OtherMeasure { .. })));
}

#[test]
fn what_ran_out_and_what_was_listed_before_is_offered() {
    let mut device = Device::new(1);
    let milk = device.add("Milk", Category::DairyEggs, "1 l");
    device.add("Crème fraîche", Category::DairyEggs, "1");
    device.act(&add(&["Candles", "Bread"]));
    let candles = named(&device, "Candles");
    device.act(&Action::Tick { entry: candles });
    device.act(&Action::ClearTicked);
    let offered = |device: &Device, query| {
        let found = device.household.suggestions(query, 9);
        let named = found.iter().map(|one| (one.name.clone(), one.at_home));
        named.collect::<Vec<_>>()
    };
    let names = |device: &Device, query| {
        let found = offered(device, query).into_iter();
        found.map(|(name, _)| name).collect::<Vec<_>>()
    };
    assert_eq!(names(&device, ""), ["Candles", "Crème fraîche", "Milk"]);
    device.act(&Action::Consume {
        lot: milk,
        amount: amount("1 l"),
    });
    assert_eq!(names(&device, ""), ["Candles", "Milk", "Crème fraîche"]);
    assert_eq!(names(&device, "creme frai"), ["Crème fraîche"]);
    assert!(offered(&device, "creme")[0].1, "there is some at home");
    let none: [&str; 0] = [];
    assert_eq!(names(&device, "bread"), none, "it is on the list");
}

#[test]
fn the_journal_tells_what_was_done_to_the_list() {
    let mut device = Device::new(1);
    device.act(&add(&["Milk: 1 l", "Bread"]));
    let (milk, bread) = (named(&device, "Milk"), named(&device, "Bread"));
    device.act(&edit_amount(milk, "2 l"));
    device.act(&Action::Tick { entry: milk });
    device.act(&Action::Untick { entry: milk });
    device.act(&Action::RemoveFromList { entry: bread });
    device.act(&add(&["Milk: 4"]));
    let other = *device
        .household
        .alike_on_list("milk")
        .iter()
        .map(|entry| &entry.id)
        .next_back()
        .expect("the pieces");
    device.act(&edit_amount(other, "1 l"));
    let others = vec![other];
    device.act(&Action::MergeEntries { keep: milk, others });
    device.act(&Action::Tick { entry: milk });
    device.act(&Action::ClearTicked);
    let told = device.household.journal().map(|entry| {
        let text = format!("{:?}", entry.what);
        let end = text.find(' ').unwrap_or(text.len());
        text[..end].to_owned()
    });
    let told: Vec<String> = told.collect();
    expect![
        "Unlisted Ticked MergedEntries EditedEntry Listed Unlisted Unticked Ticked EditedEntry Listed"
    ]
    .assert_eq(&told.join(" "));
    assert_eq!(device.household.shopping_name(milk), Some("Milk"));
}

/// What somebody does to an entry.
#[derive(Clone, Copy, Debug)]
enum Do {
    Tick,
    Untick,
    Edit(i64),
    Remove,
    Clear,
}

fn deed() -> impl Strategy<Value = Do> {
    prop_oneof![
        3 => Just(Do::Tick),
        1 => Just(Do::Untick),
        2 => (1..5_i64).prop_map(Do::Edit),
        1 => Just(Do::Remove),
        2 => Just(Do::Clear),
    ]
}

fn doing(deed: Do, entry: ShoppingId) -> Action {
    match deed {
        Do::Tick => Action::Tick { entry },
        Do::Untick => Action::Untick { entry },
        Do::Edit(much) => edit_amount(entry, &format!("{much} l")),
        Do::Remove => Action::RemoveFromList { entry },
        Do::Clear => Action::ClearTicked,
    }
}

/// Does what can be done of this; the transactions.
fn do_all(device: &mut Device, deeds: &[Do], entry: ShoppingId) -> Vec<Transaction> {
    let mut done = Vec::new();
    for deed in deeds {
        let action = doing(*deed, entry);
        device.now_ms += 1_000;
        if let Ok(transaction) = device.plan(&action) {
            device.household.apply_all(&transaction.ops);
            done.push(transaction);
        }
    }
    done
}

fn wants_it_back(deeds: &[Do]) -> bool {
    deeds.iter().any(|deed| matches!(deed, Do::Untick))
}

proptest! {
    /// The worst that people tell of shopping lists: what is in the basket is to be bought
    /// once more. It is only where somebody said so.
    #[test]
    fn what_both_have_ticked_is_not_to_be_bought_again(
        here in proptest::collection::vec(deed(), 0..6),
        there in proptest::collection::vec(deed(), 0..6),
        swap in any::<bool>(),
    ) {
        let (mut log, mut one, mut two, milk) = with_milk();
        let (mine, theirs) = (do_all(&mut one, &here, milk), do_all(&mut two, &there, milk));
        let is_open = |device: &Device| !device.household.to_buy().is_empty();
        let was_open = [is_open(&one), is_open(&two)];
        let was_shown = [list(&one), list(&two)].map(|list| list != " | ");
        let (first, last) = if swap { (theirs, mine) } else { (mine, theirs) };
        let done: Vec<&Transaction> = first.iter().chain(&last).collect();
        let seen = meet(&mut log, [&mut one, &mut two], &done);
        if !wants_it_back(&here) && !wants_it_back(&there) {
            let mut ops = done.iter().flat_map(|transaction| &transaction.ops);
            let ticked = ops.any(|op| matches!(op.kind, Kind::SetRemove { .. }));
            prop_assert!(!is_open(&one) || was_open == [true, true] || !ticked, "{seen}");
        }
        if was_shown == [false, false] && !here.iter().chain(&there).any(|deed| matches!(deed, Do::Edit(_))) {
            prop_assert_eq!(seen, " | ");
        }
    }

    #[test]
    fn the_list_is_the_same_in_whatever_order_the_ops_come(
        here in proptest::collection::vec(deed(), 0..6),
        there in proptest::collection::vec(deed(), 0..6),
        seed in any::<u64>(),
    ) {
        let (mut log, mut one, mut two, milk) = with_milk();
        let mine = do_all(&mut one, &here, milk);
        let theirs = do_all(&mut two, &there, milk);
        mine.iter().chain(&theirs).for_each(|transaction| log.push(transaction));
        log.pull(&mut one);
        let numbered: Vec<(Op, u64)> = log.0.iter().cloned().zip(1..).collect();
        let mut order: Vec<Op> = log.0.clone();
        shuffle(&mut order, seed);
        let mut household = Household::default();
        for op in &order {
            let seq = numbered.iter().find(|(known, _)| known.id == op.id).map(|(_, seq)| *seq);
            household.take_in(op.clone(), seq);
            household.project();
        }
        prop_assert_eq!(show(&household), one.show());
    }
}
