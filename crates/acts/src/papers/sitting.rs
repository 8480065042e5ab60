//! ¶6 ¶8. The notice, and a sheet of the briefing journal.

use rules::Bilingual;
use rules::case::{Context, Event};
use rules::programme::Mode;
use rules::violations::{ITEMS, Item, forbidden};

use super::{application_reference, centre, last, name_of, words};
use crate::cx::Cx;
use crate::error::ActResult;
use crate::forms::{self, Form, Reference};
use crate::walk::Loaded;

/// Empty lines on a printed sheet of the journal, for people briefed besides.
const EMPTY_LINES: u8 = 6;

pub(super) async fn notice(cx: &Cx, loaded: &Loaded, context: &Context<'_>) -> ActResult<Option<Form>> {
    let case = &loaded.case;
    let Some(entry) = last(loaded, |event| matches!(event, Event::NoticeSent { .. })) else {
        return Ok(None);
    };
    let Event::NoticeSent { appointment, cause, .. } = entry.event() else { return Ok(None) };
    let sent_by = match entry.stamp().actor {
        Some(account) => name_of(cx, &account.to_string()).await?,
        None => String::new(),
    };
    let contract = case.contract.as_ref();
    let permitted = ITEMS
        .iter()
        .filter(|item| context.programme.permitted_items.iter().any(|id| id == item.id))
        .map(|item| item.words());
    let count = loaded.entries.iter().filter(|e| matches!(e.event(), Event::NoticeSent { .. })).count();
    Ok(Some(Form::Notice(forms::Notice {
        centre: centre(context.centre),
        number: format!("{}/{count}", case.number),
        sent_at: entry.stamp().at,
        candidate: case.person.full_name(),
        contract: contract.map_or_else(
            || application_reference(loaded),
            |contract| Reference {
                number: contract.number.clone(),
                date: contract.concluded_on.unwrap_or(contract.offered_on),
            },
        ),
        profession: context.programme.profession_name.clone(),
        date: appointment.date,
        time: appointment.time,
        place: appointment.place.clone(),
        mode: appointment.mode,
        language: case.application.language,
        new_date_because: cause.map(words::cause),
        bring: bring(appointment.mode),
        forbidden: forbidden(context.programme).into_iter().map(Item::words).collect(),
        permitted: permitted.collect(),
        sent_by,
    })))
}

fn bring(mode: Mode) -> Vec<Bilingual> {
    let identity = Bilingual::new("Жеке басты куәландыратын құжат", "Документ, удостоверяющий личность");
    let computer = Bilingual::new(
        "Интернетке үздіксіз қосылған, камерасы мен микрофоны жарамды дербес компьютер",
        "Персональный компьютер с бесперебойным интернетом, исправными камерой и микрофоном",
    );
    match mode {
        Mode::Offline => vec![identity],
        Mode::Online => vec![identity, computer],
    }
}

pub(super) async fn briefing_journal(
    cx: &Cx,
    loaded: &Loaded,
    context: &Context<'_>,
) -> ActResult<Option<Form>> {
    let case = &loaded.case;
    let Some(appointment) = &case.appointment else { return Ok(None) };
    let (number, briefer, date) = match &case.briefing {
        Some(briefing) => (briefing.journal_line.clone(), name_of(cx, &briefing.briefer).await?, briefing.on),
        None => (String::new(), String::new(), appointment.date),
    };
    Ok(Some(Form::BriefingJournal(forms::BriefingJournal {
        centre: centre(context.centre),
        sheet: 1,
        date: appointment.date,
        rows: vec![forms::Briefed {
            number,
            date,
            full_name: case.person.full_name(),
            profession: context.programme.profession_name.clone(),
            content: context.programme.briefing.clone(),
            briefer,
        }],
        empty_rows: EMPTY_LINES,
    })))
}
