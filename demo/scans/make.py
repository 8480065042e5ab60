#!/usr/bin/env python3
"""Draws the scanned-looking documents of the demonstration.

Everything here is made up. Every page says «ҮЛГІ / ОБРАЗЕЦ»; there is no state emblem, no real form
and no real person. The people come from ../people.toml, so names and numbers agree with the cases.

Needs Python 3.11, Pillow and the Noto fonts (Debian: fonts-noto-core). The same versions give the
same bytes: every random number comes from a seed.

    python3 make.py            writes the pictures and the PDF beside this file
"""

import math
import random
import sys
import time
import tomllib
from pathlib import Path

sys.dont_write_bytecode = True

from sheet import A4, A5, BLUE, DPI, GREY, INK, Sheet, font, save  # noqa: E402

HERE = Path(__file__).parent
PEOPLE = {p["login"]: p for p in tomllib.loads((HERE.parent / "people.toml").read_text("utf-8"))["person"]}


def name(login):
    person = PEOPLE[login]
    return " ".join(person[k] for k in ("surname", "given", "patronymic") if k in person)


def day(login):
    year, month, date = PEOPLE[login]["birth_date"].split("-")
    return f"{date}.{month}.{year}"


def identity_card():
    s, who = Sheet("identity-card-omirzhanov.jpg", A5, (250, 250, 250), 12), PEOPLE["omirzhanov"]
    s.text("ЖЕКЕ КУӘЛІКТІҢ КӨШІРМЕСІ", 10, "Sans-Bold", "center", gap=5)
    for side in range(2):
        left, top, right, bottom = 26, s.y, 122, s.y + 62
        s.draw.rounded_rectangle([s.px(left), s.px(top), s.px(right), s.px(bottom)], s.px(3), fill=(219, 233, 240), outline=(140, 160, 170), width=3)
        for row in range(8):
            y = top + 6 + row * 7
            s.draw.line([(s.px(x / 2), s.px(y + 1.6 * math.sin(x / 6))) for x in range(56, 240)], fill=(203, 222, 231), width=2)
        s.y = top + 3
        if side == 0:
            s.text("ҮЛГІ · ЖЕКЕ КУӘЛІК · УДОСТОВЕРЕНИЕ ЛИЧНОСТИ", 6.5, "Sans-Bold", left=left + 4, width=88, gap=2)
            s.draw.rectangle([s.px(left + 5), s.px(top + 12), s.px(left + 30), s.px(top + 45)], fill=(206, 208, 210))
            s.draw.ellipse([s.px(left + 11), s.px(top + 17), s.px(left + 24), s.px(top + 33)], fill=(150, 154, 158))
            s.draw.pieslice([s.px(left + 6), s.px(top + 34), s.px(left + 29), s.px(top + 66)], 180, 360, fill=(150, 154, 158))
            s.draw.rectangle([s.px(left + 4), s.px(top + 45.2), s.px(left + 31), s.px(top + 50.4)], fill=(219, 233, 240))
            rows = (("ТЕГІ / ФАМИЛИЯ", who["surname"].upper()), ("АТЫ / ИМЯ", who["given"].upper()),
                    ("ӘКЕСІНІҢ АТЫ / ОТЧЕСТВО", who["patronymic"].upper()), ("ТУҒАН КҮНІ / ДАТА РОЖДЕНИЯ", day("omirzhanov")))
            x = left + 35
        else:
            rows = (("ЖСН / ИИН", who["iin"]), ("ТУҒАН ЖЕРІ / МЕСТО РОЖДЕНИЯ", "ШЫМКЕНТ ҚАЛАСЫ"),
                    ("ҚҰЖАТ № / № ДОКУМЕНТА", "000000001 (ҮЛГІ)"), ("ҚОЛДАНЫЛУ МЕРЗІМІ / СРОК ДЕЙСТВИЯ", "12.05.2021 – 11.05.2031"))
            x = left + 6
        s.y = top + 11
        for label, value in rows:
            s.text(label, 5.2, ink=GREY, left=x, width=60, gap=-0.3)
            s.text(value, 8.4, "Sans-Bold", left=x, width=60, gap=1.5)
        s.y = bottom + 9
    s.text("Көшірменің түпнұсқаға сәйкестігін растаймын.", 8.5, gap=1)
    s.sign("Ғ. Өміржанов", 12, 55)
    return s


