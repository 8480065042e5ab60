//! The port of `acts` that this crate implements.

use acts::ports::{IntakeFault, TableRow};
use async_trait::async_trait;

use crate::intake::{Fault, Intake};

#[async_trait]
impl acts::ports::Intake for Intake {
    async fn examine(&self, bytes: Vec<u8>) -> Result<Vec<u8>, IntakeFault> {
        Intake::examine(self, bytes).await.map(|clean| clean.bytes).map_err(|fault| told(&fault))
    }

    async fn scan(&self, bytes: Vec<u8>) -> Result<(Vec<u8>, u32), IntakeFault> {
        let clean = Intake::examine(self, bytes).await.map_err(|fault| told(&fault))?;
        Ok((clean.bytes, clean.pages.ok_or(IntakeFault::NoPages)?))
    }

    async fn page(&self, scan: Vec<u8>, number: u32) -> Result<Option<Vec<u8>>, IntakeFault> {
        Intake::page(self, scan, number).await.map_err(|fault| told(&fault))
    }

    async fn cut(&self, scan: Vec<u8>, parts: Vec<Vec<u32>>) -> Result<Vec<Vec<u8>>, IntakeFault> {
        Intake::cut(self, scan, parts).await.map_err(|fault| told(&fault))
    }

    async fn table(&self, bytes: Vec<u8>) -> Result<Vec<TableRow>, IntakeFault> {
        Intake::table(self, bytes).await.map_err(|fault| told(&fault))
    }
}

fn told(fault: &Fault) -> IntakeFault {
    match fault {
        Fault::Empty => IntakeFault::Empty,
        Fault::TooBig { .. } => IntakeFault::TooBig,
        Fault::Encrypted => IntakeFault::Encrypted,
        Fault::Heic => IntakeFault::Heic,
        Fault::WrongType { .. } => IntakeFault::WrongType,
        Fault::Unreadable => IntakeFault::Unreadable,
        Fault::TooManyPixels => IntakeFault::TooManyPixels,
        Fault::CouldNotCheck => IntakeFault::CouldNotCheck,
    }
}
