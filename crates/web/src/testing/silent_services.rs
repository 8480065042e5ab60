//! Programs and their webhooks, away like everything else.

use acts::AccountId;
use acts::ports::{
    Account, AddressFault, Bell, CasesAsked, Delivery, Hook, Hooks, KeptAnswer, Keyed, Rung, Service,
    Services, TermCard, TermsAsked,
};
use acts::projection::CaseRow;
use acts::service::{Happened, Occasion};
use async_trait::async_trait;
use jiff::Timestamp;
use rules::identifiers::CentreNumber;
use uuid::Uuid;

use super::{Answer, Silent, away};

#[async_trait]
impl Services for Silent {
    async fn add_service(&self, _: Service, _: Account) -> Answer<()> {
        away()
    }
    async fn service(&self, _: &str) -> Answer<Option<Service>> {
        away()
    }
    async fn services(&self, _: &CentreNumber) -> Answer<Vec<Service>> {
        away()
    }
    async fn end_service(&self, _: AccountId, _: &CentreNumber, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn note_use(&self, _: AccountId, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn cases_after(&self, _: &CasesAsked) -> Answer<Vec<CaseRow>> {
        away()
    }
    async fn terms_after(&self, _: &TermsAsked) -> Answer<Vec<TermCard>> {
        away()
    }
    async fn keyed(&self, _: AccountId, _: &str, _: &str, _: Timestamp) -> Answer<Keyed> {
        away()
    }
    async fn keep_answer(&self, _: AccountId, _: &str, _: KeptAnswer) -> Answer<()> {
        away()
    }
    async fn forget_keys(&self, _: Timestamp) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Hooks for Silent {
    async fn add_hook(&self, _: Hook) -> Answer<()> {
        away()
    }
    async fn hook(&self, _: Uuid) -> Answer<Option<Hook>> {
        away()
    }
    async fn hooks(&self, _: &CentreNumber) -> Answer<Vec<Hook>> {
        away()
    }
    async fn end_hook(&self, _: Uuid, _: Timestamp) -> Answer<()> {
        away()
    }
    async fn pause_hook(&self, _: Uuid, _: Timestamp) -> Answer<bool> {
        away()
    }
    async fn resume_hook(&self, _: Uuid) -> Answer<()> {
        away()
    }
    async fn told_of(&self, _: Occasion) -> Answer<Vec<CentreNumber>> {
        away()
    }
    async fn owe(&self, _: Vec<Happened>) -> Answer<()> {
        away()
    }
    async fn take_deliveries(&self, _: Timestamp, _: Timestamp, _: u32) -> Answer<Vec<Delivery>> {
        away()
    }
    async fn settle(&self, _: &Delivery, _: Option<Timestamp>) -> Answer<()> {
        away()
    }
    async fn deliveries(&self, _: Uuid, _: u32) -> Answer<Vec<Delivery>> {
        away()
    }
    async fn replay(&self, _: Uuid, _: Uuid, _: Timestamp) -> Answer<bool> {
        away()
    }
    async fn forget_deliveries(&self, _: Timestamp) -> Answer<()> {
        away()
    }
}

#[async_trait]
impl Bell for Silent {
    fn takes(&self, _: &str) -> Result<(), AddressFault> {
        Err(AddressFault::NotPublic)
    }
    async fn ring(&self, _: &str, _: &[u8; 32], _: Uuid, _: Timestamp, _: &str) -> Rung {
        Rung::NotTaken("away".into())
    }
}
