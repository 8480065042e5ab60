//! ¶8(2) ¶14 ¶22. The act of a violation, the decision on an appeal, the answer to a complaint.

use rules::Bilingual;
use rules::appeal::{Appeal, AppealOutcome};
use rules::case::{Context, Event};
use rules::violations::{Consequence, ITEMS, Registrant, Violation};

use super::intake::head;
use super::{application_reference, by_password, centre, last, name_of, words};
use crate::cx::Cx;
use crate::error::ActResult;
use crate::forms::{self, AppealWord, Dissent, Form, Reference, Signature};
use crate::journal::Entry;
use crate::walk::Loaded;

pub(super) async fn violation_act(
    cx: &Cx,
    loaded: &Loaded,
    context: &Context<'_>,
    place: u8,
) -> ActResult<Option<Form>> {
    let case = &loaded.case;
    let ordinal = usize::from(place);
    let Some(violation) = ordinal.checked_sub(1).and_then(|index| case.violations.get(index)) else {
        return Ok(None);
    };
    let (Some(number), Some(registered)) = (&violation.act, registered(loaded, violation)) else {
        return Ok(None);
    };
    let drawn = last(
        loaded,
        |event| matches!(event, Event::ViolationActDrawn { observation, .. } if *observation == violation.observation),
    );
    let item = ITEMS.iter().find(|item| item.id == violation.item);
    let form = forms::ViolationAct {
        centre: centre(context.centre),
        number: number.clone(),
        date: rules::terms::local_date(drawn.unwrap_or(registered).stamp().at),
        candidate: case.person.full_name(),
        iin: case.person.iin.to_string(),
        application: application_reference(loaded),
        profession: context.programme.profession_name.clone(),
        mode: case.application.mode,
        stage: stage(loaded, registered.stamp().seq),
        seen_at: violation.seen_at,
        registered_at: registered.stamp().at,
        registrant: registrant(cx, &violation.registrant).await?,
        item: item.map_or_else(|| Bilingual::new(&violation.item, &violation.item), |item| item.words()),
        ordinal,
        consequence: consequence(registered.event()),
        review: review(loaded, violation),
        signatures: signatures(cx, loaded, violation).await?,
    };
    Ok(Some(Form::ViolationAct(form)))
}

fn registered<'a>(loaded: &'a Loaded, violation: &Violation) -> Option<&'a Entry> {
    let registers = |event: &Event| match event {
        Event::ViolationRegistered { violation: one, .. } => one.observation == violation.observation,
        _ => false,
    };
    loaded.entries.iter().find(|entry| registers(entry.event()))
}

/// The stage that was being sat when the entry `seq` was written.
fn stage(loaded: &Loaded, seq: u64) -> Bilingual {
    let earlier = loaded.entries.iter().take_while(|entry| entry.stamp().seq < seq);
    let practice = earlier.fold(false, |practice, entry| match entry.event() {
        Event::PracticeOpened { .. } => true,
        Event::TheoryClosed { admission, .. } => admission.admitted,
        _ => practice,
    });
    if practice {
        Bilingual::new("практикалық кезең", "практический этап")
    } else {
        Bilingual::new("теориялық кезең", "теоретический этап")
    }
}

async fn registrant(cx: &Cx, registrant: &Registrant) -> ActResult<Bilingual> {
    Ok(match registrant {
        Registrant::Member { id } => {
            let name = name_of(cx, id).await?;
            Bilingual::new(format!("комиссия мүшесі: {name}"), format!("член комиссии: {name}"))
        }
        Registrant::Proctoring => Bilingual::new("онлайн-прокторинг жүйесі", "система онлайн-прокторинга"),
    })
}

/// ¶13. What was done at the time; a later review stands apart.
fn consequence(event: &Event) -> Bilingual {
    match event {
        Event::ViolationRegistered { consequence: Consequence::End, .. } => Bilingual::new(
            "емтиханнан шеттету (рәсімді аяқтау)",
            "удаление с экзамена (завершение процедуры)",
        ),
        _ => Bilingual::new("ескерту", "предупреждение"),
    }
}

fn review(loaded: &Loaded, violation: &Violation) -> Option<forms::Reviewed> {
    let review = violation.review.as_ref()?;
    let reviewed = last(
        loaded,
        |event| matches!(event, Event::ViolationReviewed { observation, .. } if *observation == violation.observation),
    )?;
    let date = rules::terms::local_date(reviewed.stamp().at);
    Some(forms::Reviewed { date, confirmed: review.confirmed, reason: review.reason.clone() })
}

