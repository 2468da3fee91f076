//! Every component in its states, for whoever works on one. What only they read is in
//! English.

mod drawn;
mod food;
mod forms;
mod press;
mod told;

use yew::prelude::*;

use super::Head;
use super::settings::look::ThemeChoice;
use crate::i18n::t;
use crate::route::Route;

/// The way that the components are read in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Frame {
    /// As the person reads.
    Usual,
    /// From right to left.
    Turned,
}

impl Frame {
    /// An id that no other frame has.
    fn id(self, name: &str) -> String {
        match self {
            Self::Usual => format!("gallery-{name}"),
            Self::Turned => format!("gallery-turned-{name}"),
        }
    }
}

/// Properties of what is shown once in each frame.
#[derive(Properties, PartialEq)]
pub struct FrameProps {
    /// The frame.
    pub frame: Frame,
}

/// The page.
#[component]
pub fn GalleryPage() -> Html {
    let whole = use_state_eq(|| false);
    let turn = |on: bool| {
        let whole = whole.setter();
        Callback::from(move |()| whole.set(on))
    };
    if *whole {
        return html! { <told::Whole on_back={turn(false)} /> };
    }
    html! {
        <main class="main main--wide" id="main" data-testid="gallery">
            <Head title={t!("gallery-title")} up={(Route::Check, t!("check-title"))} />
            <div class="gallery__theme"><ThemeChoice /></div>
            <section class="gallery">
                <h2 class="section__title gallery__part">{ "As it is read here" }</h2>
                <press::Buttons />
                <press::Chips />
                <press::Rows />
                <food::Tiles />
                <told::Sheets on_whole={turn(true)} />
                <told::Empty />
                <told::Waiting />
                <drawn::Charts />
                <drawn::Printed />
                <drawn::Photos />
                <drawn::Codes />
                <drawn::Finders />
                <drawn::Icons />
                <Directed frame={Frame::Usual} />
            </section>
            <section class="gallery" dir="rtl">
                <h2 class="section__title gallery__part">{ "From right to left" }</h2>
                <Directed frame={Frame::Turned} />
            </section>
        </main>
    }
}

/// Those in which the direction of reading matters.
#[component]
fn Directed(props: &FrameProps) -> Html {
    let frame = props.frame;
    html! {
        <>
            <food::Lots />
            <forms::Fields {frame} />
            <forms::Lists {frame} />
            <forms::Sizes {frame} />
            <forms::Search />
            <press::OpenRows {frame} />
            <press::Choices {frame} />
            <press::Steppers />
            <press::Links />
            <press::Syncs />
            <told::Notes />
            <told::Snackbars />
            <drawn::Beside />
        </>
    }
}

/// Properties of [`Shown`].
#[derive(Properties, PartialEq)]
struct ShownProps {
    /// The file of `components` that it comes from; none where it is a class alone.
    #[prop_or_default]
    component: Option<&'static str>,
    title: &'static str,
    children: Html,
}

/// A component.
#[component]
fn Shown(props: &ShownProps) -> Html {
    html! {
        <div class="card card--pad gallery__one" data-component={props.component}>
            <h3 class="gallery__title">{ props.title }</h3>
            { props.children.clone() }
        </div>
    }
}

/// One state of it, by name.
fn state(name: impl Into<AttrValue>, shown: Html) -> Html {
    html! {
        <div class="gallery__state">
            <p class="gallery__name">{ name.into() }</p>
            { shown }
        </div>
    }
}

/// Does nothing: what is shown here is not about anything.
fn nothing<T>() -> Callback<T> {
    Callback::noop()
}
