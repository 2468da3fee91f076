//! A receipt that was accepted: its photos, what was bought, what was paid.

use pantry::household::Receipt;
use pantry::id::ReceiptId;
use sync::BlobRef;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::Head;
use crate::components::icon::{Glyph, Icon};
use crate::components::message::FullPage;
use crate::components::nav::RouteLink;
use crate::hooks::context::use_larder;
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
    html! {
        <main class="main main--wide" id="main" data-testid="receipt">
            <Head title={merchant.unwrap_or_else(|| t!("receipt-title"))} sub={day} />
            <div class="receipt">
                <Bought receipt={receipt.clone()} />
                <div class="stack" data-testid="receipt-photos">
                    { for receipt.images.iter().enumerate().map(|(position, blob)| html! {
                        <ReceiptPhoto key={position} receipt={receipt.id} {position} blob={*blob} />
                    }) }
                </div>
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
        let id = lot.item.to_string();
        html! {
            <li key={lot.id.to_string()}>
                <RouteLink to={Route::Item { id }} class="row" testid="receipt-line">
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
            <ul class="card list">{ for lots.iter().map(line) }</ul>
            if let Some(total) = props.receipt.total {
                <p class="receipt__total"><span>{ t!("receipt-total") }</span><span>{ amounts::money(total) }</span></p>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct PhotoProps {
    receipt: ReceiptId,
    position: usize,
    blob: BlobRef,
}

/// A photo: from this device, or from the server when somebody looks at it.
#[component]
fn ReceiptPhoto(props: &PhotoProps) -> Html {
    let larder = use_larder();
    let photo = use_state(|| None::<Result<std::rc::Rc<Part>, NoImage>>);
    let online = larder.standing().is_online;
    let missing = !matches!(&*photo, Some(Ok(_)));
    let asked = (props.receipt, props.position, online && missing);
    use_effect_with(asked, {
        let (photo, core, blob) = (photo.clone(), larder.core().clone(), props.blob);
        move |&(receipt, position, _)| {
            if missing {
                spawn_local(async move {
                    let found = core.image(receipt.bytes(), position, &blob).await;
                    photo.set(Some(found.map(Part::new)));
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
