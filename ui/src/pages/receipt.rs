//! A receipt that was accepted: its photos, what was bought, what was paid.

use std::rc::Rc;

use pantry::household::Receipt;
use pantry::id::ReceiptId;
use sync::BlobRef;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;
use yew_router::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::FullPage;
use crate::components::nav::RouteLink;
use crate::components::tile::Tile;
use crate::hooks::context::{use_larder, use_scanning};
use crate::i18n::t;
use crate::route::Route;
use crate::state::core::NoImage;
use crate::state::photo::Part;
use crate::view::{amounts, dates};

/// Properties of [`ReceiptPage`].
#[derive(Properties, PartialEq)]
pub struct Props {
    /// The hexadecimal form of its id.
    pub id: String,
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
                <Photos receipt={receipt.clone()} />
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

/// The photos, and reading them again.
#[component]
fn Photos(props: &BoughtProps) -> Html {
    let receipt = &props.receipt;
    let loaded = use_mut_ref(|| vec![None::<Rc<Part>>; receipt.images.len()]);
    let whole = use_state_eq(|| false);
    let on_photo = {
        let (loaded, whole) = (loaded.clone(), whole.setter());
        Callback::from(move |(position, part): (usize, Rc<Part>)| {
            let mut loaded = loaded.borrow_mut();
            if let Some(place) = loaded.get_mut(position) {
                *place = Some(part);
            }
            whole.set(loaded.iter().all(Option::is_some));
        })
    };
    let parts = loaded
        .borrow()
        .iter()
        .flatten()
        .cloned()
        .collect::<Vec<_>>();
    html! {
        <div class="stack" data-testid="receipt-photos">
            { for receipt.images.iter().enumerate().map(|(position, blob)| html! {
                <ReceiptPhoto key={position} receipt={receipt.id} {position} blob={*blob} on_photo={on_photo.clone()} />
            }) }
            if !receipt.images.is_empty() {
                <ReadAgain receipt={receipt.id} parts={whole.then_some(Parts(parts))} />
            }
        </div>
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
    position: usize,
    blob: BlobRef,
    /// Called with the photo once it is here.
    on_photo: Callback<(usize, Rc<Part>)>,
}

/// A photo: from this device, or from the server when somebody looks at it.
#[component]
fn ReceiptPhoto(props: &PhotoProps) -> Html {
    let larder = use_larder();
    let photo = use_state(|| None::<Result<Rc<Part>, NoImage>>);
    let online = larder.standing().is_online;
    let missing = !matches!(&*photo, Some(Ok(_)));
    let asked = (props.receipt, props.position, online && missing);
    use_effect_with(asked, {
        let (photo, core, blob) = (photo.clone(), larder.core().clone(), props.blob);
        let on_photo = props.on_photo.clone();
        move |&(receipt, position, _)| {
            if missing {
                spawn_local(async move {
                    let found = core.image(receipt.bytes(), position, &blob).await;
                    let found = found.map(Part::new);
                    if let Ok(part) = &found {
                        on_photo.emit((position, part.clone()));
                    }
                    photo.set(Some(found));
                });
            }
        }
    });
    match &*photo {
        None => html! { <div class="receipt__photo" aria-busy="true"></div> },
        Some(Ok(part)) => html! {
            <a href={part.url.clone()} target="_blank" class="receipt__photo" data-testid="receipt-photo">
                <img src={part.url.clone()} alt={t!("receipt-photo")} />
            </a>
        },
        Some(Err(why)) => {
            let text = match why {
                NoImage::Unreachable => t!("receipt-photo-offline"),
                NoImage::NotThere => t!("receipt-photo-none"),
            };
            html! {
                <p class="note" data-testid="receipt-no-photo"><Icon glyph={Glyph::Receipt} />{ text }</p>
            }
        }
    }
}
