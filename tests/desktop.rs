//! The native app in a real window, with its database and a real server.

mod awake;
mod camera;
mod closed;
mod figures;
mod first;
mod glimpse;
mod handed;
mod killed;
mod package;
mod same;
mod session;
mod sleep;
mod storage;