def diploma_kk():
    s = Sheet("diploma-kk-omirzhanov.jpg", A5, (246, 243, 228), 17, landscape=True)
    s.waves((232, 232, 214))
    s.frame()
    s.text("Шымкент көпсалалы колледжі (ойдан шығарылған)", 9.5, "Sans-Regular", "center", gap=3)
    s.title("ДИПЛОМ", 24)
    s.text("техникалық және кәсіптік білім туралы · № ҮЛГІ 0000008", 9.5, align="center", gap=4)
    s.text("Осы диплом", 10, "Serif-Regular", "center", gap=1)
    s.text("Өміржанов Ғалымжан Құрманғазыұлына", 14, "Serif-BoldItalic", "center", BLUE, gap=2)
    s.text("2005 жылы аталған колледжге түсіп, 2008 жылы «Пісіру ісі» мамандығы бойынша оқуын толық аяқтағаны үшін берілді.", 10.5, "Serif-Regular", "center", gap=2)
    s.text("Аттестаттау комиссиясының 2008 жылғы 27 маусымдағы шешімімен оған «электр пісіруші» біліктілігі берілді.", 10.5, "Serif-Regular", "center", gap=5)
    top = s.y
    s.sign("Директор  Ә. Һ. Қаңлыбаев", 24, 62)
    s.y = top
    s.sign("Комиссия төрағасы  Ү. Нұсқабай", 126, 62)
    s.text("Тіркеу нөмірі 214. Берілген күні: 2008 жылғы 30 маусым", 8.5, align="center", ink=GREY)
    s.stamp(105, 122)
    return s


def diploma_ru():
    s = Sheet("diploma-ru-sidorenko.jpg", A5, (240, 243, 246), 17, landscape=True)
    s.waves((224, 230, 238))
    s.frame(ink=(110, 128, 158))
    s.text("Карагандинский политехнический колледж (вымышленный документ)", 9.5, align="center", gap=3)
    s.title("ДИПЛОМ", 24)
    s.text("о техническом и профессиональном образовании · № ОБРАЗЕЦ 0000015", 9.5, align="center", gap=4)
    s.text("Настоящий диплом выдан", 10, "Serif-Regular", "center", gap=1)
    s.text("Сидоренко Алексею Николаевичу", 14, "Serif-BoldItalic", "center", BLUE, gap=2)
    s.text("в том, что он в 2000 году поступил и в 2003 году окончил полный курс по специальности «Сварочное дело».", 10.5, "Serif-Regular", "center", gap=2)
    s.text("Решением аттестационной комиссии от 25 июня 2003 года ему присвоена квалификация «электрогазосварщик 4 разряда».", 10.5, "Serif-Regular", "center", gap=5)
    top = s.y
    s.sign("Директор  Н. П. Образцов", 24, 62)
    s.y = top
    s.sign("Председатель комиссии  Л. Р. Примерова", 126, 62)
    s.text("Регистрационный номер 87. Дата выдачи: 30 июня 2003 года", 8.5, align="center", ink=GREY)
    s.stamp(105, 122)
    return s


