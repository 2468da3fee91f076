//! The screens: they fetch from the larder, arrange components, and do actions.
//!
//! Tests find their way by `data-testid`:
//!
//! | id | what |
//! |---|---|
//! | `nav-home`, `nav-pantry`, `nav-scan`, `nav-list`, `nav-receipts`, `nav-insights`, `nav-settings` (those three on a desktop), `nav-more`, `nav-add`, `head-up` | navigation; the last but one stands at the top of Home, Pantry and Scan, the last above titles that are a part of something |
//! | `banner-tab`, `use-here` | another tab is awake; take over |
//! | `storage-failed`, `storage-retry`, `stopped` | there is no storage; the program has stopped (`boot.js`) |
//! | `snackbar`, `snackbar-undo`, `snackbar-retry`, `snackbar-reload`, `snackbar-later`, `update-now` | messages and their buttons |
//! | `home`, `home-coming`, `home-empty`, `home-calm`, `home-group-{overdue,today,soon,week}` | Home and its groups |
//! | `home-lot`, `home-lot-show`, `lot-used`, `lot-half`, `lot-frozen`, `lot-thrown`, `lot-swipe` (with `data-act`), `swipe-hint`, `swipe-hint-close` | an urgent lot |
//! | `home-draft`, `draft-open`, `draft-drop`, `home-codes`, `codes-open` | a receipt waits for review; barcodes wait for names |
//! | `empty-scan`, `empty-add`, `empty-sample`, `sample-add` | ways out of an empty screen |
//! | `home-sample`, `sample-remove` | the sample household is there |
//! | `welcome`, `welcome-language-{en,de,fr,es}`, `welcome-language`, `welcome-place-{cellar,freezer,drinks,bowl}`, `welcome-next`, `welcome-skip`, `welcome-scan`, `welcome-barcode`, `welcome-add`, `welcome-import`, `welcome-join`, `welcome-sample` | a first start |
//! | `scan`, `scan-file`, `scan-long`, `scan-sample`, `scan-progress`, `scan-part`, `scan-cancel` | scanning |
//! | `parts`, `part` (with `data-wrong`), `part-up`, `part-down`, `part-remove`, `parts-add`, `parts-read-one`, `parts-read-each`, `parts-leave`, `home-parts`, `parts-open` | the parts of a receipt |
//! | `queue`, `queue-next` | receipts that wait to be read |
//! | `scan-failed` (with `data-code`), `scan-retry` | a photo that could not be read |
//! | `camera`, `finder` (with `data-sight`), `camera-none`, `camera-again`, `camera-lamp`, `camera-other`, `camera-take`, `camera-done`, `camera-close`, `camera-files`, `camera-file-instead`, `shot`, `shot-remove`, `camera-said`, `scan-camera`, `parts-camera` | the camera |
//! | `review` (with `data-took-ms`), `review-merchant`, `review-date`, `review-total` | the head of a review |
//! | `review-sum` (with `data-sum`: `right`, `off`, `unknown`), `review-question`, `question-fine` | what to check |
//! | `review-row` (with `data-sure`), `review-edit`, `review-drop`, `line-name`, `line-amount`, `line-unit`, `line-price`, `line-category`, `line-place`, `line-date`, `line-brand`, `line-size`, `line-match`, `line-offer`, `line-source`, `line-split`, `line-merge`, `line-done`, `line-fine`, `line-checked`, `review-same`, `same-yes`, `same-no`, `review-always` | a line |
//! | `review-add-line`, `review-goes-on`, `review-growing`, `review-accept`, `review-left`, `review-discard` | the end of a review |
//! | `pantry`, `pantry-search`, `pantry-row` (with `data-name`), `pantry-open`, `lot-row`, `step-less`, `step-more`, `pantry-empty`, `pantry-{all,soon,opened,out}`, `pantry-{fridge,freezer,pantry}` and `pantry-` with a category or `place-` and an id (chips) | the pantry |
//! | `pantry-choose`, `pantry-check`, `bulk`, `bulk-{use,list,move,category,date,freeze,thaw,throw,delete}`, `bulk-all`, `bulk-categories`, `bulk-file`, `bulk-places`, `bulk-place`, `bulk-days`, `bulk-day`, `bulk-done` | several at once |
//! | `item`, `item-lot`, `item-used`, `item-thrown`, `item-freeze`, `item-thaw`, `item-split`, `item-opened`, `item-place`, `item-date`, `item-brand`, `item-size`, `item-price`, `item-note`, `item-name`, `item-category`, `item-delete`, `sheet-close` | one item |
//! | `howmany`, `howmany-{one,half,all}`, `throw-{expired,spoiled,disliked,other}` | how much of a lot, and why it is thrown away |
//! | `list`, `list-add`, `list-add-go`, `list-chip`, `list-entry` (with `data-name`, `data-ticked`), `entry-tick`, `entry-edit`, `entry-merge`, `list-ticked`, `list-clear`, `list-awake`, `list-empty`, `list-done` | the shopping list |
//! | `entry`, `entry-name`, `entry-amount`, `entry-unit`, `entry-category`, `entry-note`, `entry-remove`, `entry-save` | an entry of it |
//! | `item-list`, `snackbar-list` | putting something on the list |
//! | `add`, `add-name`, `add-amount`, `add-unit`, `add-place-{pantry,fridge,freezer}`, `add-date`, `add-date-hint`, `add-category`, `add-save`, `add-more`, `add-photo`, `add-usual`, `add-said-{amount,place,date}` | adding by hand |
//! | `barcode`, `barcode-said`, `barcode-field`, `barcode-go`, `barcode-mode-{add,use}`, `barcode-sound`, `barcode-close`, `barcode-row` (with `data-name`, `data-count`), `barcode-count`, `barcode-empty`, `naming`, `naming-name`, `naming-category`, `naming-save`, `naming-later`, `later`, `later-name`, `later-forget`, `later-times`, `naming-count`, `lookup-question`, `lookup-yes`, `lookup-no`, `lookup-switch`, `credit`, `item-origin`, `item-code`, `item-code-remove`, `scan-barcode`, `add-barcode` | barcodes |
//! | `sync-chip`, `sync`, `sync-alone`, `sync-trouble`, `sync-standing`, `sync-try`, `sync-waiting`, `sync-export`, `stay-offline`, `sync-log` | how it stands with the server |
//! | `disputes`, `dispute`, `dispute-restore`, `dispute-keep`, `asides`, `aside`, `aside-done` | what waits for a person to look at it |
//! | `household`, `insecure`, `found`, `found-go`, `found-wrong`, `invite`, `invite-{member,admin,shopper,viewer}`, `invite-make`, `invitation`, `qr`, `invite-link`, `invite-copy`, `devices`, `device`, `device-remove`, `device-remove-sure` | the household |
//! | `reminders`, `remind-device`, `remind-soon`, `remind-names`, `remind-at`, `remind-trouble` | notes of the server on this device |
//! | `while-closed`, `closed-tray`, `closed-session`, `closed-digest`, `closed-soon`, `closed-waiting`, `closed-digest-at`, `token-in-file`, `newer`, `newer-look`, `newer-install` | what the native app does without a window |
//! | `server-address` | where the native app finds the server |
//! | `enter`, `enter-photo`, `enter-code`, `enter-go`, `join`, `join-name`, `join-brings`, `join-at`, `join-unfit`, `join-leaves`, `join-go`, `join-wrong` | joining it |
//! | `install`, `install-go`, `settings-keys` | putting the app on the home screen; single keys |
//! | `shared`, `shared-line`, `shared-add`, `shared-list`, `shared-drop`, `shared-nothing`, `shared-lost`, `shared-photos`, `shared-photos-open`, `home-shared`, `shared-open` | what another app has handed over |
//! | `check` (with `data-wrong`), `check-case`, `check-speed` (with its rates) | trying the storage |
//! | `check-gallery`, `gallery`, `gallery-sheet-open`, `gallery-sheet`, `gallery-whole`, `gallery-full`, `gallery-back`, `gallery-viewer-open` | every component in its states, each with `data-component` |
//! | `receipt`, `receipt-line`, `receipt-photos`, `receipt-photo`, `receipt-no-photo`, `viewer`, `viewer-frame` (with `data-whole`), `viewer-photo`, `viewer-part`, `viewer-{before,next,farther,whole,closer}`, `receipt-gone`, `receipt-again`, `receipt-touched`, `item-receipt` | a receipt that was accepted |
//! | `receipts`, `receipts-search`, `receipts-row`, `receipts-empty`, `receipts-no-match` | all receipts |
//! | `insights`, `insights-spent`, `insights-thin`, `insights-shops`, `insights-categories`, `insights-prices`, `insights-trend`, `insights-waste`, `insights-empty`, `period-{3,6,12}`, `item-price` | what was spent and thrown away |
//! | `photos-{smaller,whole,text}` | what is kept of receipts' photos |
//! | `more-household`, `more-sync`, `more-settings`, `more-transfer`, `more-receipts`, `more-insights`, `home-receipts`, `home-insights` | ways there |
//! | `rest-waits`, `rest-failed`, `rest-again` | a screen whose code is on its way, or does not come |
//! | `more`, `activity-by`, `activity-more`, `journal-row`, `journal-who`, `journal-undo`, `journal-redo`, `history-more` | more, and the histories there and of an item |
//! | `settings`, `settings-language`, `units-{printed,metric,us}`, `settings-currency`, `theme-{system,light,dark}`, `text-{s,m,l,xl,xxl}`, `settings-places`, `settings-categories`, `settings-shelf-life`, `storage`, `settings-check` | settings |
//! | `erase`, `erase-sheet`, `erase-stays`, `erase-keep`, `erase-sure` | deleting everything here |
//! | `places`, `place` (with `data-name`), `place-open`, `place-name`, `place-remove`, `place-new-name`, `place-new-{pantry,fridge,freezer}`, `place-add` | where food is kept |
//! | `categories`, `category` (with `data-name`), `category-open`, `category-up`, `category-down`, `category-name`, `category-offered`, `category-remove`, `category-picture` (with `data-name`), `category-new-name`, `category-new-like`, `category-add` | the order of the shop |
//! | `shelf-life`, `life-search`, `life-food` (with `data-name`), `life-category`, `life-more`, `life-edit`, `life-days-{pantry,fridge,freezer}-{sealed,opened}`, `life-reset` | how long food keeps |
//! | `transfer`, `transfer-photos`, `transfer-archive`, `transfer-table`, `transfer-file`, `transfer-wrong`, `transfer-found` (with `data-new`, `data-there`, `data-alike`), `transfer-order-{day,month}`, `transfer-currency`, `transfer-left`, `transfer-lot`, `transfer-go`, `transfer-leave`, `transfer-progress`, `transfer-stop` | files in and out |

