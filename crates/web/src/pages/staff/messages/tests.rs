use acts::Role;
use acts::ports::Posted;
use acts::projection::Page;
use rules::case::Stage;

use super::one::OnePage;
use super::proof::ProofPage;
use super::*;
use crate::form::{Errors, Values};
use crate::pages::case::sent::{samples, told};
use crate::pages::staff::tests::story::to;
use crate::testing::holds_up;
use crate::words::Language;

fn posted() -> Vec<Posted> {
    let posted =
        |dispatch| Posted {
            dispatch, number: "0042-2026-000001".into(), name: "Сәрсенов Болат".into()
        };
    samples::message().1.into_iter().map(posted).collect()
}

#[test]
fn p06_the_list_of_messages_holds_up_in_every_language() {
    for language in Language::ALL {
        let page = |lines: Vec<Posted>, total, at| {
            let frame = Frame::sample(language, "notify-desk-title").sample_user().dense();
            MessagesPage::new(frame, &Page { lines, total }, Some(Stands::Failed), Some(Way::Sms), at)
        };
        let text = holds_up(language, &page(posted(), 120, 2));
        assert!(text.contains("+7701•••••67") && !text.contains("1234567"), "masked");
        assert!(text.contains("/desk/messages?state=failed&#38;way=sms&#38;page=3"), "{text}");
        holds_up(language, &page(vec![], 0, 1));
    }
}

#[test]
fn p06_each_dispatch_shows_its_proof_and_what_its_state_allows() {
    let story = to(Stage::Noticed);
    for language in Language::ALL {
        let at = story.seen_by(Role::Registrar, language);
        for posted in posted() {
            let mut errors = Errors::none();
            errors.add("day", "notify-paper-say-date");
            for errors in [Errors::none(), errors] {
                let by = "Айгүл".to_owned();
                let page = OnePage::new(&at.visit, &posted, by, &Values::new(), &errors, true);
                let text = holds_up(language, &page);
                assert!(text.contains("451 come again") && text.contains(&posted.dispatch.id.to_string()));
                assert!(!text.contains("aigerim@") && text.contains("Астана &#60;8&#62;"));
                let act = |code: &str| text.contains(&format!("name=\"act\" value=\"{code}\""));
                let allowed = (act("again"), act("hand-over"), act("sign"));
                let wanted = match (posted.dispatch.way, posted.dispatch.state) {
                    (Way::Paper, Stands::Waiting | Stands::Failed) => (false, true, false),
                    (Way::Paper, Stands::Handed) => (false, false, true),
                    (Way::Paper, _) | (_, Stands::Waiting | Stands::Held) => (false, false, false),
                    _ => (true, false, false),
                };
                assert_eq!(allowed, wanted, "{:?} {:?}", posted.dispatch.way, posted.dispatch.state);
            }
        }
    }
}

#[test]
fn p06_the_proof_of_a_case_holds_up_in_every_language() {
    let story = to(Stage::Noticed);
    let (message, dispatches) = samples::message();
    for language in Language::ALL {
        let at = story.seen_by(Role::Registrar, language);
        let frame = || at.visit.frame("notify-proof-title").dense();
        let messages = told(&frame(), std::slice::from_ref(&message), &dispatches);
        let text = holds_up(language, &ProofPage::new(&at, frame(), messages));
        assert!(text.contains("23.11.2026, 10:07") && text.contains("a•••@example.kz"));
        holds_up(language, &ProofPage::new(&at, frame(), vec![]));
    }
}
