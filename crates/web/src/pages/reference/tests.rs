use acts::access::Role;
use acts::catalogue::Retirement;
use acts::commission::Member;
use acts::people::{Held, Seat};
use acts::ports::{Account, Bond, Competence, Conflict, Other, Recorded};
use acts::reference::calendar as calendar_acts;
use acts::reference::centres::Touched;
use acts::reference::programmes::{Standing, Version};
use acts::reference::{Change, Described};
use acts::{AccountId, Cx, RequestId, Who};
use jiff::civil::date;
use rules::calendar::{Calendar, Day};
use rules::centre::{Accreditation, Period, Suspension};
use rules::identifiers::{Bin, CentreNumber, Iin};
use uuid::Uuid;

use super::centres::ruling::{Kind, Shown};
use super::history::line;
use super::programmes::step::Step;
use super::*;
use crate::pages::public::tests::catalogue;
use crate::testing::{holds_up, silent};
use crate::visit::Visit;
use crate::words::Language;

const OTHER: AccountId = AccountId(Uuid::from_u128(7));

/// The demonstration's catalogue with a suspension, an accreditation before, and a version in each standing.
fn cx() -> Cx {
    let mut catalogue = catalogue();
    let held = &mut catalogue.centres[0].accreditation;
    held.earlier.push(Period { from: date(2022, 1, 10), until: date(2025, 1, 9) });
    let reason = "№ 12 бұйрық".to_owned();
    held.suspensions.push(Suspension { from: date(2026, 11, 20), until: None, reason: reason.clone() });
    held.suspensions.push(Suspension { from: date(2026, 1, 9), until: Some(date(2026, 1, 12)), reason });
    let standings = [
        Standing::Draft,
        Standing::Returned { reason: "3-қадамда өлшем жоқ".into() },
        Standing::Reviewed { by: OTHER },
        Standing::Approved { from: date(2027, 1, 11) },
    ];
    for (version, standing) in (2..).zip(standings) {
        let mut programme = catalogue.programmes[0].clone();
        programme.version = version;
        programme.validity_years = 3;
        programme.map.steps.pop();
        catalogue.coming.push(Version { programme, authors: vec![OTHER], standing });
    }
    let (id, last) = (catalogue.programmes[0].id.clone(), date(2027, 6, 30));
    catalogue.retiring.push(Retirement { id, last, reopened: None });
    Cx { catalogue: std::sync::Arc::new(catalogue), ..silent::cx() }
}

pub(super) fn visit(language: Language) -> Visit {
    Visit {
        language,
        path_and_query: "/reference".into(),
        display: crate::display::Display::default(),
        user: None,
        help: crate::page::Help::default(),
        request_id: Uuid::nil(),
    }
}

fn who(account: AccountId) -> Who {
    let seats = vec![Seat { role: Role::AuthorisedBody, centre: None }];
    Who { account, login: "s".into(), name: "Нұрғазин".into(), seats }
}

pub(super) fn wrong(field: &str, key: &'static str) -> Errors {
    let mut errors = Errors::none();
    errors.add(field, key);
    errors
}

fn changes(cx: &Cx) -> Vec<Change> {
    let (centre, programme) = (cx.catalogue.centres[0].clone(), cx.catalogue.programmes[0].clone());
    let (number, id, day) = (centre.number.clone(), programme.id.clone(), date(2026, 12, 1));
    let reason = "бұйрық".to_owned();
    let described = Described {
        name: centre.name.clone(),
        town: centre.town.clone(),
        region: None,
        address: centre.address.clone(),
        head: centre.head.clone(),
        phone: centre.phone.clone(),
        email: centre.email.clone(),
    };
    let suspended =
        |until| Change::CentreSuspended { number: number.clone(), from: day, until, reason: reason.clone() };
    vec![
        Change::CentreAdded { centre: Box::new(centre.clone()) },
        Change::CentreDescribed { number: number.clone(), described: Box::new(described) },
        Change::CentreScoped { number: number.clone(), professions: vec![], reason: reason.clone() },
        Change::CentreAccredited { number: number.clone(), from: day, reason: reason.clone() },
        suspended(None),
        suspended(Some(day)),
        Change::SuspensionLifted { number: number.clone(), from: day, last: day, reason: reason.clone() },
        Change::AccreditationEnded { number: number.clone(), last: day, reason: reason.clone() },
        Change::ProgrammeDrafted { programme: Box::new(programme) },
        Change::ProgrammeReviewed { id: id.clone(), version: 2 },
        Change::ProgrammeReturned { id: id.clone(), version: 2, reason: reason.clone() },
        Change::ProgrammeApproved { id: id.clone(), version: 2, from: day },
        Change::ProgrammeRetired { id, last: day, reason: reason.clone() },
        Change::ProfessionsTaken { professions: vec![], reason },
        Change::CalendarChanged { days: vec![Day::by_act(day, false, "№ 712")], act: "№ 712".into() },
    ]
}

