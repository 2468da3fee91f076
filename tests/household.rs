//! Households of devices around a real `larder serve`, over the network.

mod killed;
mod phone;
mod socket;
