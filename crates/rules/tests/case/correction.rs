//! A1 Q47: correcting one's own data.

use rules::case::{Command, Stage, TermState};
use rules::correction::PersonField::{Address, BirthDate, Email, Iin, Mobile, Sex, Surname};
use rules::correction::{Made, PersonField, Wish};

use crate::walk::{self, to};

pub fn wish(field: PersonField, should_be: &str) -> Wish {
    Wish { field, should_be: should_be.into() }
}

pub fn ask_correction() -> Command {
    let wishes = vec![wish(PersonField::Mobile, "+7 701 555 44 33")];
    Command::AskCorrection { wishes, words: "Нөмірім ауысты".into(), files: vec![] }
}

pub fn answer_correction(granted: &[PersonField], reason: &str) -> Command {
    Command::AnswerCorrection { granted: granted.to_vec(), reason: reason.into() }
}

fn ask(wishes: &[(PersonField, &str)]) -> Command {
    let wishes = wishes.iter().map(|(field, value)| wish(*field, value)).collect();
    Command::AskCorrection {
        wishes, words: "Куәлікте басқаша".into(), files: vec!["ab12".into()]
    }
}

fn said(reason: &str) -> (String, String) {
    ("¶4(1)".into(), reason.into())
}

#[test]
fn p4_1_q47_what_was_and_what_became_stay_and_the_application_keeps_what_was_filed() {
    let mut walk = to(Stage::Contracted);
    let filed = walk.case().application.clone();
    let asked = ask(&[(Surname, "Сейтқалиев"), (Iin, "890417305110"), (BirthDate, "1989-04-17")]);
    walk.must(asked);
    let term = walk.case().terms.last().unwrap().clone();
    assert_eq!(
        (term.term.clause.as_str(), term.term.working_days, term.state),
        ("¶4(1)", 1, TermState::Running)
    );
    walk.must(answer_correction(&[Surname, BirthDate], "ЖСН куәліктегідей"));
    let case = walk.case();
    assert_eq!(case.application, filed);
    assert_eq!((case.person.surname.as_str(), &case.person.iin), ("Сейтқалиев", &filed.person.iin));
    assert_eq!(case.stage, Stage::Contracted);
    let answer = case.corrections[0].answered.clone().unwrap();
    let made = |field, was: &str, became: &str| Made { field, was: was.into(), became: became.into() };
    assert_eq!(
        answer.made,
        [made(Surname, "Сейітқали", "Сейтқалиев"), made(BirthDate, "1990-01-01", "1989-04-17"),]
    );
    assert!(matches!(case.terms.last().unwrap().state, TermState::Met(_)));
}

#[test]
fn p4_1_q47_a_request_names_what_differs_and_what_the_field_can_hold() {
    let mut walk = to(Stage::Filed);
    let mut refused = |wishes: &[(PersonField, &str)]| walk.refused(ask(wishes));
    assert_eq!(refused(&[]), said("nothing-to-correct"));
    assert_eq!(refused(&[(Surname, "Сейітқали")]), said("nothing-to-correct"));
    let wrong = [
        (Iin, "890417305111"),
        (BirthDate, "1989-02-31"),
        (Sex, "x"),
        (Email, "пошта"),
        (Mobile, "жоқ"),
        (Address, ""),
    ];
    for one in wrong {
        assert_eq!(refused(&[one]), said("field-wrong"), "{one:?}");
    }
    assert_eq!(refused(&[(Surname, ""), (PersonField::Given, "")]), said("field-wrong"));
}

#[test]
fn p4_1_q47_one_request_at_a_time_and_what_is_not_corrected_has_a_reason() {
    let mut walk = to(Stage::Noticed);
    assert_eq!(walk.refused(answer_correction(&[], "жоқ")), said("correction-unknown"));
    walk.must(ask_correction());
    assert_eq!(walk.refused(ask_correction()), said("correction-unanswered"));
    assert_eq!(walk.refused(answer_correction(&[], " ")), said("no-ground-named"));
    assert_eq!(walk.refused(answer_correction(&[Surname], "")), said("correction-unknown"));
    walk.must(answer_correction(&[], "Құжат ұсынылмаған"));
    assert_eq!(*walk.case().person, walk.case().application.person);
    walk.must(ask_correction()).must(answer_correction(&[Mobile], ""));
    assert_eq!(walk.case().person.mobile, "+7 701 555 44 33");
}

#[test]
fn p18_q47_with_a_document_only_how_to_reach_the_person_is_corrected() {
    let mut walk = to(Stage::Passed);
    let asked = ask(&[(Surname, "Сейтқалиев"), (Mobile, "+7 701 000 00 00")]);
    walk.must(asked).must(walk::issue(17));
    // Asked before, and the document came in between: the rest can still be corrected.
    assert_eq!(walk.refused(answer_correction(&[Surname, Mobile], "")), said("document-stands"));
    walk.must(answer_correction(&[Mobile], "Құжат берілген"));
    let again = ask(&[(Surname, "Сейтқалиев")]);
    assert_eq!(walk.refused(again), said("document-stands"));
    walk.must(ask_correction());
}
