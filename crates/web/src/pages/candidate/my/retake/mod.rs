//! ¶5 ¶19. A new application after a refusal, a withdrawal or "not passed": it keeps what was told before (Q13).

use acts::draft::{self, Draft, DraftAttachment};
use acts::walk::Loaded;
use acts::{CaseId, Cx, view};
use axum::extract::{Path, State};
use axum::response::{IntoResponse, Redirect, Response};
use rules::application::{Application, Person as Applicant, Route, Sex};
use rules::case::Stage;
use rules::programme::{ExamLanguage, Mode};

use super::own;
use crate::answer::{problem, request_id};
use crate::form::Values;
use crate::problem::Problem;
use crate::session::Person;

/// Whether a new application may follow this case.
pub(super) const fn may_begin_anew(stage: Stage) -> bool {
    matches!(stage, Stage::Refused | Stage::Withdrawn | Stage::Informed | Stage::Closed)
}

/// ¶19. The words of the link, too: a retake follows an exam that was sat.
pub(super) const fn is_retake(stage: Stage) -> bool {
    matches!(stage, Stage::Informed | Stage::Closed)
}

pub async fn post(
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<CaseId>,
    values: Values,
) -> Result<Response, Problem> {
    let loaded = own(&cx, &who, id).await?;
    if !may_begin_anew(loaded.case.stage) {
        return Err(Problem::BadRequest);
    }
    let draft = begun_anew(&cx, &loaded).await?;
    let new = draft::begin(&cx, &who, request_id(&values)?, draft).await.map_err(problem)?;
    Ok(Redirect::to(&format!("/apply/{new}")).into_response())
}

async fn begun_anew(cx: &Cx, loaded: &Loaded) -> Result<Draft, Problem> {
    let application = &loaded.case.application;
    let mut attachments = Vec::new();
    for attachment in &application.attachments {
        let bytes = view::file(cx, loaded, &attachment.digest).await.map_err(problem)?;
        let (kind, name, digest) = (attachment.kind, attachment.name.clone(), attachment.digest.clone());
        attachments.push(DraftAttachment { kind, name, digest, size: bytes.len() as u64 });
    }
    let retake_of = is_retake(loaded.case.stage).then(|| loaded.case.number.clone());
    Ok(Draft { centre: loaded.case.centre.to_string(), attachments, retake_of, ..answers(application) })
}

/// The answers of an application. Consents are asked anew, and documents are looked at again.
fn answers(application: &Application) -> Draft {
    let held = application.held;
    let employer = match &application.route {
        Route::OnOwn => String::new(),
        Route::Referral { employer, .. } => employer.to_string(),
    };
    let needs = if application.adjustments.is_empty() { "no" } else { "yes" };
    Draft {
        programme: application.programme.clone(),
        mode: mode(application.mode).to_owned(),
        language: language(application.language).to_owned(),
        held_level: held.map(|held| held.level.to_string()).unwrap_or_default(),
        held_until: held.and_then(|held| held.until_year).map(|year| year.to_string()).unwrap_or_default(),
        knowledge: application.knowledge.clone(),
        skills: application.skills.clone(),
        learning_done: true,
        needs_adjustments: needs.to_owned(),
        adjustments: application.adjustments.clone(),
        employer_bin: employer,
        ..person_of(&application.person)
    }
}

/// What a person told of themselves, for the next application.
pub fn person_of(person: &Applicant) -> Draft {
    let birth = person.birth_date;
    let sex = match person.sex {
        Sex::Female => "female",
        Sex::Male => "male",
    };
    Draft {
        surname: person.surname.clone(),
        given: person.given.clone(),
        patronymic: person.patronymic.clone().unwrap_or_default(),
        iin: person.iin.to_string(),
        birth_day: birth.day().to_string(),
        birth_month: birth.month().to_string(),
        birth_year: birth.year().to_string(),
        sex: sex.to_owned(),
        address: person.address.clone(),
        email: person.email.clone(),
        mobile: person.mobile.clone(),
        work_phone: person.work_phone.clone().unwrap_or_default(),
        ..Draft::default()
    }
}

const fn mode(mode: Mode) -> &'static str {
    match mode {
        Mode::Offline => "offline",
        Mode::Online => "online",
    }
}

const fn language(language: ExamLanguage) -> &'static str {
    match language {
        ExamLanguage::Kk => "kk",
        ExamLanguage::Ru => "ru",
    }
}

#[cfg(test)]
mod tests {
    use acts::draft::{Part, faults, to_application};

    use super::*;
    use crate::pages::candidate::tests::{catalogue, filled};

    #[test]
    fn p19_a_retake_keeps_the_answers_and_asks_the_consents_anew() {
        let catalogue = catalogue();
        let (centre, application) =
            to_application(&crate::pages::candidate::tests::row(filled()), &catalogue).unwrap();
        let again =
            Draft { centre: centre.to_string(), attachments: filled().attachments, ..answers(&application) };
        let unfinished: Vec<_> =
            Part::ALL.into_iter().filter(|part| !faults(*part, &again, &catalogue).is_empty()).collect();
        assert_eq!(unfinished, [Part::Documents, Part::Funding, Part::Consents]);
    }

    #[test]
    fn p19_only_a_case_at_its_end_leads_to_a_new_application() {
        let may = Stage::ALL.iter().filter(|stage| may_begin_anew(**stage)).collect::<Vec<_>>();
        assert_eq!(may, [&Stage::Refused, &Stage::Informed, &Stage::Closed, &Stage::Withdrawn]);
    }
}
