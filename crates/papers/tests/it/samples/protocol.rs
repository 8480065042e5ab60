//! ¶17. A protocol of "passed", and one of a theory stage not passed.

use acts::forms::*;
use jiff::civil::date;
use rules::Bilingual;
use rules::programme::{ExamLanguage, Mode};

use super::{LONG_NAME, at, both, centre, number, programme, welder};

fn commission() -> Vec<Member> {
    let member = |name: &str, position: Bilingual, chair: bool, present: bool| Member {
        name: name.into(),
        position,
        chair,
        present,
        voted_passed: present.then_some(true),
    };
    let master = both("өндірістік оқыту шебері", "мастер производственного обучения");
    vec![
        member("Сұңқарбаева Әйгерім Ғалымжанқызы", both("бас дәнекерлеуші", "главный сварщик"), true, true),
        member("Бөкенұлы Ұлан", master.clone(), false, true),
        member(
            "Һәкімов Іскендір Қайратұлы",
            both("дәнекерлеу жөніндегі инженер", "инженер по сварке"),
            false,
            true,
        ),
        member("Нұрғали Өркен", master, false, false),
    ]
}

fn practice() -> Practice {
    let step = |kk: &str, ru: &str, critical: bool| MapStep {
        action: both(kk, ru),
        criterion: both(
            "Картадағы өлшемге сай, ауытқу 1 мм-ден аспайды.",
            "По размеру карты, отклонение не более 1 мм.",
        ),
        critical,
        done: true,
        note: String::new(),
    };
    let mut steps = vec![
        step(
            "Жұмыс орнын және жеке қорғаныш құралдарын дайындау",
            "Подготовить рабочее место и средства защиты",
            true,
        ),
        step("Пластиналардың жиегін тазалау", "Зачистить кромки пластин", false),
        step("Ток күшін таңдау", "Выбрать силу тока", false),
        step("Пластиналарды жинап, қысқа жікпен бекіту", "Собрать пластины и прихватить", false),
        step("Түбір жігін пісіру", "Заварить корень шва", true),
        step("Беттік жікті пісіру", "Заварить облицовочный шов", true),
        step("Қожды тазалау", "Удалить шлак", false),
        step("Жіктің сапасын көзбен және өлшеп тексеру", "Проверить шов осмотром и измерением", false),
    ];
    steps[6].done = false;
    steps[6].note = "Жіктің соңында қож қалған".into();
    Practice {
        task: both(
            "Қалыңдығы 6 мм екі пластинаны түйістіріп пісіру",
            "Сварить встык две пластины толщиной 6 мм",
        ),
        steps,
        needed: 6,
        performed: true,
    }
}

fn commission_signatures() -> Vec<Signature> {
    [
        (
            "Комиссия төрағасы",
            "Председатель комиссии",
            "Сұңқарбаева Әйгерім Ғалымжанқызы",
            Some("2026-11-26T04:00:00Z"),
        ),
        ("Комиссия мүшесі", "Член комиссии", "Бөкенұлы Ұлан", Some("2026-11-26T04:31:00Z")),
        ("Комиссия мүшесі", "Член комиссии", "Һәкімов Іскендір Қайратұлы", None),
    ]
    .into_iter()
    .map(|(kk, ru, name, signed)| Signature {
        role: both(kk, ru),
        name: name.into(),
        signed: signed.map(|when| Signed { at: at(when), how: SignedHow::Password }),
    })
    .collect()
}

pub(crate) fn protocol() -> Protocol {
    Protocol {
        centre: centre(),
        number: "0042-2026-000131-П".into(),
        date: date(2026, 11, 26),
        ended_at: at("2026-11-25T11:20:00Z"),
        members: commission(),
        candidate: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
        iin: "900101300017".into(),
        application: number("0042-2026-000131", date(2026, 11, 3)),
        profession: welder(),
        programme: programme(),
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        theory: Some(Theory { correct: 32, total: 40, needed: 29, admitted: true }),
        practice: Some(practice()),
        violations: vec![Violated {
            at: at("2026-11-25T05:48:00Z"),
            item: both("смарт сағат", "смарт-часы"),
            consequence: both("ауызша ескерту", "устное предупреждение"),
            act: "0042-2026-000131-А1".into(),
        }],
        passed: true,
        dissents: vec![Dissent {
            name: "Бөкенұлы Ұлан".into(),
            text: "Қожды тазалау қадамын міндетті деп санаймын, бірақ шешімге қарсы емеспін.".into(),
        }],
        signatures: commission_signatures(),
    }
}

/// Q9: exactly seventy per cent, so the practical stage was not sat.
pub(crate) fn awkward_protocol() -> Protocol {
    let mut protocol = protocol();
    protocol.candidate = LONG_NAME.into();
    protocol.theory = Some(Theory { correct: 28, total: 40, needed: 29, admitted: false });
    protocol.practice = None;
    protocol.violations.clear();
    protocol.dissents.clear();
    protocol.passed = false;
    for member in &mut protocol.members {
        member.voted_passed = member.present.then_some(false);
    }
    protocol
}
