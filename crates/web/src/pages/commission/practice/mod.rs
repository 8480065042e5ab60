//! ¶16 ¶17. The technological map on a tablet: each member judges for themselves.

mod judge;
mod post;
pub mod view;

pub use post::{get, post};