def short_course():
    s = Sheet("short-course-yuldashev.jpg", A5, (250, 246, 240), 17, landscape=True)
    s.frame(ink=(170, 140, 90))
    s.text("«Шебер» оқу орталығы (ойдан шығарылған)", 10, align="center", gap=4)
    s.title("КУӘЛІК", 23, (120, 88, 40))
    s.text("қысқа мерзімді курстан өткені туралы · № 0000112", 9.5, align="center", gap=5)
    s.text("Юлдашев Бахтиёр Рустамович", 14, "Serif-BoldItalic", "center", BLUE, gap=2)
    s.text("2016 жылғы 1 ақпаннан 15 сәуірге дейін 320 сағаттық «Электрмен пісіру» қысқа мерзімді курсын бітірді.", 10.5, "Serif-Regular", "center", gap=4)
    s.table((118, 58), (("Оқу модулі", "Сағат / баға"), ("Еңбек қауіпсіздігі", "24 / өте жақсы"), ("Қолмен доғалық пісіру", "216 / жақсы"), ("Сызба оқу, жікті бақылау", "80 / жақсы")), 8.5)
    top = s.y
    s.sign("Орталық жетекшісі  Қ. Өрікбай", 22, 66)
    s.y = top + 3
    s.text("Шымкент қаласы, 2016 жылғы 18 сәуір", 9, left=122, width=70)
    s.stamp(104, 116, 15)
    return s


def work_book():
    s = Sheet("work-book-sidorenko.jpg", A5, (243, 240, 224), 13)
    s.text("ТРУДОВАЯ КНИЖКА · ОБРАЗЕЦ", 11, "Sans-Bold", "center", gap=1)
    s.text("Сидоренко Алексей Николаевич, 02.11.1984", 9.5, "Serif-Italic", "center", BLUE, gap=1)
    s.text("Страница 4. Сведения о работе", 9, align="center", ink=GREY, gap=4)
    s.table((9, 22, 57, 34), (
        ("№", "Дата", "Приём, перевод, увольнение", "Основание"),
        ("1", "05.01.2004", "ТОО «Темиртау-Монтаж» (вымышлено). Принят электрогазосварщиком 3 разряда", "Приказ № 2 от 05.01.2004"),
        ("2", "14.03.2009", "Переведён электрогазосварщиком 4 разряда", "Приказ № 31 от 14.03.2009"),
        ("3", "01.09.2016", "Назначен бригадиром сварщиков с сохранением профессии", "Приказ № 118 от 01.09.2016"),
        ("4", "27.12.2024", "Уволен по соглашению сторон", "Приказ № 204 от 27.12.2024"),
        ("", "", " ", ""), ("", "", " ", ""), ("", "", " ", "")), 8.5)
    s.y += 3
    s.sign("Инспектор по кадрам  О. Примерова", 13, 66)
    s.text("Копия верна", 9, "Serif-Italic", ink=BLUE)
    s.stamp(108, s.y - 8)
    return s


def employment():
    s = Sheet("employment-certificate-omirzhanov.jpg", A4, margin=24)
    s.text("«Оңтүстік Металл» жауапкершілігі шектеулі серіктестігі", 12, "Sans-Bold", "center", gap=0)
    s.text("(ойдан шығарылған кәсіпорын)  Шымкент қаласы, Мысал көшесі, 5 · +7 700 000 90 01", 8.5, align="center", ink=GREY, gap=3)
    s.rule()
    s.y += 5
    s.text("2021 жылғы 15 қазан · № 17-06/45", 10, gap=14)
    s.title("АНЫҚТАМА", 17)
    s.y += 4
    s.text("Осы анықтама Өміржанов Ғалымжан Құрманғазыұлына (туған күні 17.04.1989) берілді. Ол «Оңтүстік Металл» ЖШС-де 2009 жылғы 2 наурыздан 2021 жылғы 30 қыркүйекке дейін пісіруші болып жұмыс істеді.", 11.5, "Serif-Regular", gap=4)
    s.text("Атқарған жұмыстары: болат қаңқа мен арқалықты қолмен доғалық пісіру; жылу және су құбырларын пісіру; жиектерді дайындау; жікті көзбен қарап, шаблонмен өлшеу. Тәртіптік жазасы болған жоқ.", 11.5, "Serif-Regular", gap=4)
    s.table((40, 62, 56), (("Кезең", "Лауазымы", "Бұйрық"), ("02.03.2009 – 11.01.2013", "Пісіруші, 3-разряд", "№ 11-ж/қ, 02.03.2009"), ("12.01.2013 – 30.09.2021", "Пісіруші, 4-разряд", "№ 4-ж/қ, 12.01.2013")), 9.5)
    s.text("Анықтама кәсіптік біліктілікті тану орталығына көрсету үшін берілді.", 11.5, "Serif-Regular", gap=14)
    top = s.y
    s.sign("Директор  І. Үмбетәлі", 24, 70)
    s.y = top + 22
    s.sign("Кадр бөлімінің маманы  Ж. Әбіш", 24, 70)
    s.stamp(130, top + 14, 19)
    return s


