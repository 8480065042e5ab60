use acts::access::Role;
use askama::Template;
use rules::case::Stage;

use super::*;
use crate::pages::staff::tests::row;
use crate::pages::staff::tests::story::to;
use crate::testing::holds_up;
use crate::words::Language;

#[test]
fn every_page_of_the_head_holds_up_in_every_language() {
    let (incomplete, complete, passed) = (to(Stage::Incomplete), to(Stage::Complete), to(Stage::Passed));
    let (issued, late) = (to(Stage::Issued), to(Stage::AppealRegistered));
    for language in Language::ALL {
        let at = incomplete.seen_by(Role::Head, language);
        holds_up(language, &to_sign::ToSignPage::sample(language, &at.cx, &at.who, &[row(&at)]));
        holds_up(language, &to_sign::ToSignPage::sample(language, &at.cx, &at.who, &[]));
        holds_up(language, &sign_refusal::SignRefusalPage::sample(&at));
        let at = complete.seen_by(Role::Head, language);
        holds_up(language, &offer_contract::OfferContractPage::sample(&at).unwrap());
        let at = passed.seen_by(Role::Head, language);
        holds_up(language, &issue::IssuePage::sample(&at).unwrap());
        let at = issued.seen_by(Role::Head, language);
        holds_up(language, &issue::IssuedPage::sample(&at).unwrap());
        holds_up(language, &annul::AnnulPage::sample(&at));
        holds_up(language, &complaint::ComplaintPage::sample(&incomplete.seen_by(Role::Head, language)));
        holds_up(language, &late_appeal::LateAppealPage::sample(&late.seen_by(Role::Head, language)));
    }
}

#[test]
fn a2_the_head_sees_the_number_and_what_each_of_its_six_groups_means() {
    let at = to(Stage::Passed).seen_by(Role::Head, Language::Ru);
    let text = issue::IssuePage::sample(&at).unwrap().render().unwrap();
    assert!(text.contains("-0042-000000123"), "centre and ordinal number");
    assert_eq!(text.matches("govuk-table__cell app-code").count(), 6);
}

#[test]
fn the_head_finds_the_next_act_beside_each_line() {
    let at = to(Stage::Incomplete).seen_by(Role::Head, Language::Kk);
    let page = to_sign::ToSignPage::sample(Language::Kk, &at.cx, &at.who, &[row(&at)]);
    let text = page.render().unwrap();
    for act in ["/sign-refusal\"", "/answer-complaint\"", "/late-appeal\"", "href=\"/protocols\""] {
        assert!(text.contains(act), "{act}");
    }
}