async fn signatures(cx: &Cx, loaded: &Loaded, violation: &Violation) -> ActResult<Vec<Signature>> {
    let mut signatures = Vec::new();
    for id in &violation.witnesses {
        let signed = last(loaded, |event| {
            matches!(event, Event::ViolationActSigned { observation, member, .. }
                if *observation == violation.observation && member == id)
        });
        signatures.push(Signature {
            role: words::position(&loaded.case, id),
            name: name_of(cx, id).await?,
            signed: signed.map(|entry| by_password(entry.stamp().at)),
        });
    }
    Ok(signatures)
}

pub(super) async fn appeal_decision(
    cx: &Cx,
    loaded: &Loaded,
    context: &Context<'_>,
) -> ActResult<Option<Form>> {
    let case = &loaded.case;
    let Some(appeal) = &case.appeal else { return Ok(None) };
    let Some((number, registered_on)) = &appeal.registered else { return Ok(None) };
    let decided =
        last(loaded, |event| matches!(event, Event::AppealDecided { .. } | Event::LateAppealRefused { .. }));
    let registered = last(loaded, |event| matches!(event, Event::AppealRegistered { .. }));
    let (Some(decided), Some(registered)) = (decided, registered) else { return Ok(None) };
    let last_day = case.terms.iter().rfind(|running| running.term.clause.as_str() == "¶20");
    let last_day = last_day.map_or(appeal.filed_on, |running| running.term.recomputed(context.calendar).due);
    let word = match appeal.outcome {
        Some(AppealOutcome::Upheld) => AppealWord::Upheld,
        Some(AppealOutcome::Rejected) => AppealWord::Rejected,
        None => AppealWord::Late { last_day },
    };
    let signatures = match word {
        AppealWord::Late { .. } => vec![head(context, Some(by_password(decided.stamp().at)))],
        _ => commission(cx, appeal.commission.as_slice(), decided).await?,
    };
    Ok(Some(Form::AppealDecision(forms::AppealDecision {
        centre: centre(context.centre),
        number: number.clone(),
        date: rules::terms::local_date(decided.stamp().at),
        filed_on: appeal.filed_on,
        registered_on: *registered_on,
        received_on: case.received_on,
        candidate: case.person.full_name(),
        protocol: case
            .decision
            .as_ref()
            .map(|decision| Reference { number: decision.protocol.clone(), date: decision.on }),
        profession: context.programme.profession_name.clone(),
        grounds: appeal.grounds.clone(),
        enclosed: appeal.files.len(),
        judged: (registered.stamp().seq, registered.link().to_string()),
        word,
        votes: votes(appeal),
        dissents: dissents(cx, appeal).await?,
        reasons: appeal.reasons.clone(),
        next: words::after_appeal(word),
        signatures,
    })))
}

/// Q39. Votes for and against; none of a late appeal, nor of one that was decided before votes were taken.
fn votes(appeal: &Appeal) -> Option<(usize, usize)> {
    let upheld = appeal.votes.values().filter(|vote| vote.outcome == AppealOutcome::Upheld).count();
    (!appeal.votes.is_empty()).then(|| (upheld, appeal.votes.len() - upheld))
}

async fn dissents(cx: &Cx, appeal: &Appeal) -> ActResult<Vec<Dissent>> {
    let mut dissents = vec![];
    for (id, vote) in appeal.votes.iter().filter(|(_, vote)| !vote.dissent.trim().is_empty()) {
        dissents.push(Dissent { name: name_of(cx, id).await?, text: vote.dissent.clone() });
    }
    Ok(dissents)
}

/// Who entered the decision has signed it; the others sign the printed one.
async fn commission(cx: &Cx, members: &[String], decided: &Entry) -> ActResult<Vec<Signature>> {
    let by = decided.stamp().actor.map(|account| account.to_string());
    let mut signatures = Vec::new();
    for id in members {
        signatures.push(Signature {
            role: Bilingual::new("Апелляциялық комиссия мүшесі", "Член апелляционной комиссии"),
            name: name_of(cx, id).await?,
            signed: (by.as_ref() == Some(id)).then(|| by_password(decided.stamp().at)),
        });
    }
    Ok(signatures)
}

pub(super) fn complaint_answer(loaded: &Loaded, context: &Context<'_>, place: u8) -> Option<Form> {
    let case = &loaded.case;
    let complaint = case.complaints.get(usize::from(place).checked_sub(1)?)?;
    let (answer, on) = complaint.answered.as_ref()?;
    let mut answers =
        loaded.entries.iter().filter(|entry| matches!(entry.event(), Event::ComplaintAnswered { .. }));
    let answered = answers.nth(usize::from(place).checked_sub(1)?);
    Some(Form::ComplaintAnswer(forms::ComplaintAnswer {
        centre: centre(context.centre),
        number: complaint.number.clone(),
        date: *on,
        filed_on: complaint.filed_on,
        candidate: case.person.full_name(),
        application: application_reference(loaded),
        words: complaint.words.clone(),
        answer: answer.clone(),
        head: head(context, answered.map(|entry| by_password(entry.stamp().at))),
    }))
}
