//! What a person does, in a real browser against a real server.

mod bad_input;
mod by_hand;
mod first_receipt;
mod speed;
mod two_tabs;
mod ways_in;
