//! Made-up people and cases: one usual paper of each form, and the awkward ones.

mod after;
mod protocol;

use acts::forms::*;

use jiff::civil::{date, time};
use rules::Bilingual;
use rules::programme::{ExamLanguage, Mode};

pub(crate) use after::{appeal_decision, complaint_answer, late_appeal, violation_act};
pub(crate) use protocol::{awkward_protocol, protocol};

pub(crate) const LONG_NAME: &str =
    "Қожахметұлы-Нұрмағамбетов Әбілмансұр-Мұхаммедәлі Жүсіпбекұлы-Өтеғұловович";

fn both(kk: &str, ru: &str) -> Bilingual {
    Bilingual::new(kk, ru)
}

fn at(text: &str) -> jiff::Timestamp {
    text.parse().unwrap()
}

fn number(number: &str, day: jiff::civil::Date) -> Reference {
    Reference { number: number.into(), date: day }
}

pub(crate) fn centre() -> Centre {
    Centre {
        name: both(
            "«Өңірлік біліктілік орталығы» жауапкершілігі шектеулі серіктестігі",
            "Товарищество с ограниченной ответственностью «Өңірлік біліктілік орталығы»",
        ),
        address: both("Қарағанды қ., Әл-Фараби көшесі, 12-үй", "г. Караганда, улица Аль-Фараби, дом 12"),
        bin: "180540012349".into(),
        number: "0042".into(),
        phone: "+7 7212 55 01 02".into(),
        email: "kense@oniribilik.example".into(),
    }
}

fn welder() -> Bilingual {
    both("Пісіруші", "Сварщик")
}

fn programme() -> ProgrammeRef {
    ProgrammeRef {
        title: both(
            "Пісіруші: көміртекті болатты қолмен доғалық пісіру",
            "Сварщик: ручная дуговая сварка углеродистой стали",
        ),
        version: 2,
        nqf_level: 3,
    }
}

pub(crate) fn head(signed: Option<&str>) -> Signature {
    Signature {
        role: both("Тану орталығының басшысы", "Руководитель центра признания"),
        name: "Ғаниұлы Өмірзақ Һашимұлы".into(),
        signed: signed.map(|when| Signed { at: at(when), how: SignedHow::Password }),
    }
}

pub(crate) fn application() -> Application {
    Application {
        centre: centre().name,
        full_name: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
        iin: "900101300017".into(),
        birth_date: date(1990, 1, 1),
        address: "Қарағанды қ., Жүргенов көшесі, 7-үй, 15-пәтер".into(),
        email: "gulbarshyn@example.kz".into(),
        mobile: "+7 701 234 56 78".into(),
        work_phone: Some("+7 7212 41 22 33".into()),
        profession: welder(),
        held: Some(Held { level: 2, until_year: Some(2027) }),
        knowledge: "Дәнекерлеу негіздері, электр қауіпсіздігі, сызбаларды оқу.".into(),
        skills: "Қолмен доғалық пісіру, жіктің сапасын көзбен тексеру, жабдықты күту.".into(),
        enclosed: vec![
            Enclosed {
                kind: both("Білім туралы құжат", "Документ об образовании"),
                name: "диплом-ТжКБ-2011.pdf".into(),
            },
            Enclosed {
                kind: both("Жеке басты куәландыратын құжат", "Документ, удостоверяющий личность"),
                name: "жеке-куәлік.jpg".into(),
            },
            Enclosed {
                kind: both(
                    "Еңбек қызметін растайтын құжат",
                    "Документ, подтверждающий трудовую деятельность",
                ),
                name: "еңбек-кітапшасы.pdf".into(),
            },
        ],
        consent_processing: true,
        consent_platform: true,
        filed_on: date(2026, 11, 3),
        signed: Some(Signed { at: at("2026-11-03T05:12:00Z"), how: SignedHow::Password }),
        registered: Some(number("0042-2026-000131", date(2026, 11, 3))),
    }
}

