//! A receipt that was accepted: its photos, what was bought, what was paid.

use std::rc::Rc;

use pantry::household::Receipt;
use pantry::id::ReceiptId;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::FullPage;
use crate::components::nav::RouteLink;
use crate::components::tile::Tile;
use crate::components::viewer::{Sight, Viewer};
use crate::hooks::context::{use_larder, use_scanning};
use crate::hooks::photos::{Found, use_photos};
use crate::i18n::t;
use crate::route::{Opened, Route};
use crate::state::core::NoImage;
use crate::state::photo::Part;
use crate::view::{amounts, dates};

/// Properties of [`ReceiptPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The hexadecimal form of its id.
    pub id: String,
    /// The photo that is looked at closely, from 1.
    pub at: Option<usize>,
}

/// The page.
#[component]
pub fn ReceiptPage(props: &Props) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let id = crate::state::member::unhex(&props.id).map(ReceiptId::from_bytes);
    let Some(receipt) = id.and_then(|id| household.receipt(id)) else {
        return html! {
            <FullPage title={t!("receipt-gone-title")} text={t!("receipt-gone-text")} testid="receipt-gone">
                <RouteLink to={Route::Home} class="btn btn--main">{ t!("not-found-home") }</RouteLink>
            </FullPage>
        };
    };
    let merchant = receipt.merchant.clone().map(AttrValue::from);
    let day = receipt.date.map(dates::long);
    let total = receipt.total.map(amounts::money);
    let sub = match (day, total) {
        (Some(day), Some(total)) => Some(format!("{day} · {total}").into()),
        (day, total) => day.or(total.map(AttrValue::from)),
    };
    html! {
        <main class="main main--wide" id="main" data-testid="receipt">
            <Head title={merchant.unwrap_or_else(|| t!("receipt-title"))} up={(Route::Receipts, t!("receipts-title"))} {sub} />
            <div class="receipt">
                <Bought receipt={receipt.clone()} />
                <Photos receipt={receipt.clone()} at={props.at} />
            </div>
        </main>
    }
}

#[derive(Properties, PartialEq)]
struct BoughtProps {
    receipt: Receipt,
}

