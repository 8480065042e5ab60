#![allow(clippy::unwrap_used)]

use jiff::civil::date;

use super::*;
use crate::programme::tests::welder;

fn person(surname: &str, given: &str, patronymic: Option<&str>) -> Person {
    Person {
        surname: surname.into(),
        given: given.into(),
        patronymic: patronymic.map(str::to_owned),
        iin: Iin::parse("900101300017").unwrap(),
        birth_date: date(1990, 1, 1),
        sex: Sex::Male,
        address: String::new(),
        email: String::new(),
        mobile: String::new(),
        work_phone: None,
    }
}

pub(crate) fn enclosed(kinds: &[AttachmentKind]) -> Vec<Attachment> {
    kinds.iter().map(|&kind| Attachment { kind, name: "a".into(), digest: "b".into() }).collect()
}

pub(crate) fn application(programme: &Programme) -> Application {
    Application {
        channel: Channel::Paper,
        route: Route::OnOwn,
        person: person("Әбілқас", "Қыран", None),
        profession: programme.profession.clone(),
        programme: programme.id.clone(),
        programme_version: programme.version,
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        held: None,
        knowledge: String::new(),
        skills: String::new(),
        adjustments: String::new(),
        attachments: vec![],
        consents: Consents { processing: true, platform: true, biometric: false },
        retake_of: None,
        funding: crate::funding::Funding::Own,
        paper: None,
    }
}

#[test]
fn p04_the_required_set_for_each_of_the_four_combinations() {
    let set = |education: bool, years: u8| {
        let programme = Programme { requires_education: education, experience_years: years, ..welder() };
        required_documents(&programme).iter().map(|r| (r.clause.to_string(), r.code())).collect::<Vec<_>>()
    };
    let row = |clause: &str, code: &'static str| (clause.to_owned(), code);
    let (identity, education) = (row("¶4(2)", "identity"), row("¶4(2)", "education"));
    let experience = row("¶4(3)", "experience");
    assert_eq!(set(false, 0), []);
    assert_eq!(set(true, 0), [identity.clone(), education.clone()]);
    assert_eq!(set(false, 1), [identity.clone(), experience.clone()]);
    assert_eq!(set(true, 1), [identity, education, experience]);
}

#[test]
fn p04_each_line_is_met_by_any_of_its_kinds_and_by_no_other() {
    use AttachmentKind as K;
    let met_by = [
        vec![K::Identity, K::Kandas],
        vec![K::Education, K::ForeignRecognition, K::Training, K::Incomplete, K::NonFormal],
        vec![K::Experience],
    ];
    for (line, kinds) in required_documents(&welder()).iter().zip(met_by) {
        for kind in K::ENCLOSED.into_iter().chain([K::SignedApplication]) {
            assert_eq!(line.met_by(&enclosed(&[kind])), kinds.contains(&kind), "{line:?} by {kind:?}");
        }
        assert!(!line.met_by(&[]));
    }
}

#[test]
fn p04_each_kind_has_its_sub_clause_and_the_code_is_the_serialised_form() {
    for kind in AttachmentKind::ENCLOSED {
        assert_eq!(serde_json::to_value(kind).unwrap(), kind.code());
        let clause = match kind {
            AttachmentKind::Experience => "¶4(3)",
            AttachmentKind::EarlierRecognition => "¶4(4)",
            _ => "¶4(2)",
        };
        assert_eq!(kind.clause().as_str(), clause);
    }
}

#[test]
fn p05_an_application_on_paper_bears_the_day_of_its_stamp() {
    let (stamp, today) = (date(2026, 11, 20), date(2026, 11, 23));
    let registered = |received_on, why: &str| {
        let paper =
            Some(PaperReceipt { received_on, why_late: why.into(), person: String::new(), scans: vec![] });
        Application { paper, ..application(&welder()) }.registered_on(today).map_err(|refused| refused.reason)
    };
    assert_eq!(application(&welder()).registered_on(today), Ok(today));
    assert_eq!(registered(today, ""), Ok(today));
    assert_eq!(registered(stamp, "Жұма күні кешке қабылданды"), Ok(stamp));
    assert_eq!(registered(stamp, "  "), Err(Reason::LateEntryUnexplained));
    assert_eq!(registered(date(2026, 11, 24), "қате"), Err(Reason::ReceiptInFuture));
}

