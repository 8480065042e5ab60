//! Words of the legal forms that depend on the case, in both languages of the Rules.

use rules::Bilingual;
use rules::application::AttachmentKind;
use rules::case::Case;
use rules::completeness::Ground;
use rules::notice::Cause;
use rules::practice::MapResult;
use rules::violations::{Consequence, Violation};

use super::FormKind;
use crate::forms::AppealWord;

/// ¶4(2)–(4). The kind of an attachment, in the order's words.
pub fn attachment(kind: AttachmentKind) -> Bilingual {
    use AttachmentKind as K;
    let (kk, ru) = match kind {
        K::Education => ("Білім туралы құжаттың көшірмесі", "Копия документа об образовании"),
        K::ForeignRecognition => (
            "Білім туралы құжатты тану туралы куәліктің көшірмесі",
            "Копия удостоверения о признании документа об образовании",
        ),
        K::Training => (
            "Оқудан, оның ішінде қысқа мерзімді курстардан өткенін куәландыратын құжаттың көшірмесі",
            "Копия документа об обучении, в том числе на краткосрочных курсах",
        ),
        K::Incomplete => (
            "Техникалық және кәсіптік, орта білімнен кейінгі білім беруді аяқтамаған адамға берілетін анықтаманың көшірмесі",
            "Копия справки лица, не завершившего техническое и профессиональное, послесреднее образование",
        ),
        K::NonFormal => (
            "Бейресми білім беруді тану сертификатының немесе оқуды аяқтау туралы куәліктің көшірмесі",
            "Копия сертификата о признании неформального образования или свидетельства о завершении обучения",
        ),
        K::Identity => {
            ("Жеке басты куәландыратын құжаттың көшірмесі", "Копия документа, удостоверяющего личность")
        }
        K::Kandas => ("Қандас куәлігінің көшірмесі", "Копия удостоверения кандаса"),
        K::Experience => (
            "Еңбек қызметін растайтын құжаттың көшірмесі",
            "Копия документа, подтверждающего трудовую деятельность",
        ),
        K::SignedApplication => ("Қолмен қойылған қолы бар өтініш", "Заявление, подписанное собственноручно"),
        K::EarlierRecognition => (
            "Кәсіптік біліктілікті тану туралы құжаттың көшірмесі",
            "Копия документа о признании профессиональной квалификации",
        ),
    };
    Bilingual::new(kk, ru)
}

/// ¶5. One ground of a refusal, as a plain sentence for the person.
pub fn ground(ground: &Ground) -> Bilingual {
    let with = |kk: &str, ru: &str, kind: &AttachmentKind| {
        let what = attachment(*kind);
        Bilingual::new(format!("{kk}: {}", what.kk), format!("{ru}: {}", what.ru))
    };
    match ground {
        Ground::Missing { kind } => with("Құжат ұсынылмаған", "Документ не представлен", kind),
        Ground::Unreadable { kind } => with("Көшірме оқылмайды", "Копия не читается", kind),
        Ground::Mismatch { kind } => with(
            "Құжаттағы деректер өтінішке сәйкес емес",
            "Данные документа не совпадают с заявлением",
            kind,
        ),
        Ground::Insufficient { kind } => with(
            "Құжат талап етілген деңгейді немесе өтілді растамайды",
            "Документ не подтверждает требуемый уровень или стаж",
            kind,
        ),
        Ground::WronglyFilled { field } => {
            let (kk, ru) = field_words(field);
            Bilingual::new(
                format!("Өтініштің мына жолы дұрыс толтырылмаған: {kk}"),
                format!("Неверно заполнена строка заявления: {ru}"),
            )
        }
        Ground::Unsigned => Bilingual::new("Өтінішке қол қойылмаған", "Заявление не подписано"),
    }
}

/// A1. The name of a field, by its key.
fn field_words(field: &str) -> (&str, &str) {
    match field {
        "name" => ("тегі, аты, әкесінің аты", "фамилия, имя, отчество"),
        "iin" => ("ЖСН", "ИИН"),
        "birth-date" => ("туған күні", "дата рождения"),
        "address" => ("тұрғылықты мекенжайы", "место жительства"),
        "contacts" => ("электрондық пошта, телефон", "электронная почта, телефон"),
        "profession" => ("кәсіптің атауы", "наименование профессии"),
        "held" => ("біліктілік деңгейі", "уровень квалификации"),
        "consents" => ("келісімдер", "согласия"),
        other => (other, other),
    }
}

/// ¶5. What the candidate can do after a refusal.
pub(super) fn after_refusal() -> Vec<Bilingual> {
    vec![
        Bilingual::new(
            "Көрсетілген кемшіліктерді түзетіп, өтінішті қайта беруге болады. Бұрын енгізілген деректер сақталады.",
            "Можно исправить указанное и подать заявление снова. Ранее введённые данные сохраняются.",
        ),
        Bilingual::new(
            "Тану орталығының әрекетіне заңда белгіленген тәртіппен шағым жасауға болады.",
            "Действия центра признания можно обжаловать в порядке, установленном законом.",
        ),
    ]
}

