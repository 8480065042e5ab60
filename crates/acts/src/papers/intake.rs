//! ¶4 ¶5. Application, refusal, contract.

use rules::Bilingual;
use rules::application::Channel;
use rules::case::{Context, Event};

use super::{application_reference, by_password, centre, last, words};
use crate::forms::{self, Form, ProgrammeRef, Signature, Signed, SignedHow};
use crate::walk::Loaded;

pub(super) fn application(loaded: &Loaded, context: &Context<'_>) -> Form {
    let application = &loaded.case.application;
    let person = &application.person;
    let filed_at = loaded.entries.first().map(|entry| entry.stamp().at);
    let how = signed_how(application.channel);
    Form::Application(forms::Application {
        centre: context.centre.name.clone(),
        full_name: person.full_name(),
        iin: person.iin.to_string(),
        birth_date: person.birth_date,
        address: person.address.clone(),
        email: person.email.clone(),
        mobile: person.mobile.clone(),
        work_phone: person.work_phone.clone(),
        profession: context.programme.profession_name.clone(),
        held: application
            .held
            .map(|held| forms::Held { level: held.level.get(), until_year: held.until_year }),
        knowledge: application.knowledge.clone(),
        skills: application.skills.clone(),
        enclosed: application
            .attachments
            .iter()
            .map(|file| forms::Enclosed { kind: words::attachment(file.kind), name: file.name.clone() })
            .collect(),
        consent_processing: application.consents.processing,
        consent_platform: application.consents.platform,
        filed_on: loaded.case.filed_on,
        signed: filed_at.map(|at| Signed { at, how }),
        registered: Some(application_reference(loaded)),
    })
}

/// Who applied on paper signs on paper.
const fn signed_how(channel: Channel) -> SignedHow {
    match channel {
        Channel::Online => SignedHow::Password,
        Channel::Paper => SignedHow::OnPaper,
    }
}

pub(super) fn refusal(loaded: &Loaded, context: &Context<'_>) -> Form {
    let case = &loaded.case;
    let signed = last(loaded, |event| matches!(event, Event::RefusalSigned { .. }));
    let prepared = last(loaded, |event| matches!(event, Event::FoundIncomplete { .. }));
    let at = signed.or(prepared).map(|entry| rules::terms::local_date(entry.stamp().at));
    Form::Refusal(forms::Refusal {
        centre: centre(context.centre),
        number: case.refusal_number.clone().unwrap_or_else(|| "—".into()),
        date: at.unwrap_or(case.filed_on),
        candidate: case.person.full_name(),
        application: application_reference(loaded),
        profession: context.programme.profession_name.clone(),
        reasons: case.grounds.iter().map(words::ground).collect(),
        own_words: case.refusal_words.clone(),
        next: words::after_refusal(),
        head: head(context, signed.map(|entry| by_password(entry.stamp().at))),
    })
}

pub(super) fn contract(loaded: &Loaded, context: &Context<'_>) -> Option<Form> {
    let case = &loaded.case;
    let contract = case.contract.as_ref()?;
    let application = &case.application;
    let person = &case.person;
    let programme = context.programme;
    let offered = last(loaded, |event| matches!(event, Event::ContractOffered { .. }));
    let concluded = last(loaded, |event| matches!(event, Event::ContractConcluded { .. }));
    let price = Some(contract.price.trim()).filter(|price| !price.is_empty());
    Some(Form::Contract(forms::Contract {
        centre: centre(context.centre),
        number: contract.number.clone(),
        date: contract.concluded_on.unwrap_or(contract.offered_on),
        town: context.centre.town.clone(),
        application: application_reference(loaded),
        candidate: forms::Party {
            full_name: person.full_name(),
            iin: person.iin.to_string(),
            address: person.address.clone(),
            phone: person.mobile.clone(),
            email: person.email.clone(),
        },
        profession: programme.profession_name.clone(),
        programme: programme_ref(context),
        mode: case.application.mode,
        language: case.application.language,
        validity_years: programme.validity_years,
        price: price.map(|price| Bilingual::new(price, price)),
        head: head(context, offered.map(|entry| by_password(entry.stamp().at))),
        signature: Signature {
            role: Bilingual::new("Кандидат", "Кандидат"),
            name: person.full_name(),
            signed: concluded
                .map(|entry| Signed { at: entry.stamp().at, how: signed_how(application.channel) }),
        },
    }))
}

pub(super) fn programme_ref(context: &Context<'_>) -> ProgrammeRef {
    let programme = context.programme;
    ProgrammeRef {
        title: programme.title.clone(),
        version: programme.version,
        nqf_level: programme.nqf_level.get(),
    }
}

pub(super) fn head(context: &Context<'_>, signed: Option<Signed>) -> Signature {
    Signature {
        role: Bilingual::new("Тану орталығының басшысы", "Руководитель центра признания"),
        name: context.centre.head.clone(),
        signed,
    }
}