/// The lines, and what was paid.
#[component]
fn Bought(props: &BoughtProps) -> Html {
    let larder = use_larder();
    let household = larder.household();
    let lots = household.lots_on(props.receipt.id);
    let line = |lot: &&pantry::lot::Lot| {
        let name = household.item(lot.item).map(|item| item.name.clone());
        let price = lot.price.map(amounts::money).unwrap_or_default();
        let amount = amounts::quantity(household.original(lot.id));
        let category = household.category(lot);
        let id = lot.item.to_string();
        html! {
            <li key={lot.id.to_string()}>
                <RouteLink to={Route::Item { id }} class="row" testid="receipt-line">
                    <Tile {category} small=true />
                    <span class="row__text">
                        <span class="row__name">{ name.unwrap_or_else(|| t!("thing-gone").to_string()) }</span>
                        <span class="row__meta">{ amount }</span>
                    </span>
                    <span class="receipt__price">{ price }</span>
                </RouteLink>
            </li>
        }
    };
    html! {
        <section>
            <div class="card">
                <ul class="list">{ for lots.iter().map(line) }</ul>
                if let Some(total) = props.receipt.total {
                    <p class="receipt__total"><span>{ t!("receipt-total") }</span><span>{ amounts::money(total) }</span></p>
                }
            </div>
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PhotosProps {
    receipt: Receipt,
    /// The one that is looked at, from 1.
    at: Option<usize>,
}

/// The photos, one of them looked at, and reading them again.
#[component]
fn Photos(props: &PhotosProps) -> Html {
    let receipt = &props.receipt;
    let photos = use_photos(receipt);
    let parts: Option<Vec<Rc<Part>>> = photos
        .iter()
        .map(|found| found.as_ref()?.as_ref().ok().cloned())
        .collect();
    let at = props.at.and_then(|at| at.checked_sub(1));
    let at = at.filter(|at| *at < photos.len());
    html! {
        <div class="stack" data-testid="receipt-photos">
            { for photos.iter().enumerate().map(|(at, found)| html! {
                <ReceiptPhoto key={at} receipt={receipt.id} {at} sight={sight(found.as_ref())} />
            }) }
            if !photos.is_empty() {
                <ReadAgain receipt={receipt.id} parts={parts.map(Parts)} />
            }
            if let Some(at) = at {
                <Closely receipt={receipt.id} {at} photos={photos.iter().map(|found| sight(found.as_ref())).collect::<Vec<_>>()} />
            }
        </div>
    }
}

fn sight(found: Option<&Found>) -> Sight {
    match found {
        None => Sight::Waits,
        Some(Ok(part)) => Sight::Here(part.url.clone()),
        Some(Err(NoImage::Unreachable)) => Sight::Missing(t!("receipt-photo-offline")),
        Some(Err(NoImage::NotThere)) => Sight::Missing(t!("receipt-photo-none")),
    }
}

#[derive(Properties, PartialEq)]
struct CloselyProps {
    receipt: ReceiptId,
    at: usize,
    photos: Vec<Sight>,
}

/// One photo over the receipt. It has an address: going back closes it.
#[component]
fn Closely(props: &CloselyProps) -> Html {
    let navigator = use_navigator();
    let opened_here = use_location().is_some_and(|here| here.state::<Opened>().is_some());
    let id = props.receipt.to_string();
    let on_at = {
        let (navigator, id) = (navigator.clone(), id.clone());
        move |at: usize| {
            let to = Route::Photo {
                id: id.clone(),
                at: at + 1,
            };
            match &navigator {
                Some(navigator) if opened_here => navigator.replace_with_state(&to, Opened),
                Some(navigator) => navigator.replace(&to),
                None => {}
            }
        }
    };
    // Going back takes a moment: pressed twice, it would leave the receipt, too.
    let closed = use_state_eq(|| false);
    let on_close = {
        let closed = closed.setter();
        move |()| {
            closed.set(true);
            match &navigator {
                Some(navigator) if opened_here => navigator.back(),
                Some(navigator) => navigator.replace(&Route::Receipt { id: id.clone() }),
                None => {}
            }
        }
    };
    if *closed {
        return Html::default();
    }
    html! {
        <Viewer label={t!("receipt-photo")} photos={props.photos.clone()} at={props.at} {on_at} {on_close} />
    }
}

/// The photos of a receipt as a property: equal while they are the same ones.
#[derive(Clone)]
struct Parts(Vec<Rc<Part>>);

impl PartialEq for Parts {
    fn eq(&self, other: &Self) -> bool {
        let mut pairs = self.0.iter().zip(&other.0);
        self.0.len() == other.0.len() && pairs.all(|(one, other)| Rc::ptr_eq(one, other))
    }
}

#[derive(Properties, PartialEq)]
struct AgainProps {
    receipt: ReceiptId,
    /// All photos, once they are here.
    parts: Option<Parts>,
}

/// Reading the photos again, where nothing is lost by it.
#[component]
fn ReadAgain(props: &AgainProps) -> Html {
    let (larder, scanning, navigator) = (use_larder(), use_scanning(), use_navigator());
    let receipt = props.receipt;
    if !larder.household().is_untouched(receipt) {
        return html! { <p class="field__hint" data-testid="receipt-touched">{ t!("receipt-again-touched") }</p> };
    }
    let Some(Parts(parts)) = props.parts.clone() else {
        return html! { <p class="field__hint">{ t!("receipt-again-photos") }</p> };
    };
    let again = move |_: MouseEvent| {
        scanning.scan_again(receipt, parts.clone());
        if let Some(navigator) = &navigator {
            navigator.push(&Route::Scan);
        }
    };
    html! {
        <div>
            <button type="button" class="btn btn--wide" onclick={again} data-testid="receipt-again">
                <Icon glyph={Glyph::Scan} class="icon--s" />{ t!("receipt-again") }
            </button>
            <p class="field__hint">{ t!("receipt-again-text") }</p>
        </div>
    }
}

#[derive(Properties, PartialEq)]
struct PhotoProps {
    receipt: ReceiptId,
    at: usize,
    sight: Sight,
}

/// A photo; a press shows it closely.
#[component]
fn ReceiptPhoto(props: &PhotoProps) -> Html {
    let navigator = use_navigator();
    let id = props.receipt.to_string();
    let at = props.at + 1;
    let onclick = move |_: MouseEvent| {
        if let Some(navigator) = &navigator {
            navigator.push_with_state(&Route::Photo { id: id.clone(), at }, Opened);
        }
    };
    match &props.sight {
        Sight::Waits => html! { <div class="receipt__photo" aria-busy="true"></div> },
        Sight::Here(url) => html! {
            <button type="button" class="receipt__photo" {onclick} data-testid="receipt-photo">
                <img src={url.clone()} alt={t!("receipt-photo")} />
            </button>
        },
        Sight::Missing(why) => html! {
            <p class="note" data-testid="receipt-no-photo"><Icon glyph={Glyph::Receipt} />{ why }</p>
        },
    }
}
