//! The household's food: items, lots, receipts, shelf life, and what a person does with them.
//!
//! # A tour
//!
//! Reading a receipt gives a [`receipt::Draft`], full of guesses and doubts.
//! [`line_memory::propose`] turns it into an [`action::Purchase`] to review, with
//! what was said about the same lines before. Accepting is an [`action::Action`],
//! as is everything else that a person does. [`action::plan`] makes one
//! [`action::Transaction`] of it: ops of crate `sync`, whose meaning [`op`] fixes.
//! [`household::Household`] folds ops into what the screens show. [`due`] and
//! [`shelf_life`] say until when food is good. [`recipe`] says what can be cooked of it. [`policy`] says who may write which op.
//! [`transfer`] takes a household out as a file, and takes files in. [`kept`] says what a
//! device keeps of all this.
//!
//! # Words
//!
//! | word | meaning |
//! |---|---|
//! | item | a kind of food that the household keeps |
//! | lot | one purchase of an item, with its own dates, price and place |
//! | place | the pantry, the fridge or the freezer, or a shelf within one |
//! | best-before, use-by | a mark of quality, a mark of safety; both civil dates |
//! | shopping list, entry, tick | what is to be bought, one thing of it, that it was bought |
//! | recipe, ingredient, step, label | a dish, what goes into it, how it is made, for whom it is fit |
//! | due | the day to use a lot by, worked out from its dates and what happened to it |
//! | purchase, consume, discard, open, move, freeze, thaw, split, count | what happens to a lot |
//! | action, transaction | what a person does at once; its ops, undone at once |
//!
//! # What is absent
//!
//! No clock, no randomness, no input or output: the day, the time and new ids are
//! arguments. No floats in what is stored: quantities are thousandths, money is
//! minor units. No rule of merging: that is `sync`'s. No names for screens besides
//! English category and place names, which translations key by id.

pub mod action;
pub mod barcode;
pub mod category;
pub mod due;
pub mod household;
pub mod id;
pub mod insights;
pub mod item;
pub mod kept;
pub mod line_memory;
pub mod location;
pub mod lot;
pub mod matching;
pub mod measure;
pub mod money;
pub mod op;
pub mod policy;
pub mod quantity;
pub mod receipt;
pub mod recipe;
mod sample;
pub mod search;
pub mod shelf_life;
pub mod shopping;
pub mod transfer;
pub mod typed;

pub use jiff::civil::{Date, Time};
