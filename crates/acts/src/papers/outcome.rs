//! ¶17–¶19 A2. Protocol, notification of "not passed", recognition document.

use jiff::Timestamp;
use rules::Bilingual;
use rules::case::{Case, Context, Event};
use rules::decision::Outcome;
use rules::practice;
use rules::violations::{Consequence, ITEMS};

use super::intake::{head, programme_ref};
use super::{application_reference, by_password, centre, last, name_of, words};
use crate::cx::Cx;
use crate::error::ActResult;
use crate::forms::{self, Form, Reference, Signature};
use crate::ports::Sealed;
use crate::walk::Loaded;

pub(super) async fn protocol(cx: &Cx, loaded: &Loaded, context: &Context<'_>) -> ActResult<Option<Form>> {
    let case = &loaded.case;
    let Some(decision) = &case.decision else { return Ok(None) };
    let members = members(cx, case).await?;
    let name = |id: &str| {
        let known = members.iter().find(|(known, _)| known == id);
        known.map_or_else(|| id.to_owned(), |(_, member)| member.name.clone())
    };
    let dissents = case
        .votes
        .iter()
        .filter(|(_, vote)| !vote.dissent.is_empty())
        .map(|(id, vote)| forms::Dissent { name: name(id), text: vote.dissent.clone() })
        .collect();
    let signatures = case
        .present
        .iter()
        .map(|id| Signature {
            role: words::position(case, id),
            name: name(id),
            signed: signed_at(loaded, id).map(by_password),
        })
        .collect();
    let form = forms::Protocol {
        centre: centre(context.centre),
        number: decision.protocol.clone(),
        date: decision.on,
        ended_at: ended_at(loaded),
        candidate: case.person.full_name(),
        iin: case.person.iin.to_string(),
        application: application_reference(loaded),
        profession: context.programme.profession_name.clone(),
        programme: programme_ref(context),
        mode: case.application.mode,
        language: case.application.language,
        theory: theory(case),
        practice: map(case, context),
        violations: violations(loaded),
        passed: decision.outcome == Outcome::Passed,
        dissents,
        signatures,
        members: members.into_iter().map(|(_, member)| member).collect(),
    };
    Ok(Some(Form::Protocol(form)))
}

async fn members(cx: &Cx, case: &Case) -> ActResult<Vec<(String, forms::Member)>> {
    let mut members = Vec::new();
    for id in case.commission.iter().flat_map(|commission| &commission.members) {
        let vote = case.votes.get(id);
        let member = forms::Member {
            name: name_of(cx, id).await?,
            position: words::position(case, id),
            chair: case.commission.as_ref().is_some_and(|commission| commission.chair == *id),
            present: case.present.contains(id),
            voted_passed: vote.map(|vote| vote.outcome == Outcome::Passed),
        };
        members.push((id.clone(), member));
    }
    Ok(members)
}

fn signed_at(loaded: &Loaded, id: &str) -> Option<Timestamp> {
    last(loaded, |event| matches!(event, Event::ProtocolSigned { member, .. } if member == id))
        .map(|e| e.stamp().at)
}

fn ended_at(loaded: &Loaded) -> Timestamp {
    let ends = |event: &Event| match event {
        Event::PracticeClosed { .. } => true,
        Event::TheoryClosed { admission, .. } => !admission.admitted,
        Event::ViolationRegistered { consequence, .. } => *consequence == Consequence::End,
        _ => false,
    };
    last(loaded, ends).map_or(Timestamp::UNIX_EPOCH, |entry| entry.stamp().at)
}

fn theory(case: &Case) -> Option<forms::Theory> {
    case.theory.map(|admission| forms::Theory {
        correct: admission.correct,
        total: admission.total,
        needed: admission.needed,
        admitted: admission.admitted,
    })
}

fn map(case: &Case, context: &Context<'_>) -> Option<forms::Practice> {
    let result = case.practice.as_ref()?;
    let map = &context.programme.map;
    let notes = |step: &str| {
        let by_member = case.judgements.get(step).into_iter().flatten();
        let notes = by_member.map(|(_, judgement)| judgement.note.trim()).filter(|note| !note.is_empty());
        notes.collect::<Vec<_>>().join("; ")
    };
    let steps = map.steps.iter().map(|step| forms::MapStep {
        action: step.action.clone(),
        criterion: step.criterion.clone(),
        critical: step.critical,
        done: !result.failed.contains(&step.id),
        note: notes(&step.id),
    });
    Some(forms::Practice {
        task: map.task.clone(),
        steps: steps.collect(),
        needed: map.steps_needed,
        performed: result.performed,
    })
}

fn violations(loaded: &Loaded) -> Vec<forms::Violated> {
    let consequence_of = |observation: &str| {
        loaded.entries.iter().find_map(|entry| match entry.event() {
            Event::ViolationRegistered { violation, consequence, .. }
                if violation.observation == observation =>
            {
                Some(*consequence)
            }
            _ => None,
        })
    };
    loaded
        .case
        .violations
        .iter()
        .map(|violation| forms::Violated {
            at: violation.seen_at,
            item: ITEMS.iter().find(|item| item.id == violation.item).map_or_else(
                || Bilingual::new(violation.item.as_str(), violation.item.as_str()),
                |item| item.words(),
            ),
            consequence: words::consequence(consequence_of(&violation.observation), violation),
            act: violation.act.clone().unwrap_or_default(),
        })
        .collect()
}

pub(super) fn not_passed(loaded: &Loaded, context: &Context<'_>) -> Option<Form> {
    let case = &loaded.case;
    let (on, decision) = (case.informed_on?, case.decision.as_ref()?);
    let sent = last(loaded, |event| matches!(event, Event::NotPassedSent { .. }))?;
    let window = rules::appeal::window(context.calendar, context.edition, on);
    Some(Form::NotPassed(forms::NotPassed {
        centre: centre(context.centre),
        number: decision.protocol.clone(),
        date: on,
        candidate: case.person.full_name(),
        protocol: Reference { number: decision.protocol.clone(), date: decision.on },
        profession: context.programme.profession_name.clone(),
        theory: theory(case),
        ground: words::not_passed_ground(
            case,
            practice::result(&context.programme.map, &case.judgements, ""),
        ),
        recommendations: case.recommendations.iter().map(|one| one.text.clone()).collect(),
        appeal: forms::AppealDays { received: on, last_day: window.due },
        head: head(context, Some(by_password(sent.stamp().at))),
    }))
}

pub(super) fn document(cx: &Cx, loaded: &Loaded, context: &Context<'_>) -> Option<Form> {
    let case = &loaded.case;
    let document = case.document.as_ref()?;
    let serial = document.serial.to_string();
    let sealed = Sealed {
        serial: serial.clone(),
        issued: document.issued_on,
        valid_until: document.valid_until,
        holder: case.person.masked(),
        profession: document.serial.nkz().to_string(),
    };
    let issued = last(loaded, |event| matches!(event, Event::DocumentIssued { .. }));
    // The form is set before its own event is stored, so the moment may be this one.
    let at = issued.map_or(context.now, |entry| entry.stamp().at);
    Some(Form::Document(forms::Document {
        centre: context.centre.name.clone(),
        holder: case.person.full_name(),
        profession: context.programme.profession_name.clone(),
        issued_on: document.issued_on,
        valid_until: document.valid_until,
        qr: format!("{}/t/{serial}?p={}", cx.public_address, cx.seals.payload(&sealed)),
        head: context.centre.head.clone(),
        signed: Some(by_password(at)),
        serial,
    }))
}