/// Nothing optional is given; the name and the file names are very long.
pub(crate) fn awkward_application() -> Application {
    let enclosed = (1..=9)
        .map(|n| Enclosed {
            kind: both(
                "Техникалық және кәсіптік, орта білімнен кейінгі білім беруді аяқтамаған адамдарға берілетін анықтама",
                "Справка для лиц, не завершивших техническое и профессиональное, послесреднее образование",
            ),
            name: format!("{}{n}.pdf", "ескі_құжаттың_сканерленген_көшірмесі_".repeat(3)),
        })
        .collect();
    Application {
        full_name: LONG_NAME.into(),
        work_phone: None,
        held: None,
        knowledge: String::new(),
        skills: "Ұзақ сипаттама. ".repeat(60),
        enclosed,
        signed: None,
        registered: None,
        ..application()
    }
}

pub(crate) fn refusal() -> Refusal {
    Refusal {
        centre: centre(),
        number: "0042-2026-000131-Б".into(),
        date: date(2026, 11, 5),
        candidate: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
        application: number("0042-2026-000131", date(2026, 11, 3)),
        profession: welder(),
        reasons: vec![
            both(
                "Еңбек қызметін растайтын құжаттың көшірмесі жоқ (4-тармақтың 3) тармақшасы).",
                "Нет копии документа, подтверждающего трудовую деятельность (подпункт 3) пункта 4).",
            ),
            both(
                "Білім туралы құжаттың көшірмесі оқылмайды (4-тармақтың 2) тармақшасы).",
                "Копия документа об образовании не читается (подпункт 2) пункта 4).",
            ),
        ],
        own_words: "Дипломның екінші беті қараңғы түсірілген, мөр көрінбейді.".into(),
        next: vec![
            both(
                "Жетіспейтін құжаттарды дайындап, өтінішті қайта беріңіз.",
                "Подготовьте недостающие документы и подайте заявление снова.",
            ),
            both(
                "Бұрын жүктелген құжаттар жеке кабинетіңізде сақталады.",
                "Загруженные ранее документы сохраняются в Вашем кабинете.",
            ),
        ],
        head: head(Some("2026-11-05T09:05:00Z")),
    }
}

pub(crate) fn awkward_refusal() -> Refusal {
    let reason = both(
        "Ұсынылған құжаттың көшірмесі кәсіптік стандартта белгіленген білім деңгейін растамайды: құжатта көрсетілген мамандық кәсіпке сәйкес келмейді, оқу сағаттарының саны көрсетілмеген.",
        "Копия представленного документа не подтверждает уровень образования, установленный профессиональным стандартом: указанная специальность не соответствует профессии, число учебных часов не указано.",
    );
    Refusal { candidate: LONG_NAME.into(), reasons: vec![reason; 12], head: head(None), ..refusal() }
}

pub(crate) fn contract() -> Contract {
    Contract {
        centre: centre(),
        number: "0042-2026-000131-Ш".into(),
        date: date(2026, 11, 6),
        town: both("Қарағанды қаласы", "город Караганда"),
        application: number("0042-2026-000131", date(2026, 11, 3)),
        candidate: Party {
            full_name: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
            iin: "900101300017".into(),
            address: "Қарағанды қ., Жүргенов көшесі, 7-үй, 15-пәтер".into(),
            phone: "+7 701 234 56 78".into(),
            email: "gulbarshyn@example.kz".into(),
        },
        profession: welder(),
        programme: programme(),
        mode: Mode::Online,
        language: ExamLanguage::Kk,
        validity_years: 5,
        price: None,
        head: head(Some("2026-11-06T09:05:00Z")),
        signature: Signature {
            role: both("Кандидат", "Кандидат"),
            name: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
            signed: Some(Signed { at: at("2026-11-06T10:41:00Z"), how: SignedHow::Password }),
        },
    }
}

pub(crate) fn notice() -> Notice {
    Notice {
        centre: centre(),
        number: "0042-2026-000131-Х".into(),
        sent_at: at("2026-11-09T06:30:00Z"),
        candidate: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
        contract: number("0042-2026-000131-Ш", date(2026, 11, 6)),
        profession: welder(),
        date: date(2026, 11, 25),
        time: time(10, 0, 0, 0),
        place: "Қарағанды қ., Әл-Фараби көшесі, 12-үй, 3-шеберхана".into(),
        mode: Mode::Offline,
        language: ExamLanguage::Kk,
        new_date_because: None,
        bring: vec![
            both("жеке басты куәландыратын құжат", "документ, удостоверяющий личность"),
            both("арнайы киім мен қорғаныш аяқ киім", "спецодежда и защитная обувь"),
        ],
        forbidden: rules::violations::ITEMS
            .iter()
            .filter(|item| item.id != "calculator")
            .map(|item| item.words())
            .collect(),
        permitted: vec![both("калькулятор", "калькулятор")],
        sent_by: "Төлегенқызы Іңкәр".into(),
    }
}

