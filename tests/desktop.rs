//! The native app in a real window, with its database and a real server.

mod awake;
mod camera;
mod figures;
mod first;
mod killed;
mod package;
mod same;
mod storage;
mod sleep;
