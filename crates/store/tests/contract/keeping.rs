//! The acts that keep reference data, on a real store.

use std::sync::Arc;

use acts::access::Role;
use acts::commission::{Declared, barred, declare, members, set_competence};
use acts::ports::{Account, Bond};
use acts::reference::centres::{NewCentre, Ruling, add, describe, rule, touched};
use acts::reference::professions::{accept, bring, report};
use acts::reference::programmes::{Standing, TextFault, Word, approve, draft, read, retire, review, text};
use acts::reference::{Described, Keeping, Shelf, Subject};
use acts::{ActError, Cx, RequestId, Who};
use jiff::civil::Date;
use rules::Bilingual;
use rules::case::fold;
use rules::identifiers::NkzCode;
use rules::terms::local_date;

use crate::fixture::{Ports, account, at, centre, filed, id};
use crate::people::person;
use crate::reference::demo;
use crate::signing::begin;

const WELDER: &str = include_str!("../../../../demo/programmes/welder.toml");

/// A context over the demonstration's catalogue, with two people of the authorised body.
async fn country(ports: &Ports) -> (Cx, Who, Who) {
    let (_, cx) = begin(ports);
    let mut people = vec![];
    for number in 1..=2 {
        let one: Account = person(number, &format!("body-{number}"), &[(Role::AuthorisedBody, None)]);
        cx.people.create(one.clone(), at(0)).await.unwrap();
        people.push(one.who(at(0)));
    }
    let shelf = Arc::new(Shelf::new(demo(), Arc::clone(&ports.reference)));
    let second = people.pop().unwrap();
    (Cx { shelf, ..cx }.fresh(), people.pop().unwrap(), second)
}

fn by(who: &Who, request: u128) -> Keeping<'_> {
    Keeping { who, request: RequestId(id(request)), seen: None }
}

fn fault(refused: Result<(), ActError>) -> &'static str {
    match refused {
        Err(ActError::Fields(faults)) => faults[0].fault,
        other => panic!("{other:?}"),
    }
}

fn described(phone: &str) -> Described {
    let both = || Bilingual::new("Алматы орталығы", "Алматинский центр");
    Described {
        name: both(),
        town: both(),
        region: rules::regions::region("750000000"),
        address: both(),
        head: "Асанов Болат".into(),
        phone: phone.into(),
        email: "a@b.kz".into(),
    }
}

