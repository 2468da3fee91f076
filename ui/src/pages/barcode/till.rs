//! What becomes of a scanned code: an action at once, a question, or a word.

use std::cell::Cell;
use std::rc::Rc;

use jiff::civil::Date;
use pantry::action::{Action, ItemChoice, Packages, one_package};
use pantry::barcode::Scanned;
use yew::prelude::*;

use crate::host::browser::feel::{Sounds, Tone, buzz};
use crate::i18n::t;
use crate::state::basket::{Basket, Done, Mode, Package, Row};
use crate::state::larder::{Larder, Progress, Request};
use crate::view::amounts;

/// What was made of a code.
#[derive(Clone, PartialEq, Debug)]
pub enum Heard {
    /// It was done; what to say.
    Done(AttrValue),
    /// There was nothing to do; what to say.
    Not(AttrValue),
    /// The household could not do it, and has said why.
    Refused,
    /// Nobody has told what it is.
    Unknown,
}

impl Heard {
    /// How it sounds.
    pub fn tone(&self) -> Tone {
        match self {
            Self::Done(_) => Tone::Done,
            Self::Not(_) | Self::Refused | Self::Unknown => Tone::Ask,
        }
    }
}

/// The larder with the basket of this visit.
#[derive(Clone, PartialEq)]
pub struct Till {
    /// The larder.
    pub larder: Larder,
    /// What was scanned.
    pub basket: UseReducerHandle<Basket>,
    /// Whether packages come in or go out.
    pub mode: Mode,
}

impl Till {
    /// Does what a code asks for in this mode.
    pub fn scan(&self, code: &Scanned) -> Heard {
        match self.mode {
            Mode::Add => self.add(code),
            Mode::Use => self.use_up(code),
        }
    }

    /// Adds packages of an article that somebody has named meanwhile; what to say,
    /// if somebody has.
    pub fn add_known(&self, code: &Scanned, count: u32, day: Option<Date>) -> Option<AttrValue> {
        let household = self.larder.household();
        let known = Packages::known(&household, code.article()?)?;
        drop(household);
        let packages = Packages {
            count,
            purchased: day,
            ..known
        };
        self.add_named(code, packages)
    }

    fn add(&self, code: &Scanned) -> Heard {
        let household = self.larder.household();
        let Scanned::Article(barcode) = code else {
            return Heard::Unknown;
        };
        let Some(packages) = Packages::known(&household, *barcode) else {
            return Heard::Unknown;
        };
        let name = household.item_of(*barcode).map(|item| item.name.clone());
        let name = AttrValue::from(name.unwrap_or_default());
        let row = self.basket.row(Mode::Add, code);
        let lot = row.and_then(|row| row.lot(&household));
        let said = t!(
            "barcode-added",
            name = name,
            amount = amounts::quantity(packages.each)
        );
        // More of the same in another measure is another lot.
        let fits = lot.and_then(|lot| household.lot(lot));
        let fits = fits.filter(|lot| lot.unit.dimension() == packages.each.unit.dimension());
        let action = match fits {
            Some(lot) => Action::AddMore {
                lot: lot.id,
                amount: packages.each,
            },
            None => Action::AddScanned(packages),
        };
        drop(household);
        match self.act(Mode::Add, code, name, action) {
            true => Heard::Done(said),
            false => Heard::Refused,
        }
    }

    fn use_up(&self, code: &Scanned) -> Heard {
        let household = self.larder.household();
        let Scanned::Article(barcode) = code else {
            return Heard::Not(t!("barcode-own-use"));
        };
        let Some(item) = household.item_of(*barcode) else {
            return Heard::Not(t!("barcode-use-unknown"));
        };
        let (id, name) = (item.id, AttrValue::from(item.name.clone()));
        let each = household.article(*barcode).and_then(|memory| memory.each);
        let Some(amount) = one_package(&household, id, each) else {
            return Heard::Not(t!("barcode-none-left", name = name));
        };
        drop(household);
        let said = t!(
            "barcode-used",
            name = name,
            amount = amounts::quantity(amount)
        );
        let action = Action::ConsumeItem { item: id, amount };
        match self.act(Mode::Use, code, name, action) {
            true => Heard::Done(said),
            false => Heard::Refused,
        }
    }

    /// Adds what a person has named; what to say, if it could be done.
    pub fn add_named(&self, code: &Scanned, packages: Packages) -> Option<AttrValue> {
        let name: AttrValue = match &packages.item {
            ItemChoice::Named(name) => name.clone().into(),
            ItemChoice::Existing(id) => {
                let household = self.larder.household();
                let name = household.item(*id).map(|item| item.name.clone());
                name.unwrap_or_default().into()
            }
        };
        let amount = amounts::quantity(packages.all().unwrap_or(packages.each));
        let action = Action::AddScanned(packages);
        let done = self.act(Mode::Add, code, name.clone(), action);
        done.then(|| t!("barcode-added", name = name, amount = amount))
    }

    /// One more of what is in a row.
    pub fn again(&self, row: &Row) {
        let household = self.larder.household();
        let lot = row.lot(&household).and_then(|lot| household.lot(lot));
        // A shop's own number says nothing: what came in with it comes in once more.
        if let (Scanned::Own(_), Some(lot)) = (&row.code, lot) {
            let (lot, amount) = (lot.id, row.first_amount(&household));
            drop(household);
            if let Some(amount) = amount {
                let action = Action::AddMore { lot, amount };
                self.act(row.mode, &row.code, row.name.clone(), action);
            }
            return;
        }
        drop(household);
        if let Heard::Not(why) = self.scan(&row.code) {
            self.larder.say(why);
        }
    }

    /// Takes the last package of a row back.
    pub fn take_back(&self, row: &Row) {
        let last = row.live(&self.larder.household()).next_back();
        if let Some(Done { txn, .. }) = last {
            self.larder.act(Action::Undo { txn }, AttrValue::default());
        }
    }

    /// Does it; false where it cannot be done, and then the reason is said.
    fn act(&self, mode: Mode, code: &Scanned, name: AttrValue, action: Action) -> bool {
        let packages = match &action {
            Action::AddScanned(packages) => packages.count.max(1),
            _ => 1,
        };
        let (basket, code) = (self.basket.dispatcher(), code.clone());
        let refused = Rc::new(Cell::new(false));
        let on_progress = Callback::from({
            let refused = refused.clone();
            move |progress| match progress {
                Progress::Shown(txn) => basket.dispatch(Package(Row {
                    mode,
                    code: code.clone(),
                    name: name.clone(),
                    done: vec![Done { txn, packages }],
                })),
                Progress::Failed => refused.set(true),
                Progress::Begun | Progress::Stored => {}
            }
        });
        self.larder.request(Request {
            action,
            said: AttrValue::default(),
            receipt: None,
            offer: None,
            on_progress,
        });
        !refused.get()
    }
}

/// Plays sounds, if they are on, and buzzes.
#[hook]
pub fn use_sounds(on: bool) -> Callback<Tone> {
    let sounds = use_memo((), |()| Sounds::default());
    use_callback(on, move |tone, on| {
        buzz(match tone {
            Tone::Done => 40,
            Tone::Ask => 120,
        });
        if *on {
            Rc::clone(&sounds).play(tone);
        }
    })
}
