//! One entry of the shopping list, in a sheet: how much, which aisle, a note.

use jiff::civil::Date;
use pantry::action::{Action, Edit, ShoppingEdit};
use pantry::category::Category;
use pantry::quantity::{Quantity, Unit};
use yew::prelude::*;

use crate::components::choices;
use crate::components::field::{Choice, TextField};
use crate::components::icon::{Glyph, Icon};
use crate::components::sheet::Sheet;
use crate::components::tile::Tile;
use crate::hooks::context::use_larder;
use crate::host::browser::day_at;
use crate::i18n::t;
use crate::state::larder::{Progress, Request};
use crate::view::shopping::EntryView;
use crate::view::{amounts, categories, dates};

/// Properties of [`EntrySheet`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The entry.
    pub entry: EntryView,
    /// Called when it is done with.
    pub on_close: Callback<()>,
}

/// What has been filled in.
#[derive(Clone, PartialEq)]
struct Form {
    name: String,
    amount: String,
    unit: Unit,
    category: Option<Category>,
    note: String,
}

impl Form {
    fn of(entry: &EntryView) -> Self {
        let quantity = entry.quantity;
        Self {
            name: entry.name.to_string(),
            amount: quantity.map(Quantity::amount).unwrap_or_default(),
            unit: quantity.map_or(Unit::Piece, |quantity| quantity.unit),
            category: entry.category,
            note: entry.note.to_string(),
        }
    }

    /// What is filled in for the amount; an error where it is none.
    fn quantity(&self) -> Result<Option<Quantity>, ()> {
        if self.amount.trim().is_empty() {
            return Ok(None);
        }
        amounts::read_quantity(&self.amount, self.unit)
            .map(Some)
            .ok_or(())
    }

    /// What differs from the entry.
    fn edit(&self, entry: &EntryView) -> Option<ShoppingEdit> {
        let quantity = self.quantity().ok()?;
        let name = (self.name.trim() != &*entry.name).then(|| self.name.clone());
        let edit = ShoppingEdit {
            name,
            quantity: changed(entry.quantity, quantity),
            category: changed(entry.category, self.category),
            note: (self.note.trim() != &*entry.note).then(|| self.note.clone()),
        };
        Some(edit)
    }
}

fn changed<T: PartialEq>(was: Option<T>, now: Option<T>) -> Edit<T> {
    match now {
        now if now == was => Edit::Keep,
        Some(now) => Edit::Set(now),
        None => Edit::Clear,
    }
}

/// An entry.
#[component]
pub fn EntrySheet(props: &Props) -> Html {
    let larder = use_larder();
    let entry = &props.entry;
    let form = use_state_eq(|| Form::of(entry));
    let wrong = form.quantity().is_err();
    let unnamed = form.name.trim().is_empty();
    let remove = {
        let (larder, entry, close) = (larder.clone(), entry.clone(), props.on_close.clone());
        move |_: MouseEvent| {
            close.emit(());
            let said = t!("list-removed", name = entry.name);
            larder.act(Action::RemoveFromList { entry: entry.id }, said);
        }
    };
    // Saved however the sheet is left, if it can be: it closes once the change is there.
    let save = {
        let (larder, form) = (larder.clone(), form.clone());
        let (entry, close) = (entry.clone(), props.on_close.clone());
        move || {
            let edit = form.edit(&entry).filter(|_| !unnamed)?;
            if edit == ShoppingEdit::default() {
                close.emit(());
                return Some(());
            }
            let close = close.clone();
            larder.request(Request {
                action: Action::EditEntry {
                    entry: entry.id,
                    edit,
                },
                said: t!("did-edit", name = form.name),
                offer: None,
                receipt: None,
                on_progress: Callback::from(move |progress| {
                    if let Progress::Shown(_) = progress {
                        close.emit(());
                    }
                }),
            });
            Some(())
        }
    };
    let onsubmit = {
        let save = save.clone();
        move |event: SubmitEvent| {
            event.prevent_default();
            save();
        }
    };
    let on_close = {
        let close = props.on_close.clone();
        Callback::from(move |()| {
            if save().is_none() {
                close.emit(());
            }
        })
    };
    let head = html! {
        <>
            <Tile category={form.category} />
            <div class="sheet__title"><h2>{ &entry.name }</h2></div>
        </>
    };
    html! {
        <Sheet {head} label={entry.name.clone()} {on_close} testid="entry">
            <form class="stack stack--l" {onsubmit} novalidate=true>
                <TextField id="entry-name" label={t!("list-what")} value={form.name.clone()} testid="entry-name"
                    on_change={set(&form, |form, name| form.name = name)} error={unnamed.then(|| t!("add-name-missing"))} />
                <div class="grid2">
                    <TextField id="entry-amount" label={t!("list-amount")} value={form.amount.clone()} mode="decimal"
                        on_change={set(&form, |form, amount| form.amount = amount)} testid="entry-amount"
                        error={wrong.then(amounts::amount_wrong)} />
                    <Choice id="entry-unit" label={t!("add-unit")} options={choices::units(form.unit)} value={form.unit.symbol()}
                        on_change={set(&form, |form, unit| form.unit = Unit::parse(&unit).unwrap_or(form.unit))} testid="entry-unit" />
                </div>
                <Choice id="entry-category" label={t!("list-aisle")} options={choices::categories(form.category)}
                    value={form.category.map(Category::key).unwrap_or_default()} testid="entry-category"
                    on_change={set(&form, |form, id| form.category = categories::from_key(&id))} />
                <TextField id="entry-note" label={t!("field-note")} value={form.note.clone()} testid="entry-note"
                    on_change={set(&form, |form, note| form.note = note)} hint={t!("list-note-hint")} />
                { known(entry, larder.today) }
                <div class="sheet__ends">
                    <button type="button" class="btn btn--danger" onclick={remove} data-testid="entry-remove">
                        <Icon glyph={Glyph::Bin} class="icon--s" />{ t!("list-remove") }
                    </button>
                    <button type="submit" class="btn btn--main" data-testid="entry-save">{ t!("review-done") }</button>
                </div>
            </form>
        </Sheet>
    }
}

/// What else is known of it: what is at home, who wanted it, when it was ticked.
fn known(entry: &EntryView, today: Date) -> Html {
    let when = |ms| dates::when(day_at(ms), today);
    let added = entry.added_ms.map(|ms| match entry.from_other {
        true => t!("list-added-other", when = when(ms)),
        false => t!("list-added-when", when = when(ms)),
    });
    let ticked = entry
        .ticked_ms
        .map(|ms| t!("list-ticked-when", when = when(ms)));
    let lines = [entry.home.clone(), added, ticked].into_iter().flatten();
    html! {
        <ul class="note__text">
            { for lines.map(|line| html! { <li key={line.to_string()}>{ line }</li> }) }
        </ul>
    }
}

fn set(
    form: &UseStateHandle<Form>,
    change: impl Fn(&mut Form, String) + 'static,
) -> Callback<String> {
    let form = form.clone();
    Callback::from(move |value| {
        let mut changed = (*form).clone();
        change(&mut changed, value);
        form.set(changed);
    })
}