/// ¶2(2). A centre comes once, is described, suspended, lifted, ended; each for a reason, never for a day that has passed.
pub(crate) async fn a_centre_is_accredited_suspended_and_ended(ports: &Ports) {
    let (cx, body, _) = country(ports).await;
    let today = local_date(cx.clock.now());
    let welder = NkzCode::parse("7212-1-008").unwrap();
    let new = |phone: &str| NewCentre {
        number: "0200".into(),
        bin: "240640000426".into(),
        described: described(phone),
        professions: vec![welder.clone()],
        from: today,
    };
    assert_eq!(fault(add(&cx, by(&body, 10), &new("12")).await.map(drop)), "phone-wrong");
    let number = add(&cx, by(&body, 11), &new("+7 700 000 00 01")).await.unwrap();
    add(&cx, by(&body, 11), &new("+7 700 000 00 01")).await.unwrap();
    assert_eq!(cx.shelf.history(Subject::Centre(&number)).len(), 1, "the same form makes one change");
    assert_eq!(
        fault(add(&cx, by(&body, 12), &new("+7 700 000 00 01")).await.map(drop)),
        "centre-number-taken"
    );
    let foreign = describe(&cx, by(&body, 11), &number, described("+7 700 000 00 02")).await;
    assert_eq!(foreign, Err(ActError::ForeignRequest));
    let late = Keeping { seen: Some(0), ..by(&body, 13) };
    let stale = describe(&cx, late, &number, described("+7 700 000 00 02")).await;
    assert_eq!(stale, Err(ActError::ChangedMeanwhile), "somebody changed it since the form was shown");
    describe(&cx, by(&body, 14), &number, described("+7 700 000 00 02")).await.unwrap();

    let ruled = async |request, ruling: Ruling, reason: &str| {
        rule(&cx, by(&body, request), &number, &ruling, reason).await
    };
    let (soon, later) = (today.tomorrow().unwrap(), today.checked_add(jiff::Span::new().days(9)).unwrap());
    let suspend = |from, until| Ruling::Suspend { from, until };
    assert_eq!(fault(ruled(20, suspend(soon, None), " ").await), "reason-needed");
    assert_eq!(fault(ruled(21, suspend(today.yesterday().unwrap(), None), "№ 1").await), "day-in-past");
    assert_eq!(fault(ruled(22, suspend(later, Some(soon)), "№ 1").await), "until-before-from");
    ruled(23, suspend(soon, Some(later)), "№ 1").await.unwrap();
    assert_eq!(fault(ruled(24, suspend(later, None), "№ 2").await), "suspended-already");
    let accredited = |day: Date| cx.shelf.on(day).centre(&number).unwrap().accreditation.in_force(day);
    assert!(accredited(today) && !accredited(soon) && !accredited(later));
    ruled(25, Ruling::Lift { from: soon, last: today }, "№ 3").await.unwrap();
    assert!(accredited(soon) && accredited(later));
    assert_eq!(fault(ruled(26, Ruling::Scope { professions: vec![] }, "№ 4").await), "choose-professions");
    ruled(27, Ruling::End { last: soon }, "№ 5").await.unwrap();
    assert!(accredited(soon) && !accredited(later));
    ruled(28, Ruling::Renew { from: later }, "№ 6").await.unwrap();
    assert!(accredited(soon) && accredited(later), "the time before stays known");

    let registrar = person(9, "registrar", &[(Role::Registrar, Some("0042"))]).who(at(0));
    let refused = rule(&cx, by(&registrar, 30), &number, &suspend(soon, None), "№ 7").await;
    assert_eq!(refused, Err(ActError::NotAllowed));
    let found = touched(&cx, &body, &centre("0042"), today, None, None).await.unwrap();
    assert_eq!((found.open, found.sittings.len()), (0, 0));

    // Another node reads what this one wrote.
    let other = Shelf::new(demo(), Arc::clone(&ports.reference));
    other.refresh().await.unwrap();
    assert_eq!(other.on(later), cx.shelf.on(later));
}

