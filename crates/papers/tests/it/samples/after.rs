//! The act of a violation, the decision on an appeal, the answer to a complaint.

use acts::forms::*;
use jiff::civil::date;
use rules::programme::Mode;

use super::{LONG_NAME, at, both, centre, head, number, welder};

fn members(signed: Option<&str>) -> Vec<Signature> {
    let names = ["Әбдіғали Һүсніддин Өтегенұлы", LONG_NAME, "Ғұмарова Іңкәр Үсенқызы"];
    let one = |(index, name): (usize, &str)| Signature {
        role: if index == 0 {
            both("Комиссия төрағасы", "Председатель комиссии")
        } else {
            both("Комиссия мүшесі", "Член комиссии")
        },
        name: name.into(),
        signed: signed.filter(|_| index != 1).map(|when| Signed { at: at(when), how: SignedHow::Password }),
    };
    names.into_iter().enumerate().map(one).collect()
}

pub(crate) fn violation_act() -> ViolationAct {
    ViolationAct {
        centre: centre(),
        number: "0042-2026-5".into(),
        date: date(2026, 11, 25),
        candidate: LONG_NAME.into(),
        iin: "900101300017".into(),
        application: number("0042-2026-000117", date(2026, 11, 2)),
        profession: welder(),
        mode: Mode::Offline,
        stage: both("практикалық кезең", "практический этап"),
        seen_at: at("2026-11-25T05:15:00Z"),
        registered_at: at("2026-11-25T05:16:00Z"),
        registrant: both("комиссия мүшесі: Ғұмарова І.Ү.", "член комиссии: Ғұмарова І.Ү."),
        item: both("ұялы телефон", "мобильный телефон"),
        ordinal: 2,
        consequence: both(
            "емтиханнан шеттету (рәсімді аяқтау)",
            "удаление с экзамена (завершение процедуры)",
        ),
        review: Some(Reviewed {
            date: date(2026, 11, 25),
            confirmed: true,
            reason: "Жазба қаралды, телефон кандидаттың қолында болған.".into(),
        }),
        signatures: members(Some("2026-11-25T06:00:00Z")),
    }
}

pub(crate) fn appeal_decision(word: AppealWord) -> AppealDecision {
    AppealDecision {
        centre: centre(),
        number: "0042-2026-1".into(),
        date: date(2026, 12, 10),
        filed_on: date(2026, 12, 3),
        registered_on: date(2026, 12, 4),
        received_on: Some(date(2026, 12, 1)),
        candidate: "Ғабитов Қайрат Өмірұлы".into(),
        protocol: Some(number("0042-2026-12", date(2026, 11, 27))),
        profession: welder(),
        grounds: "Жетінші сұрақтың дұрыс жауабы екеу еді, екеуін де белгіледім.".into(),
        enclosed: 2,
        judged: (37, "3f".repeat(32)),
        word,
        votes: Some((2, 1)),
        dissents: vec![Dissent {
            name: "Әбдіқадыр Жанар".into(),
            text: "Жетінші сұрақтың бір ғана дұрыс жауабы бар.".into(),
        }],
        reasons: "Жұмыс қайта қаралды: жетінші сұрақ бойынша жауап дұрыс деп танылды.".into(),
        next: both("Құжат үш жұмыс күні ішінде беріледі.", "Документ выдаётся в течение трёх рабочих дней."),
        signatures: members(None),
    }
}

pub(crate) fn late_appeal() -> AppealDecision {
    let word = AppealWord::Late { last_day: date(2026, 12, 2) };
    AppealDecision {
        votes: None,
        dissents: vec![],
        signatures: vec![head(Some("2026-12-10T06:00:00Z"))],
        ..appeal_decision(word)
    }
}

pub(crate) fn complaint_answer() -> ComplaintAnswer {
    ComplaintAnswer {
        centre: centre(),
        number: "0042-2026-3".into(),
        date: date(2026, 12, 10),
        filed_on: date(2026, 12, 1),
        candidate: "Ғабитов Қайрат Өмірұлы".into(),
        application: number("0042-2026-000117", date(2026, 11, 2)),
        words: "Хабарлама емтиханға төрт жұмыс күні қалғанда келді.".into(),
        answer: "Шағым негізді: күн қайта белгіленді, кінәлі қызметкерге ескерту жасалды.".into(),
        head: head(Some("2026-12-10T06:00:00Z")),
    }
}
