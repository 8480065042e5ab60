//! ¶2(4). An employer refers people; the referred person answers, and says what the employer may see.

pub mod answer;
pub mod letter;
pub mod list;
pub mod refer;
pub mod sign_up;

use crate::routes::{Routes, get};

pub fn routes() -> Routes {
    Routes::new()
        .public("/employer/sign-up", get(sign_up::get).post(sign_up::post))
        .act("refer", "/employer", get(list::get))
        .act("refer", "/employer/refer", get(refer::get).post(refer::post))
        .act("refer", "/employer/{referral}", get(letter::get))
        .act("answer_referral", "/referral/{referral}", get(answer::get).post(answer::post))
}

#[cfg(test)]
mod tests;
