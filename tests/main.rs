//! Tests of the whole: what a person does, and the rules of the tree.

mod browser;
mod household;
mod support;
mod tidy;
