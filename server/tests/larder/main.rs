//! The program `larder` as a person or a service manager starts it.

mod admin;
mod config;
mod scan;
mod serve;
mod text;