/// ¶7 ¶11. Why a new date is set.
pub(super) fn cause(cause: Cause) -> Bilingual {
    let (kk, ru) = match cause {
        Cause::Incapacity => (
            "Еңбекке уақытша жарамсыздық парағының көшірмесі алынды (7-тармақ)",
            "Получена копия листа о временной нетрудоспособности (пункт 7)",
        ),
        Cause::Fault => ("Техникалық ақау туындады (11-тармақ)", "Возник технический сбой (пункт 11)"),
        Cause::AnnulledEnd => (
            "Комиссия рәсімнің аяқталуының күшін жойды (11 және 13-тармақтар)",
            "Комиссия отменила завершение процедуры (пункты 11 и 13)",
        ),
        Cause::NoShow => ("Кандидат келмеді", "Кандидат не явился"),
        Cause::NoConsent => (
            "Кандидат бейне мен дыбыс жазуға келісімін қайтарып алды",
            "Кандидат отозвал согласие на запись изображения и голоса",
        ),
    };
    Bilingual::new(kk, ru)
}

/// ¶9. A member's place in the commission.
pub(super) fn position(case: &Case, id: &str) -> Bilingual {
    let chair = case.commission.as_ref().is_some_and(|commission| commission.chair == id);
    if chair {
        Bilingual::new("Комиссия төрағасы", "Председатель комиссии")
    } else {
        Bilingual::new("Комиссия мүшесі", "Член комиссии")
    }
}

/// ¶13. What a violation brought.
pub(super) fn consequence(consequence: Option<Consequence>, violation: &Violation) -> Bilingual {
    if violation.review.as_ref().is_some_and(|review| !review.confirmed) {
        return Bilingual::new("Комиссия күшін жойды", "Отменено комиссией");
    }
    match consequence {
        Some(Consequence::End) => Bilingual::new("Емтиханнан шеттетілді", "Удалён с экзамена"),
        _ => Bilingual::new("Ескерту жасалды", "Сделано предупреждение"),
    }
}

/// ¶13 ¶15 ¶17. What decided "not passed", in one sentence.
pub(super) fn not_passed_ground(case: &Case, computed: MapResult) -> Bilingual {
    if case.ended_by_violation {
        return Bilingual::new(
            "12-тармақта көзделген бұзушылық қайта тіркелді (13-тармақ).",
            "Повторно зарегистрировано нарушение, предусмотренное пунктом 12 (пункт 13).",
        );
    }
    if let Some(theory) = case.theory.filter(|admission| !admission.admitted) {
        let (correct, total, needed) = (theory.correct, theory.total, theory.needed);
        return Bilingual::new(
            format!(
                "Теориялық кезең: {correct}/{total}. Практикалық кезеңге жіберілу үшін кемінде {needed} дұрыс жауап қажет (15-тармақ)."
            ),
            format!(
                "Теоретический этап: {correct}/{total}. Для допуска к практическому этапу нужно не менее {needed} правильных ответов (пункт 15)."
            ),
        );
    }
    let result = case.practice.clone().unwrap_or(computed);
    let (done, needed, critical) = (result.steps_done, result.steps_needed, result.critical_failed.len());
    Bilingual::new(
        format!(
            "Практикалық тапсырма технологиялық карта бойынша орындалмады: орындалған қадам — {done}, қажеті — {needed}, орындалмаған шешуші қадам — {critical} (17-тармақ)."
        ),
        format!(
            "Практическое задание не выполнено по технологической карте: выполнено шагов — {done}, нужно — {needed}, не выполнено решающих шагов — {critical} (пункт 17)."
        ),
    )
}

/// ¶22 ¶23. What follows the decision on an appeal.
pub(super) fn after_appeal(word: AppealWord) -> Bilingual {
    match word {
        AppealWord::Upheld => Bilingual::new(
            "Тану орталығы тану туралы құжатты үш жұмыс күні ішінде береді (18 және 23-тармақтар).",
            "Центр признания выдаёт документ о признании в течение трёх рабочих дней (пункты 18 и 23).",
        ),
        AppealWord::Rejected | AppealWord::Late { .. } => Bilingual::new(
            "Шешімге сотқа шағым жасауға, сондай-ақ емтиханды қайта тапсыруға болады (19-тармақ).",
            "Решение можно обжаловать в суде; экзамен можно пересдать (пункт 19).",
        ),
    }
}

/// The name of a legal form, by the words of the order.
pub fn title(kind: FormKind) -> Bilingual {
    let (kk, ru) = match kind {
        FormKind::Application => ("Өтініш", "Заявление"),
        FormKind::Refusal => {
            ("Шарт жасасудан дәлелді бас тарту", "Мотивированный отказ в заключении договора")
        }
        FormKind::Contract => ("Шарт", "Договор"),
        FormKind::Notice => (
            "Рәсімнің күні, уақыты мен орны туралы хабарлама",
            "Уведомление о дате, времени и месте процедуры",
        ),
        FormKind::BriefingJournal => ("Кіріспе нұсқама журналы", "Журнал вводного инструктажа"),
        FormKind::Protocol => ("Емтихан комиссиясының хаттамасы", "Протокол экзаменационной комиссии"),
        FormKind::ViolationAct(_) => ("Бұзушылық туралы акт", "Акт о нарушении"),
        FormKind::NotPassed => ("Рәсімнен өтпеу туралы хабарлама", "Уведомление о непрохождении процедуры"),
        FormKind::AppealDecision => ("Апелляция бойынша шешім", "Решение по апелляции"),
        FormKind::ComplaintAnswer(_) => ("Шағымға жауап", "Ответ на жалобу"),
        FormKind::Document => {
            ("Кәсіптік біліктілікті тану туралы құжат", "Документ о признании профессиональной квалификации")
        }
    };
    Bilingual::new(kk, ru)
}
