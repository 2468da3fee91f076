//! What the end-to-end tests stand on: a real server, a real browser, real files.

pub mod authenticator;
pub mod axe;
#[cfg(unix)]
pub mod balancer;
pub mod bars;
pub mod browser;
pub mod bucket;
pub mod facts;
pub mod feed;
pub mod fixture;
pub mod hooks;
pub mod http;
pub mod memory;
#[cfg(target_os = "linux")]
pub mod namespace;
pub mod past;
pub mod pdf;
pub mod post;
#[cfg(unix)]
pub mod postgres;
pub mod provider;
#[cfg(unix)]
pub mod rabbitmq;
pub mod receiver;
#[cfg(unix)]
pub mod redis;
pub mod server;
#[cfg(unix)]
pub mod service;
#[cfg(target_os = "linux")]
pub mod session;
pub mod storage;
pub mod tour;
#[cfg(target_os = "linux")]
pub mod window;