/// ¶2(1). Two pairs of eyes; in force from its day; a case keeps its version.
pub(crate) async fn a_programme_is_reviewed_by_another_person(ports: &Ports) {
    let (cx, author, reviewer) = country(ports).await;
    let today = local_date(cx.clock.now());
    let second =
        WELDER.replace("validity_years = 5", "validity_years = 3").replace("version = 1", "version = 99");
    let programme = read(second.as_bytes()).unwrap();
    draft(&cx, by(&author, 10), &programme).await.unwrap();
    let of = |cx: &Cx| cx.shelf.on(today).coming[0].clone();
    assert_eq!((of(&cx).programme.version, of(&cx).standing), (2, Standing::Draft), "the number is given");
    let own = review(&cx, by(&author, 11), "welder", 2, &Word::Reviewed).await;
    assert_eq!(fault(own), "programme-own-draft");
    assert_eq!(fault(approve(&cx, by(&reviewer, 12), "welder", 2, today).await), "programme-not-reviewed");
    let nothing = Word::Returned { reason: String::new() };
    assert_eq!(fault(review(&cx, by(&reviewer, 13), "welder", 2, &nothing).await), "reason-needed");
    let back = Word::Returned { reason: "мерзімі қате".into() };
    review(&cx, by(&reviewer, 14), "welder", 2, &back).await.unwrap();
    draft(&cx, by(&author, 15), &programme).await.unwrap();
    review(&cx, by(&reviewer, 16), "welder", 2, &Word::Reviewed).await.unwrap();
    assert_eq!(fault(draft(&cx, by(&author, 17), &programme).await), "programme-reviewed");
    let soon = today.tomorrow().unwrap();
    approve(&cx, by(&reviewer, 18), "welder", 2, soon).await.unwrap();
    let (now, then) = (cx.shelf.on(today), cx.shelf.on(soon));
    assert_eq!((now.offered("welder").unwrap().version, then.offered("welder").unwrap().version), (1, 2));
    assert_eq!(then.programme_version("welder", 1), now.programme_version("welder", 1));
    assert_eq!(
        read(text(then.offered("welder").unwrap()).unwrap().as_bytes()).as_ref(),
        Ok(then.offered("welder").unwrap())
    );

    retire(&cx, by(&reviewer, 19), "welder", today, "ескірді").await.unwrap();
    let after = cx.shelf.on(soon);
    assert!(after.offered("welder").is_none() && after.programme_version("welder", 2).is_some());
    let head = person(9, "head", &[(Role::Head, Some("0042"))]);
    cx.people.create(head.clone(), at(0)).await.unwrap();
    let head = head.who(at(0));
    draft(&cx, by(&head, 30), &programme).await.unwrap();
    assert_eq!(cx.shelf.on(soon).coming.iter().map(|one| one.programme.version).max(), Some(3));
    review(&cx, by(&reviewer, 32), "welder", 3, &Word::Reviewed).await.unwrap();
    let later = soon.tomorrow().unwrap();
    approve(&cx, by(&reviewer, 33), "welder", 3, later).await.unwrap();
    assert!(cx.shelf.on(soon).offered("welder").is_none(), "retired until the next version is in force");
    assert_eq!(cx.shelf.on(later).offered("welder").unwrap().version, 3);
    let registrar = person(8, "registrar", &[(Role::Registrar, Some("0042"))]).who(at(0));
    assert_eq!(draft(&cx, by(&registrar, 31), &programme).await, Err(ActError::NotAllowed));
}

/// A text that is no programme is refused by its line, and nothing is kept of it.
pub(crate) async fn a_wrong_text_is_told_by_its_line(ports: &Ports) {
    let (cx, ..) = country(ports).await;
    let wrong = WELDER.replace("nqf_level = 3", "nqf_level = 33");
    let line = wrong.lines().position(|line| line.starts_with("nqf_level")).unwrap() + 1;
    assert!(matches!(read(wrong.as_bytes()), Err(TextFault::Line { line: told, .. }) if told == line));
    assert_eq!(read(b"\xff\xfe"), Err(TextFault::NotText));
    assert_eq!(read(&vec![b' '; 600_000]), Err(TextFault::TooLong));
    assert_eq!(read(WELDER.replace("id = \"welder\"", "id = \"../x\"").as_bytes()), Err(TextFault::IdWrong));
    assert!(matches!(read("[[".repeat(100_000).as_bytes()), Err(TextFault::Line { .. })));
    let steps = WELDER.split("steps_needed").next().unwrap();
    assert!(matches!(read(steps.as_bytes()), Err(TextFault::Line { .. })));
    assert_eq!(cx.shelf.position(), 0);
}