def incomplete_education():
    s = Sheet("incomplete-education-abdullaev.jpg", A4, margin=24)
    s.text("Есік гуманитарлық-экономикалық колледжі (ойдан шығарылған құжат)", 11, "Sans-Bold", "center", gap=0)
    s.text("Есикский гуманитарно-экономический колледж (вымышленный документ)", 11, "Sans-Bold", "center", gap=3)
    s.rule()
    s.y += 8
    s.title("АНЫҚТАМА · СПРАВКА", 16)
    s.text("техникалық және кәсіптік білім алуды аяқтамаған адамға беріледі / выдаётся лицу, не завершившему техническое и профессиональное образование", 9, align="center", ink=GREY, gap=8)
    for label, value in (("Тегі, аты, әкесінің аты / Фамилия, имя, отчество", name("abdullaev")), ("Туған күні / Дата рождения", day("abdullaev")),
                         ("Мамандығы / Специальность", "Пісіру ісі / Сварочное дело"), ("Оқыған кезеңі / Период обучения", "01.09.2014 – 20.02.2017"),
                         ("Аяқтаған курсы / Окончено курсов", "2 (екі / два), 3-курста оқуын тоқтатқан")):
        s.filled(label, value, 11, 62)
    s.y += 3
    s.table((100, 28, 34), (("Пән / Дисциплина", "Сағат / Часы", "Баға / Оценка"), ("Материалтану / Материаловедение", "96", "4 (жақсы)"), ("Пісіру технологиясы / Технология сварки", "180", "5 (өте жақсы)"), ("Сызу / Черчение", "72", "4 (жақсы)"), ("Өндірістік оқыту / Производственное обучение", "288", "5 (өте жақсы)")), 9.5)
    s.text("Анықтаманың тіркеу нөмірі / Регистрационный номер справки: 0061 · 22.02.2017", 9.5, gap=12)
    top = s.y
    s.sign("Директор  Ғ. Қ. Өтеғұл", 24, 70)
    s.stamp(134, top + 8, 19)
    return s


def non_formal():
    s = Sheet("non-formal-learning-abdurahmanova.jpg", A5, (244, 249, 244), 17, landscape=True)
    s.waves((228, 240, 230))
    s.frame(ink=(90, 145, 110))
    s.text("«Дастарқан» аспаздар мектебі (ойдан шығарылған)", 10, align="center", gap=3)
    s.title("СЕРТИФИКАТ", 23, (40, 100, 66))
    s.text("бейресми білім беруді тану туралы · № 0000230", 9.5, align="center", gap=6)
    s.text("Абдурахманова Мунира", 15, "Serif-BoldItalic", "center", BLUE, gap=3)
    s.text("«Аспаз ісі» бағдарламасы бойынша 72 сағат оқыды. Оқу нәтижесі бағаланып, мына дағдылары танылды: шикізатты алғашқы өңдеу; ыстық тағам мен салат әзірлеу; қамыр илеу; тазалық пен сақтау ережелерін орындау.", 10.5, "Serif-Regular", "center", gap=7)
    top = s.y
    s.sign("Мектеп жетекшісі  Һ. Ғайса", 22, 66)
    s.y = top + 3
    s.text("Шымкент қаласы, 2023 жылғы 12 мамыр", 9, left=122, width=70)
    s.stamp(104, 116, 15)
    return s


