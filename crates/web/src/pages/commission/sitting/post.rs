//! What the chair said, checked and carried out.

use acts::exam::{self, OpenSitting};
use acts::{ActError, Cx};
use axum::extract::{Path, State};
use axum::response::Response;
use rules::Reason;
use rules::programme::Programme;
use rules::sitting::Commission;

use super::super::parts::{Scene, Seated, after, seated};
use super::SittingPage;
use crate::form::{Errors, Values};
use crate::page::{show, switched};
use crate::problem::Problem;
use crate::session::Person;
use crate::visit::Visit;
use crate::words::Language;

pub async fn post(
    visit: Visit,
    Person(who): Person,
    State(cx): State<Cx>,
    Path(id): Path<String>,
    values: Values,
) -> Result<Response, Problem> {
    let scene = Scene::open(&cx, &who, &id).await?;
    let people = seated(&cx, scene.case()).await?;
    if let Some(language) = values.language_switch() {
        let visit = visit.in_language(language);
        return Ok(switched(language, &SittingPage::new(&visit, &scene, &people, &values, &Errors::none())));
    }
    let page = |errors: &Errors| SittingPage::new(&visit, &scene, &people, &values, errors);
    let open = match read(&values, &people, scene.context.programme, visit.language) {
        Ok(open) => open,
        Err(errors) => return Ok(show(&page(&errors))),
    };
    let next = scene.path(if scene.case().admitted() { "practice" } else { "theory" });
    let done = exam::open_sitting(&cx, scene.asked(&values)?, open).await;
    let field = done.as_ref().err().map_or("named", field_of);
    after(done, field, &next, page)
}

/// Where a refusal is shown.
fn field_of(error: &ActError) -> &'static str {
    match error {
        ActError::Refused(refused) => match refused.reason {
            Reason::ChairAbsent | Reason::CommissionTooSmall { .. } | Reason::NotMember => "present",
            Reason::ChairNotMember => "chair",
            Reason::ConflictOfInterest { .. } => "conflict",
            Reason::NotReady { .. } => "ready",
            _ => "named",
        },
        _ => "named",
    }
}

/// ¶9 ¶10(2). The commission as said; only people of the centre can be named.
fn read(
    values: &Values,
    people: &[Seated],
    programme: &Programme,
    language: Language,
) -> Result<OpenSitting, Errors> {
    let known = |field: &str| -> Vec<String> {
        people.iter().filter(|person| values.has(field, &person.id)).map(|person| person.id.clone()).collect()
    };
    let (members, present, conflicted) = (known("named"), known("present"), known("conflict"));
    let chair = people.iter().find(|person| person.chair && values.has("chair", &person.id));
    let mut errors = values.errors();
    if members.is_empty() {
        errors.add("named", "commission-sitting-nobody-named");
    }
    if chair.is_none() {
        errors.add("chair", "commission-sitting-no-chair");
    }
    if present.is_empty() {
        errors.add("present", "commission-sitting-nobody");
    }
    for person in people.iter().filter(|one| members.contains(&one.id) && conflicted.contains(&one.id)) {
        errors.add_with(
            "conflict",
            "commission-sitting-conflicted",
            vec![("name", person.name.clone().into())],
        );
    }
    let ticked: Vec<usize> = values.all("ready").iter().filter_map(|line| line.parse().ok()).collect();
    for (at, line) in programme.equipment.iter().enumerate() {
        if !ticked.contains(&at) {
            let line = language.pick(line).to_owned();
            errors.add_with("ready", "commission-sitting-not-ready", vec![("line", line.into())]);
        }
    }
    match chair {
        Some(chair) if errors.is_empty() => {
            let commission = Commission { chair: chair.id.clone(), members };
            Ok(OpenSitting { commission, present, ticked, conflicted })
        }
        _ => Err(errors),
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]

    use super::*;
    use crate::pages::commission::tests::{people, programme};

    fn said(ready: usize) -> Values {
        let [chair, member, third] = [0, 1, 2].map(|at| people().get(at).unwrap().id.clone());
        let values =
            [&chair, &member, &third].into_iter().fold(Values::new().with("chair", &chair), |values, id| {
                values.with("named", id).with("present", id)
            });
        (0..ready).fold(values, |values, line| values.with("ready", line.to_string()))
    }

    #[test]
    fn p10_every_unticked_line_is_named() {
        let programme = programme();
        let all = programme.equipment.len();
        let open = read(&said(all), &people(), &programme, Language::Kk).unwrap();
        assert_eq!((open.commission.members.len(), open.ticked.len()), (3, all));
        let errors = read(&said(all - 2), &people(), &programme, Language::Kk).unwrap_err();
        assert_eq!(errors.fields(), ["ready", "ready"]);
        assert!(
            errors.lines(Language::Kk).last().unwrap().text.contains(&programme.equipment.last().unwrap().kk)
        );
    }

    #[test]
    fn p09_a_stranger_or_a_conflicted_person_is_not_named() {
        let programme = programme();
        let all = said(programme.equipment.len());
        let open = read(&all.clone().with("named", "stranger"), &people(), &programme, Language::Ru).unwrap();
        assert!(!open.commission.has("stranger"));
        let conflicted = all.with("conflict", &people().get(1).unwrap().id);
        assert_eq!(
            read(&conflicted, &people(), &programme, Language::Ru).unwrap_err().fields(),
            ["conflict"]
        );
        let nobody = read(&Values::new(), &people(), &programme, Language::Ru).unwrap_err();
        assert_eq!(nobody.fields()[..3], ["named", "chair", "present"]);
    }
}
