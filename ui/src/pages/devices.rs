//! The devices of the household, and shutting one out.

use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

use super::household::sentence;
use super::sync::when;
use crate::components::icon::{Glyph, Icon};
use crate::hooks::context::use_larder;
use crate::host::browser::api;
use crate::i18n::t;
use crate::state::core::Closed;
use crate::state::member::Device;

/// The list, as the server has it now.
#[component]
pub fn Devices() -> Html {
    let larder = use_larder();
    let devices = use_state_eq(|| None::<Vec<Device>>);
    let wrong = use_state_eq(|| None::<AttrValue>);
    let asked = use_state_eq(|| 0_u32);
    // It is asked for again when the server can be reached again.
    let online = larder.standing().is_online;
    use_effect_with((*asked, online), {
        let (devices, wrong) = (devices.setter(), wrong.setter());
        let core = larder.core().clone();
        move |_| {
            spawn_local(async move {
                match api::household().await {
                    Ok(household) => {
                        core.keep_names(household.names);
                        devices.set(Some(household.devices));
                        wrong.set(None);
                    }
                    Err(why) => wrong.set(Some(sentence(&Closed::Api(why)))),
                }
            });
        }
    });
    let remove = {
        let (asked, wrong) = (asked.clone(), wrong.setter());
        Callback::from(move |id: String| {
            let (asked, wrong) = (asked.clone(), wrong.clone());
            spawn_local(async move {
                match api::revoke(&id).await {
                    Ok(()) => asked.set(*asked + 1),
                    Err(why) => wrong.set(Some(sentence(&Closed::Api(why)))),
                }
            });
        })
    };
    html! {
        <section data-testid="devices">
            <h2 class="section__title section__head">{ t!("devices-title") }</h2>
            if let Some(wrong) = &*wrong {
                <p class="field__error" role="alert">{ wrong }</p>
            }
            if let Some(devices) = &*devices {
                <ul class="card list">
                    { for devices.iter().map(|device| html! {
                        <DeviceRow key={device.id.clone()} device={device.clone()} on_remove={remove.clone()} />
                    }) }
                </ul>
            }
        </section>
    }
}

#[derive(Properties, PartialEq)]
struct RowProps {
    device: Device,
    on_remove: Callback<String>,
}

#[component]
fn DeviceRow(props: &RowProps) -> Html {
    let larder = use_larder();
    let sure = use_state_eq(|| false);
    let device = &props.device;
    let seen = if device.this {
        t!("device-this")
    } else {
        t!("device-seen", when = when(device.seen_ms, larder.today))
    };
    let ask = {
        let sure = sure.setter();
        move |_: MouseEvent| sure.set(true)
    };
    let keep = {
        let sure = sure.setter();
        move |_: MouseEvent| sure.set(false)
    };
    let remove = {
        let (on_remove, id) = (props.on_remove.clone(), device.id.clone());
        move |_: MouseEvent| on_remove.emit(id.clone())
    };
    html! {
        <li class="row" data-testid="device">
            <Icon glyph={Glyph::Phone} />
            <span class="row__text">
                <span class="row__name">{ &device.name }</span>
                <span class="row__meta">{ seen }</span>
                if *sure {
                    <span class="field__hint">{ t!("device-remove-what") }</span>
                }
            </span>
            if *sure {
                <button type="button" class="btn btn--danger" onclick={remove} data-testid="device-remove-sure">{ t!("device-remove-sure") }</button>
                <button type="button" class="btn btn--quiet" onclick={keep}>{ t!("device-keep") }</button>
            } else if !device.this {
                <button type="button" class="btn btn--quiet" onclick={ask} data-testid="device-remove">{ t!("device-remove") }</button>
            }
        </li>
    }
}
