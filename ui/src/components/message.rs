//! Messages in the page: something to know, with its next step.

use yew::prelude::*;

use super::icon::{Glyph, Icon};

/// How a message is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Tone {
    /// For information.
    Plain,
    /// A question, or something to look at.
    Ask,
    /// Something went wrong.
    Wrong,
}

/// Properties of [`Note`].
#[derive(Properties, PartialEq)]
pub struct NoteProps {
    /// How it is meant.
    pub tone: Tone,
    /// One short sentence.
    pub title: AttrValue,
    /// What to do next.
    #[prop_or_default]
    pub text: Option<AttrValue>,
    /// For tests.
    #[prop_or_default]
    pub testid: Option<&'static str>,
    /// Buttons.
    #[prop_or_default]
    pub children: Html,
}

/// A message in the flow of the page.
#[component]
pub fn Note(props: &NoteProps) -> Html {
    let (class, glyph) = match props.tone {
        Tone::Plain => ("note", Glyph::Info),
        Tone::Ask => ("note note--amber", Glyph::Question),
        Tone::Wrong => ("note note--red", Glyph::Warning),
    };
    let role = (props.tone == Tone::Wrong).then_some("alert");
    html! {
        <div {class} {role} data-testid={props.testid}>
            <Icon {glyph} />
            <div class="note__body">
                <p class="note__title">{ &props.title }</p>
                if let Some(text) = &props.text {
                    <p class="note__text">{ text }</p>
                }
                if props.children != Html::default() {
                    <div class="note__actions">{ props.children.clone() }</div>
                }
            </div>
        </div>
    }
}

/// Properties of [`FullPage`].
#[derive(Properties, PartialEq)]
pub struct FullPageProps {
    /// What is the matter.
    pub title: AttrValue,
    /// Why, and what to do.
    pub text: AttrValue,
    /// For tests.
    pub testid: &'static str,
    /// The one button.
    #[prop_or_default]
    pub children: Html,
}

/// A message instead of the app.
#[component]
pub fn FullPage(props: &FullPageProps) -> Html {
    html! {
        <main class="full" id="main" data-testid={props.testid}>
            <div class="full__card" role="status">
                <super::art::Brand />
                <h1 class="teach__title" tabindex="-1">{ &props.title }</h1>
                <p class="teach__text">{ &props.text }</p>
                { props.children.clone() }
            </div>
        </main>
    }
}
