//! Pure formatting: values of the household in, words for people out.

pub mod amounts;
pub mod aside;
pub mod categories;
pub mod dates;
pub mod disputes;
pub mod insights;
pub mod journal;
pub mod life;
pub mod lots;
pub mod quick_add;
pub mod receipts;
pub mod rejected;
pub mod shared_lines;
pub mod shopping;
pub mod transfer;
pub mod typed_day;
