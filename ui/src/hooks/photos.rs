//! The photos of a receipt: from this device, or from the server once somebody looks at them.

use std::collections::BTreeMap;
use std::rc::Rc;

use pantry::household::Receipt;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::context::use_larder;
use crate::state::core::NoImage;
use crate::state::photo::Part;

/// What there is of a photo.
pub type Found = Result<Rc<Part>, NoImage>;

/// Those that were looked for, by their place in the receipt.
#[derive(Clone, Default)]
struct Photos(BTreeMap<usize, Found>);

impl Reducible for Photos {
    type Action = (usize, Found);

    fn reduce(self: Rc<Self>, (at, found): Self::Action) -> Rc<Self> {
        let mut photos = Rc::unwrap_or_clone(self);
        photos.0.insert(at, found);
        photos.into()
    }
}

/// The photos in their order; `None` while one is looked for. What could not be had is looked for
/// again once the server is there.
#[hook]
pub fn use_photos(receipt: &Receipt) -> Vec<Option<Found>> {
    let larder = use_larder();
    let photos = use_reducer(Photos::default);
    let online = larder.standing().is_online;
    use_effect_with((receipt.id, receipt.images.clone(), online), {
        let (photos, core) = (photos.clone(), larder.core().clone());
        move |(id, images, _)| {
            let missing = |(at, _): &(usize, _)| !matches!(photos.0.get(at), Some(Ok(_)));
            for (at, blob) in images.iter().copied().enumerate().filter(missing) {
                let (photos, core, id) = (photos.dispatcher(), core.clone(), *id);
                spawn_local(async move {
                    let found = core.image(id.bytes(), at, &blob).await;
                    photos.dispatch((at, found.map(Part::new)));
                });
            }
        }
    });
    let places = 0..receipt.images.len();
    places.map(|at| photos.0.get(&at).cloned()).collect()
}