fn history(cx: &Cx, language: Language) -> Vec<history::Line> {
    let frame = visit(language).frame("reference-title");
    let recorded = |change| Recorded {
        position: 1,
        request: RequestId(Uuid::nil()),
        by: OTHER,
        at: cx.clock.now(),
        about: String::new(),
        change,
    };
    let one = |change| line(&frame, &std::sync::Arc::new(recorded(change)), "Нұрғазин С.".into());
    changes(cx).into_iter().map(one).collect()
}

#[test]
fn p02_the_pages_of_centres_hold_up_in_every_language() {
    let cx = cx();
    let centre = &cx.catalogue.centres[0];
    for language in Language::ALL {
        let visit = visit(language);
        let frame = || visit.frame("reference-centres-title").dense();
        holds_up(language, &index::IndexPage::new(visit.frame("reference-title"), true));
        holds_up(language, &editions::EditionsPage::new(visit.frame("reference-editions-title")));
        for (query, today) in
            [("", date(2026, 11, 23)), ("шымкент", date(2022, 1, 1)), ("жоқ", date(2040, 1, 1))]
        {
            holds_up(
                language,
                &centres::list::CentresPage::new(frame(), &cx.catalogue.centres, query, today, true),
            );
        }
        for may in [true, false] {
            let history = if may { history(&cx, language) } else { vec![] };
            holds_up(language, &centres::one::CentrePage::new(frame(), &cx, centre, history, may, may));
        }
        let errors = wrong("number", "reference-centre-number-taken");
        holds_up(language, &centres::words::page(&visit, &cx, None, &Values::new(), &errors));
        let values = centres::words::values_of(&cx, centre);
        holds_up(language, &centres::words::page(&visit, &cx, Some(centre), &values, &Errors::none()));
        let touched = Touched { open: 3, sittings: vec![] };
        for kind in [Kind::Scope, Kind::Renew, Kind::Suspend, Kind::Lift, Kind::End] {
            let shown = Shown { cx: &cx, centre, kind, touched: None };
            let errors = wrong("reason", "reference-reason-needed");
            holds_up(language, &centres::ruling::page(&visit, &shown, &Values::new(), &errors));
            let shown = Shown { touched: Some(&touched), ..shown };
            holds_up(language, &centres::ruling::page(&visit, &shown, &Values::new(), &Errors::none()));
        }
    }
}

#[test]
fn p02_the_pages_of_programmes_hold_up_in_every_language() {
    let cx = cx();
    let id = &cx.catalogue.programmes[0].id;
    for language in Language::ALL {
        let visit = visit(language);
        let frame = || visit.frame("reference-programmes-title").dense();
        for query in ["", "жоқ нәрсе"] {
            holds_up(language, &programmes::list::ProgrammesPage::new(frame(), &cx.catalogue, query, true));
        }
        for may in [[true, true], [false, false]] {
            let history = if may[0] { history(&cx, language) } else { vec![] };
            holds_up(
                language,
                &programmes::one::ProgrammePage::new(frame(), &cx.catalogue, id, may, history, may[0]),
            );
        }
        for number in 1..=5 {
            let found = programmes::version(&cx.catalogue, id, number).unwrap();
            for reader in [OTHER, AccountId(Uuid::nil())] {
                let page =
                    programmes::version::VersionPage::new(frame(), &cx.catalogue, &found, &who(reader));
                holds_up(language, &page);
            }
        }
        let errors = wrong("text", "reference-text-id");
        let of = Values::new().with("of", id.clone());
        holds_up(language, &programmes::draft::page(&visit, &cx, &of, &errors));
        for errors in [Errors::none(), wrong("steps", "reference-unsound-steps")] {
            holds_up(language, &programmes::form::page(&visit, &of, &errors));
            holds_up(language, &programmes::form::page(&visit, &Values::new(), &errors));
        }
        for step in [Step::Review, Step::Return, Step::Approve, Step::Retire] {
            let programme = &cx.catalogue.programmes[0];
            let errors = wrong(step.field(), "reference-reason-needed");
            holds_up(language, &programmes::step::page(&visit, programme, step, &Values::new(), &errors));
        }
    }
}

