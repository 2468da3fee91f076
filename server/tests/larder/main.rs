//! The program `larder` as a person or a service manager starts it.

mod scan;
mod serve;
mod text;
