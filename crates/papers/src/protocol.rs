//! ¶17. The protocol of the examination commission.

use acts::forms::{Member, Practice, Protocol, Violated};
use serde_json::{Value, json};

use crate::{Language, Sheet, words};

pub(crate) fn sheet(form: &Protocol, language: Language) -> Sheet {
    let count = |vote: bool| form.members.iter().filter(|member| member.voted_passed == Some(vote)).count();
    let words = json!({
        "centre": language.centre(&form.centre),
        "number": form.number,
        "date": language.date(form.date),
        "ended": language.moment(form.ended_at),
        "members": form.members.iter().map(|member| self::member(member, language)).collect::<Vec<_>>(),
        "candidate": form.candidate,
        "iin": form.iin,
        "application": language.reference(&form.application),
        "profession": language.text(&form.profession),
        "programme": language.programme(&form.programme),
        "mode": language.mode(form.mode),
        "exam-language": language.exam_language(form.language),
        "theory": words::theory(form.theory.as_ref()),
        "practice": form.practice.as_ref().map(|practice| self::practice(practice, language)),
        "violations": form.violations.iter().map(|violated| violation(violated, language)).collect::<Vec<_>>(),
        "for": count(true),
        "against": count(false),
        "passed": form.passed,
        "dissents": form.dissents,
        "signatures": form.signatures.iter().map(|signature| language.signature(signature)).collect::<Vec<_>>(),
    });
    Sheet::new("protocol.typ", form.date, language, words)
}

fn member(member: &Member, language: Language) -> Value {
    json!({
        "name": member.name,
        "position": language.text(&member.position),
        "chair": member.chair,
        "present": member.present,
        "voted": member.voted_passed,
    })
}

fn practice(practice: &Practice, language: Language) -> Value {
    let steps: Vec<_> = practice
        .steps
        .iter()
        .map(|step| {
            json!({
                "action": language.text(&step.action),
                "criterion": language.text(&step.criterion),
                "critical": step.critical,
                "done": step.done,
                "note": step.note,
            })
        })
        .collect();
    json!({
        "task": language.text(&practice.task),
        "steps": steps,
        "done": practice.steps.iter().filter(|step| step.done).count(),
        "needed": practice.needed,
        "performed": practice.performed,
    })
}

fn violation(violated: &Violated, language: Language) -> Value {
    json!({
        "at": language.moment(violated.at),
        "item": language.text(&violated.item),
        "consequence": language.text(&violated.consequence),
        "act": violated.act,
    })
}