mod add;
mod barcode;
mod bulk;
mod categories;
mod check;
mod desk;
mod devices;
mod edit_line;
mod gallery;
mod home;
mod home_hint;
mod home_sample;
mod household;
mod how_many;
mod insights;
mod install;
mod invite;
mod item;
mod item_codes;
mod item_edit;
mod item_lot;
mod item_price;
mod join;
mod journal;
mod list;
mod list_add;
mod list_entry;
mod list_row;
mod looks;
mod lookup;
mod lot_date;
mod lot_notes;
mod lot_package;
mod more;
mod new_category;
mod own_life;
mod pantry;
mod pantry_filter;
mod pantry_row;
mod places;
mod receipt;
mod receipts;
pub mod rest;
mod review;
mod review_head;
mod review_line;
mod sample;
mod scan;
mod settings;
mod shared;
mod shelf_life;
mod sync;
mod sync_chip;
mod transfer;
mod welcome;
mod welcome_places;

use yew::prelude::*;

use crate::components::icon::{Glyph, Icon};
use crate::components::nav::RouteLink;
use crate::i18n::t;
use crate::route::Route;

/// The screen of an address.
pub fn switch(route: &Route) -> Html {
    match route {
        Route::Home => html! { <home::Home /> },
        Route::Pantry => over_pantry(Html::default()),
        Route::Item { .. } => over_pantry(of_rest(route)),
        _ => of_rest(route),
    }
}