pub(crate) fn awkward_notice() -> Notice {
    Notice {
        candidate: LONG_NAME.into(),
        mode: Mode::Online,
        language: ExamLanguage::Ru,
        place: format!("https://bilikti.example.kz/sitting/{}", "4f9aK2b7Qx".repeat(9)),
        new_date_because: Some(both(
            "рәсім кезіндегі техникалық ақау (11-тармақ), 2026 жылғы 25 қараша",
            "технический сбой во время процедуры (пункт 11), 25 ноября 2026 года",
        )),
        permitted: vec![],
        ..notice()
    }
}

pub(crate) fn journal() -> BriefingJournal {
    let row = |n: u32, name: &str| Briefed {
        number: n.to_string(),
        date: date(2026, 11, 25),
        full_name: name.into(),
        profession: welder(),
        content: both(
            "Пісіру бекетімен жұмыс қауіпсіздігі, электр қауіпсіздігі, өрт қауіпсіздігі, жеке қорғаныш құралдары.",
            "Безопасность на сварочном посту, электробезопасность, пожарная безопасность, средства индивидуальной защиты.",
        ),
        briefer: "Бөкенұлы Ұлан".into(),
    };
    BriefingJournal {
        centre: centre(),
        sheet: 17,
        date: date(2026, 11, 25),
        rows: vec![
            row(211, "Әбдіғаппарова Гүлбаршын Қуанышбекқызы"),
            row(212, LONG_NAME),
            row(213, "Һәкімов Іскендір"),
        ],
        empty_rows: 5,
    }
}

pub(crate) fn not_passed() -> NotPassed {
    NotPassed {
        centre: centre(),
        number: "0042-2026-000131-Н".into(),
        date: date(2026, 11, 27),
        candidate: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
        protocol: number("0042-2026-000131-П", date(2026, 11, 26)),
        profession: welder(),
        theory: Some(Theory { correct: 28, total: 40, needed: 29, admitted: false }),
        ground: both(
            "теориялық кезеңде сұрақтардың жалпы санынан жетпіс пайыздан астам дұрыс жауап алынбады (15-тармақ)",
            "на теоретическом этапе не получено более семидесяти процентов правильных ответов от общего числа вопросов (пункт 15)",
        ),
        recommendations: vec![
            both("Тақырыпты қайталау: пісіру тогын таңдау", "Повторить тему: выбор сварочного тока"),
            both(
                "Тақырыпты қайталау: жік ақаулары және оларды жою",
                "Повторить тему: дефекты шва и их устранение",
            ),
            both(
                "Өңірлік колледжде қысқа мерзімді курстан өту",
                "Пройти краткосрочный курс в региональном колледже",
            ),
        ],
        appeal: AppealDays { received: date(2026, 11, 27), last_day: date(2026, 12, 4) },
        head: head(Some("2026-11-27T04:40:00Z")),
    }
}

pub(crate) fn document(qr: &str) -> Document {
    Document {
        centre: centre().name,
        holder: "Әбдіғаппарова Гүлбаршын Қуанышбекқызы".into(),
        profession: welder(),
        issued_on: date(2026, 11, 30),
        valid_until: date(2031, 11, 29),
        qr: qr.into(),
        head: "Ғаниұлы Өмірзақ Һашимұлы".into(),
        signed: Some(Signed { at: at("2026-11-30T07:15:00Z"), how: SignedHow::Password }),
        serial: "25620-072121008-3-251126-0042-000000017".into(),
    }
}

pub(crate) fn awkward_document(qr: &str) -> Document {
    Document {
        centre: both(
            &format!("{} және оның Маңғыстау облысындағы филиалы", centre().name.kk),
            &format!("{} и его филиал в Мангистауской области", centre().name.ru),
        ),
        holder: LONG_NAME.into(),
        profession: both(
            "Еңбек қауіпсіздігі және еңбекті қорғау жөніндегі инженер (мұнай-газ өңдеу өнеркәсібі)",
            "Инженер по безопасности и охране труда (нефтегазоперерабатывающая промышленность)",
        ),
        signed: None,
        head: LONG_NAME.into(),
        ..document(qr)
    }
}
