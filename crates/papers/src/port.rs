//! The ports of `acts` that this crate implements.

use acts::forms::Form;
use acts::papers::PaperLanguage;
use acts::ports::{PortError, Sealed, Seals};
use async_trait::async_trait;

use crate::credential::{self, Sealer};
use crate::{Language, Papers};

#[async_trait]
impl acts::ports::Papers for Papers {
    async fn render(&self, form: Form, language: PaperLanguage) -> Result<Vec<u8>, PortError> {
        let language = match language {
            PaperLanguage::Kk => Language::Kk,
            PaperLanguage::Ru => Language::Ru,
        };
        let papers = self.clone();
        // Setting keeps a processor busy for some tens of milliseconds.
        tokio::task::spawn_blocking(move || Papers::render(&papers, &form, language))
            .await
            .map_err(|error| PortError::Unavailable(error.to_string()))?
            .map_err(|error| PortError::Inconsistent(error.to_string()))
    }
}

impl Seals for Sealer {
    fn payload(&self, sealed: &Sealed) -> String {
        Sealer::payload(
            self,
            &credential::Sealed {
                serial: sealed.serial.clone(),
                issued: sealed.issued,
                valid_until: sealed.valid_until,
                holder_mask: sealed.holder.clone(),
                profession: sealed.profession.clone(),
            },
        )
    }

    fn open(&self, payload: &str) -> Option<Sealed> {
        let credential::Sealed { serial, issued, valid_until, holder_mask, profession } =
            credential::check(payload, &self.public_key())?;
        Some(Sealed { serial, issued, valid_until, holder: holder_mask, profession })
    }
}