def kandas():
    s = Sheet("kandas-certificate-qabdylkarim.jpg", A5, (238, 243, 248), 14)
    s.frame(6, (110, 140, 170))
    s.y += 3
    s.title("ҚАНДАС КУӘЛІГІ", 16)
    s.text("УДОСТОВЕРЕНИЕ КАНДАСА", 11, "Serif-Regular", "center", gap=1)
    s.text("№ ҮЛГІ 000004", 10, align="center", ink=GREY, gap=5)
    s.draw.rectangle([s.px(54), s.px(s.y), s.px(94), s.px(s.y + 46)], fill=(208, 211, 214))
    s.draw.ellipse([s.px(66), s.px(s.y + 7), s.px(82), s.px(s.y + 27)], fill=(152, 156, 160))
    s.draw.pieslice([s.px(58), s.px(s.y + 28), s.px(90), s.px(s.y + 64)], 180, 360, fill=(152, 156, 160))
    s.y += 52
    for label, value in (("Тегі, аты / Фамилия, имя", name("qabdylkarim")), ("Туған күні / Дата рождения", day("qabdylkarim")), ("ЖСН / ИИН", PEOPLE["qabdylkarim"]["iin"]),
                         ("Келген елі / Страна прибытия", "Моңғолия"), ("Берілген күні / Дата выдачи", "18.08.2022"), ("Тұратын жері / Место жительства", "Түркістан облысы, Түлкібас ауданы")):
        s.filled(label, value, 9.5, 44)
    s.y += 2
    s.sign("Бөлім басшысы  Ұ. Әлімбек", 14, 60)
    s.stamp(108, 168, 16)
    return s


def foreign_recognition():
    s = Sheet("foreign-diploma-recognition-qabdylkarim.jpg", A4, (247, 246, 240), 24)
    s.frame(10, (150, 150, 120))
    s.y += 6
    s.title("КУӘЛІК", 22)
    s.text("шетелде берілген білім туралы құжатты тану туралы", 12, "Serif-Regular", "center", gap=1)
    s.text("о признании документа об образовании, выданного за рубежом", 10, "Serif-Regular", "center", GREY, gap=12)
    for label, value in (("Иесі / Владелец", name("qabdylkarim")), ("Құжат / Документ", "Кәсіптік мектептің дипломы № 2013/077"), ("Берген ұйым / Кем выдан", "Баян-Өлгий аймағының кәсіптік мектебі, Моңғолия (ойдан шығарылған)"),
                         ("Мамандығы / Специальность", "Пісіруші / Сварщик"), ("Бітірген жылы / Год окончания", "2013"),
                         ("Деңгейі / Уровень", "техникалық және кәсіптік білімге сәйкес / соответствует техническому и профессиональному образованию")):
        s.filled(label, value, 11, 56)
    s.y += 8
    s.text("Осы куәлік Қазақстан аумағында оқуға және жұмысқа орналасуға көрсетіледі. Бұл – көрсетілімге арналған үлгі, заңды күші жоқ.", 11, "Serif-Regular", gap=4)
    s.text("Удостоверение предъявляется при поступлении на учёбу и работу. Это образец для показа, юридической силы не имеет.", 10, "Serif-Regular", ink=GREY, gap=16)
    s.text("Тіркеу нөмірі 000551 · 2023 жылғы 3 ақпан", 10, gap=10)
    top = s.y
    s.sign("Жауапты тұлға  Ә. Іңкәрбек", 24, 70)
    s.stamp(138, top + 8, 19)
    return s


