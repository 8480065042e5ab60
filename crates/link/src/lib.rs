//! The world outside the centre: what people send in, and what is sent to them.

pub mod courier;
pub mod hooks;
pub mod intake;
pub mod passkeys;
pub mod platform;
mod port;