/// ¶9 ¶16 Q16. A declared conflict and a competence without the profession keep a member out of the case.
pub(crate) async fn a_conflict_keeps_a_member_out(ports: &Ports) {
    let (cx, ..) = country(ports).await;
    let head = person(21, "head", &[(Role::Head, Some("0042"))]);
    let member = person(22, "member", &[(Role::Member, Some("0042"))]);
    for one in [&head, &member] {
        cx.people.create(one.clone(), at(0)).await.unwrap();
    }
    let (head, member) = (head.who(at(0)), member.who(at(0)));
    let case = fold([filed()].iter()).unwrap();
    assert_eq!(barred(&cx, &case).await.unwrap(), acts::commission::Barred::default());

    let declared = |iin: &str| Declared {
        account: account(22),
        bond: Some(Bond::Teacher),
        iin: iin.into(),
        bin: String::new(),
        note: String::new(),
    };
    declare(&cx, &member, id(40), declared("900101300017")).await.unwrap();
    declare(&cx, &member, id(40), declared("900101300017")).await.unwrap();
    let cook = vec![NkzCode::parse("5120-9-005").unwrap()];
    let refused = set_competence(&cx, &member, id(41), account(22), cook.clone(), "диплом").await;
    assert_eq!(refused, Err(ActError::NotAllowed), "the head alone");
    set_competence(&cx, &head, id(42), account(22), cook, "диплом").await.unwrap();
    let found = barred(&cx, &case).await.unwrap();
    let name = account(22).to_string();
    assert_eq!((found.conflicted, found.not_competent), (vec![name.clone()], vec![name]));

    let (_, seen) = members(&cx, &head).await.unwrap();
    assert_eq!((seen.len(), seen[0].conflicts.len()), (1, 1));
    let stranger = Declared { account: account(1), ..declared("900101300017") };
    assert_eq!(declare(&cx, &head, id(43), stranger).await, Err(ActError::NotFound));
    acts::commission::end_conflict(&cx, &head, id(40)).await.unwrap();
    assert!(barred(&cx, &case).await.unwrap().conflicted.is_empty());
}

/// ¶3 A2. A table with one wrong row stores nothing; the mended one is one change, however often its form comes.
pub(crate) async fn a_table_of_professions_is_taken_whole_and_once(ports: &Ports) {
    let (cx, body, second) = country(ports).await;
    let head = "code,name_kk,name_ru,oked,nqf_level";
    let bring_rows = async |rows: &str| bring(&cx, &body, format!("{head}\n{rows}").into_bytes()).await;
    let wrong = bring_rows("7214-1-037,токарь,токарь,25620,4\n7214-1-038,=1+1,б,25620,4").await.unwrap();
    assert_eq!(report(&cx, &body, &wrong).await.unwrap().faults[0].row, 3);
    assert_eq!(fault(accept(&cx, by(&body, 50), &wrong, "НК РК 01-2017").await), "table-faulty");
    assert_eq!(cx.shelf.position(), 0, "nothing is stored");

    let good = bring_rows("7214-1-037,токарь,токарь,25620,4").await.unwrap();
    assert_eq!(
        report(&cx, &second, &good).await,
        Err(ActError::NotFound),
        "it is the file of who brought it"
    );
    assert_eq!(fault(accept(&cx, by(&body, 51), &good, " ").await), "reason-needed");
    for _ in 0..2 {
        accept(&cx, by(&body, 52), &good, "НК РК 01-2017").await.unwrap();
    }
    assert_eq!(cx.shelf.history(Subject::Professions).len(), 1, "the same form makes one change");
    assert_eq!(fault(accept(&cx, by(&body, 53), &good, "НК РК 01-2017").await), "table-nothing-new");
    let late = Keeping { seen: Some(0), ..by(&body, 54) };
    assert_eq!(accept(&cx, late, &good, "НК РК 01-2017").await, Err(ActError::ChangedMeanwhile));

    let again = Shelf::new(demo(), Arc::clone(&ports.reference));
    again.refresh().await.unwrap();
    let turner = NkzCode::parse("7214-1-037").unwrap();
    let kept = again.on(local_date(cx.clock.now()));
    assert_eq!(kept.professions[&turner].name.kk, "токарь", "it is there after a new start");
    let registrar = person(9, "registrar", &[(Role::Registrar, Some("0042"))]).who(at(0));
    assert_eq!(bring(&cx, &registrar, vec![]).await, Err(ActError::NotAllowed));
}
