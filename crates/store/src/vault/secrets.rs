//! The port `Secrets`: made of the master key, so that a database alone tells none of them.

use acts::ports::Secrets;

use super::Vault;

impl Secrets for Vault {
    fn of(&self, purpose: &str, subject: &[u8]) -> [u8; 32] {
        *self.keeper.master.derive(&format!("bilikti: {purpose}, 1"), subject)
    }
}