#[test]
fn a1_the_full_name_leaves_out_a_patronymic_that_is_not_there() {
    assert_eq!(person("Әбілқас", "Қыран", Some("Өтегенұлы")).full_name(), "Әбілқас Қыран Өтегенұлы");
    assert_eq!(person("Әбілқас", "Қыран", None).full_name(), "Әбілқас Қыран");
    assert_eq!(person("Әбілқас", "Қыран", Some("")).full_name(), "Әбілқас Қыран");
}

#[test]
fn p18_names_are_masked_by_whole_kazakh_letters() {
    assert_eq!(person("Сейітқали", "Әлихан", Some("Қуанышұлы")).masked(), "Ә.Қ. С*****");
    assert_eq!(person("Ұзақбай", "Үміт", None).masked(), "Ү. Ұ*****");
    assert_eq!(person("Ғабит", "Іңкәр", Some("Һасанқызы")).masked(), "І.Һ. Ғ*****");
    assert_eq!(person("Ng", "Ó", Some("")).masked(), "Ó. N*****");
    assert_eq!(person("", "Өмір", None).masked(), "Ө. *****");
}

#[test]
fn q24_a_birth_date_or_sex_unlike_the_iin_is_shown() {
    let like = person("Әбілқас", "Қыран", None);
    assert!(!like.differs_from_iin());
    assert!(Person { birth_date: date(1990, 1, 2), ..like.clone() }.differs_from_iin());
    assert!(Person { sex: Sex::Female, ..like.clone() }.differs_from_iin());
    let mut application = application(&welder());
    application.person.sex = Sex::Female;
    assert_eq!(admissible(&application, &welder()), Ok(()), "never a ground to refuse");
}

fn refusal(change: impl Fn(&mut Application, &mut Programme)) -> Option<String> {
    let mut programme = welder();
    let mut application = application(&programme);
    change(&mut application, &mut programme);
    let refused = admissible(&application, &programme).err()?;
    Some(format!("{} {}", refused.clause, refused.reason.code()))
}

#[test]
fn p03_p09_a_profession_mode_or_language_that_is_not_offered_is_refused() {
    assert_eq!(refusal(|_, _| {}), None);
    let other = NkzCode::parse("5120-9-005").unwrap();
    assert_eq!(refusal(|a, _| a.profession = other.clone()), Some("¶3 not-in-register".into()));
    assert_eq!(refusal(|a, _| a.mode = Mode::Online), Some("¶9 mode-not-offered".into()));
    let only_ru = |_: &mut Application, p: &mut Programme| p.languages = vec![ExamLanguage::Ru];
    assert_eq!(refusal(only_ru), Some("¶9 language-not-offered".into()));
}

#[test]
fn a1_one_part_of_a_name_is_enough_and_none_is_refused() {
    assert_eq!(refusal(|a, _| a.person = person("Қыран", "", None)), None);
    assert_eq!(refusal(|a, _| a.person = person(" ", "Қыран", None)), None);
    assert_eq!(refusal(|a, _| a.person = person(" ", " ", None)), Some("A1 name-missing".into()));
}

#[test]
fn a1_q23_each_consent_is_owed_apart_and_the_third_only_online() {
    let online = |biometric: bool| {
        refusal(|a, p| {
            p.modes = vec![Mode::Online];
            (a.mode, a.consents.biometric) = (Mode::Online, biometric);
        })
    };
    assert_eq!(online(true), None);
    assert_eq!(online(false), Some("A1 consent-missing".into()));
    assert_eq!(refusal(|a, _| a.consents.processing = false), Some("A1 consent-missing".into()));
    assert_eq!(refusal(|a, _| a.consents.platform = false), Some("A1 consent-missing".into()));
    assert_eq!(Consents::default(), Consents { processing: false, platform: false, biometric: false });
}