fn of_rest(route: &Route) -> Html {
    html! { <rest::Rest part={rest::Part::Screen(route.clone())} /> }
}

/// The pantry, the same one with a sheet and without: its search and scroll stay.
fn over_pantry(sheet: Html) -> Html {
    html! { <><pantry::Pantry key="pantry" />{ sheet }</> }
}

/// What the browser's tab says.
pub fn title(route: &Route) -> AttrValue {
    let screen = match route.screen() {
        Route::Receipts | Route::Receipt { .. } => t!("receipts-title"),
        Route::Insights => t!("insights-title"),
        Route::Add | Route::Shared => t!("nav-add"),
        route => match route.section() {
            Route::Scan => t!("nav-scan"),
            Route::Pantry | Route::Item { .. } => t!("nav-pantry"),
            Route::List => t!("list-title"),
            Route::More => t!("nav-more"),
            _ => return t!("app-name"),
        },
    };
    t!("window-title", screen = screen)
}

/// Properties of [`Head`].
#[derive(Properties, PartialEq)]
struct HeadProps {
    title: AttrValue,
    #[prop_or_default]
    sub: Option<AttrValue>,
    /// The screen that this one is a part of, with its name: a way back.
    #[prop_or_default]
    up: Option<(Route, AttrValue)>,
    #[prop_or_default]
    children: Html,
}

/// The top of a screen.
#[component]
fn Head(props: &HeadProps) -> Html {
    html! {
        <header class="head">
            <div class="head__text">
                if let Some((to, name)) = &props.up {
                    <RouteLink to={to.clone()} class="head__up" testid="head-up">
                        <Icon glyph={Glyph::Chevron} class="icon--s" />{ name }
                    </RouteLink>
                }
                if let Some(sub) = &props.sub {
                    <p class="head__sub">{ sub }</p>
                }
                <h1 class="head__title" tabindex="-1">{ &props.title }</h1>
            </div>
            { props.children.clone() }
            <sync_chip::SyncChip />
        </header>
    }
}
