//! The port of `acts` that this crate implements.

use acts::ports::IntakeFault;
use async_trait::async_trait;

use crate::intake::{Fault, Intake};

#[async_trait]
impl acts::ports::Intake for Intake {
    async fn examine(&self, bytes: Vec<u8>) -> Result<Vec<u8>, IntakeFault> {
        match Intake::examine(self, bytes).await {
            Ok(clean) => Ok(clean.bytes),
            Err(fault) => Err(match fault {
                Fault::Empty => IntakeFault::Empty,
                Fault::TooBig { .. } => IntakeFault::TooBig,
                Fault::Encrypted => IntakeFault::Encrypted,
                Fault::Heic => IntakeFault::Heic,
                Fault::WrongType { .. } => IntakeFault::WrongType,
                Fault::Unreadable => IntakeFault::Unreadable,
                Fault::TooManyPixels => IntakeFault::TooManyPixels,
                Fault::CouldNotCheck => IntakeFault::CouldNotCheck,
            }),
        }
    }
}
