//! The letter of a referral, to be printed or sent on: the address at which the person answers.

use acts::Cx;
use acts::people::employer::{self, Seen};
use acts::ports::Employer;
use askama::Template;
use axum::extract::{Path, State};
use axum::response::Response;
use rules::terms::local_date;
use uuid::Uuid;

use crate::answer::problem;
use crate::page::{Frame, show};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;

#[derive(Debug, Template)]
#[template(path = "employer/letter/page.html")]
pub struct LetterPage {
    frame: Frame,
    employer: String,
    bin: String,
    name: String,
    profession: String,
    pays: bool,
    made_on: String,
    address: String,
}

impl LetterPage {
    pub(super) fn new(frame: Frame, cx: &Cx, employer: &Employer, seen: &Seen) -> Self {
        let referral = &seen.referral;
        let programme = cx.catalogue.programme(&referral.programme);
        Self {
            employer: employer.name.clone(),
            bin: employer.bin.to_string(),
            name: referral.name.clone(),
            profession: programme
                .map(|one| frame.language.pick(&one.profession_name).to_owned())
                .unwrap_or_default(),
            pays: referral.pays,
            made_on: frame.language.date(local_date(referral.made_at)),
            address: format!("{}/referral/{}", cx.public_address, referral.id),
            frame,
        }
    }
}

pub async fn get(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<Uuid>,
) -> Result<Response, Problem> {
    let employer = employer::mine(&cx, &who).await.map_err(problem)?;
    let seen = employer::referral(&cx, &who, id).await.map_err(problem)?;
    Ok(show(&LetterPage::new(visit.frame("employer-letter-title"), &cx, &employer, &seen)))
}
