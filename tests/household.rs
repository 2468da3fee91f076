//! Households of devices around a real `larder serve`, over the network.

mod blobs;
mod killed;
mod phone;
mod socket;