#[test]
fn p05_q25_the_pages_of_the_calendar_hold_up_in_every_language() {
    let cx = cx();
    let moved = calendar_acts::MovedTerm {
        number: "0042-2026-17".into(),
        centre: CentreNumber::parse("0042").unwrap(),
        clause: "¶5".into(),
        was: date(2026, 11, 26),
        due: date(2026, 11, 27),
    };
    let touched = calendar_acts::Touched {
        terms: 1,
        named: vec![moved],
        exams: vec![(date(2026, 12, 1), 1, vec!["0042-2026-9".into()])],
    };
    for language in Language::ALL {
        let visit = visit(language);
        let frame = || visit.frame("reference-calendar-title").dense();
        for (year, may) in [(2026, true), (2024, true), (2031, false)] {
            let history = if may { history(&cx, language) } else { vec![] };
            let page = calendar::CalendarPage::new(frame(), Calendar::kazakhstan(), year, history, may);
            holds_up(language, &page);
        }
        let errors = wrong("off", "reference-no-day");
        holds_up(language, &calendar::change::page(&visit, None, &Values::new(), &errors));
        for touched in [&touched, &calendar_acts::Touched::default()] {
            let page = calendar::change::page(&visit, Some(touched), &Values::new(), &Errors::none());
            holds_up(language, &page);
        }
    }
}

fn member(cx: &Cx, written: bool) -> Member {
    let centre = CentreNumber::parse("0042").unwrap();
    let seat = Seat { role: Role::Member, centre: Some(centre.clone()) };
    let account = Account {
        id: OTHER,
        login: "m".into(),
        name: "Рахимов Марат".into(),
        password: String::new(),
        seats: vec![Held::always(seat, 0)],
    };
    let competence = Competence {
        id: Uuid::nil(),
        centre: centre.clone(),
        account: OTHER,
        professions: cx.catalogue.centres[0].accreditation.professions.clone(),
        basis: "№ 7 диплом".into(),
        made_by: OTHER,
        made_at: cx.clock.now(),
    };
    let conflict = |bond, other| Conflict {
        id: Uuid::nil(),
        centre: centre.clone(),
        account: OTHER,
        bond,
        other,
        note: "інісі".into(),
        made_by: OTHER,
        made_at: cx.clock.now(),
        ended: None,
    };
    let conflicts = vec![
        conflict(Bond::Relative, Other::Person(Iin::parse("900101300017").unwrap())),
        conflict(Bond::Employer, Other::Organisation(Bin::parse("240640000426").unwrap())),
    ];
    Member {
        account,
        competence: Some(competence).filter(|_| written),
        conflicts: if written { conflicts } else { vec![] },
    }
}

#[test]
fn p09_the_pages_of_commissions_hold_up_in_every_language() {
    let cx = cx();
    for language in Language::ALL {
        let visit = visit(language);
        let frame = || visit.frame("reference-commission-title").dense();
        let members = [member(&cx, true), member(&cx, false)];
        for (members, head) in [(members.as_slice(), true), (&members, false), (&[], true)] {
            holds_up(language, &commission::CommissionPage::new(frame(), &cx, members, head, head));
        }
        let errors = wrong("basis", "reference-basis-needed");
        holds_up(language, &commission::competence::page(&visit, &cx, &members[0], &Values::new(), &errors));
        let errors = wrong("bond", "reference-choose-bond");
        holds_up(language, &commission::conflict::page(&visit, &members[1], &Values::new(), &errors));
    }
}

#[test]
fn p02_an_accreditation_says_how_it_stands() {
    let frame = visit(Language::En).frame("reference-title");
    let held = Accreditation {
        from: date(2026, 1, 1),
        until: date(2028, 12, 31),
        suspended: false,
        suspensions: vec![Suspension { from: date(2026, 5, 4), until: None, reason: String::new() }],
        earlier: vec![],
        professions: vec![],
    };
    let on = |day| centres::standing(&frame, &held, day).1;
    let days = [date(2025, 12, 31), date(2026, 1, 1), date(2026, 5, 4)];
    assert_eq!(days.map(on), ["blue", "green", "red"]);
}
