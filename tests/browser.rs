//! What a person does, in a real browser against a real server.

mod bad_input;
mod barcode;
mod bulk;
mod by_hand;
mod camera;
mod everyone;
mod first_receipt;
mod first_sync;
mod in_step;
mod known_lines;
mod languages;
mod lookup;
mod many_parts;
mod package;
mod pdf_receipts;
mod photos;
mod pictures;
mod reader_worker;
mod records;
mod several_shots;
mod shared;
mod shopping;
mod speed;
mod storage;
mod two_tabs;
mod ways_in;