def earlier_document():
    s = Sheet("recognition-document-sidorenko.jpg", A4, (249, 248, 243), 24)
    s.frame(10, (90, 120, 150))
    s.y += 8
    s.text("ТОО «Карагандинский центр профессиональной оценки»", 12, "Sans-Bold", "center", gap=14)
    s.title("Документ о признании профессиональной квалификации", 17)
    s.text("25620-072121008-3-051224-0107-000000019", 12, "Sans-Bold", "center", (90, 90, 96), gap=16)
    s.text("Выдан", 11.5, "Serif-Regular", "center", gap=1)
    s.text("Сидоренко Алексею Николаевичу", 17, "Serif-BoldItalic", "center", BLUE, gap=3)
    s.text("и подтверждает его профессиональную квалификацию по профессии", 11.5, "Serif-Regular", "center", gap=1)
    s.text("сварщик, 3 уровень НРК", 15, "Serif-BoldItalic", "center", BLUE, gap=16)
    s.filled("Дата выдачи", "10.12.2024", 11.5, 56)
    s.filled("Срок действия", "по 10.12.2027", 11.5, 56)
    s.y += 16
    top = s.y
    s.text("Руководитель центра признания", 10.5, gap=3)
    s.sign("В. А. Ермоленко", 24, 70)
    box, cell, chance = 38, 38 / 25, random.Random("not a real code")
    for row in range(25):
        for column in range(25):
            if chance.random() < 0.48:
                x, y = 142 + column * cell, top + row * cell
                s.draw.rectangle([s.px(x), s.px(y), s.px(x + cell), s.px(y + cell)], fill=INK)
    s.draw.rectangle([s.px(143), s.px(top + 14), s.px(179), s.px(top + 24)], fill=s.paper)
    s.draw.text((s.px(142 + box / 2), s.px(top + box / 2)), "ОБРАЗЕЦ", font=font("Sans-Bold", 11), fill=INK, anchor="mm")
    s.stamp(112, top + 24, 18)
    return s


def sick_leave():
    s = Sheet("sick-leave-sheet-nurgalieva.jpg", A5, (240, 246, 250), 13)
    s.text("ЕҢБЕККЕ УАҚЫТША ЖАРАМСЫЗДЫҚ ПАРАҒЫ", 11, "Sans-Bold", "center", gap=0)
    s.text("ЛИСТ О ВРЕМЕННОЙ НЕТРУДОСПОСОБНОСТИ", 9.5, "Sans-Regular", "center", gap=1)
    s.text("№ ҮЛГІ 0000077", 9.5, align="center", ink=GREY, gap=4)
    for label, value in (("Тегі, аты, әкесінің аты / Ф. И. О.", name("nurgalieva")), ("Туған күні / Дата рождения", day("nurgalieva")), ("Медициналық ұйым / Медицинская организация", "№ 0 емхана (ойдан шығарылған), Шымкент қаласы"),
                         ("Жұмыс орны / Место работы", "Мектеп асханасы, аспаз")):
        s.filled(label, value, 9, 48)
    s.y += 2
    s.table((26, 26, 38, 32), (("Күннен / С", "Күнге дейін / По", "Дәрігер / Врач", "Қолы / Подпись"), ("16.11.2026", "20.11.2026", "Ө. Қ. Әлиева", "Әлиева"), ("21.11.2026", "25.11.2026", "Ө. Қ. Әлиева", "Әлиева"), ("", " ", "", "")), 8.5)
    s.filled("Жұмысқа кірісетін күні / Приступить к работе", "26.11.2026", 9, 48)
    s.text("Диагноз көрсетілмейді. / Диагноз не указывается.", 8, ink=GREY, gap=8)
    s.sign("Бөлім меңгерушісі  Һ. Іздібай", 13, 62)
    s.stamp(112, s.y - 6, 16, "ҮЛГІ")
    return s


def main():
    pages = {}
    for make in (identity_card, diploma_kk, diploma_ru, short_course, work_book, employment, incomplete_education,
                 non_formal, kandas, foreign_recognition, earlier_document, sick_leave):
        sheet = make()
        pages[make] = save(sheet, HERE)
    first, second = pages[employment], pages[diploma_kk]
    moment = time.gmtime(1_764_547_200)  # fixed, so that the bytes stay the same
    first.save(HERE / "employment-and-diploma-omirzhanov.pdf", "PDF", save_all=True, append_images=[second],
               resolution=DPI, quality=45, creationDate=moment, modDate=moment, title="ҮЛГІ / ОБРАЗЕЦ")


if __name__ == "__main__":
    main()
