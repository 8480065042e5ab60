# Слова, общие для всех страниц.
common-service = Признание профессиональной квалификации
common-home = Главная
common-skip = Перейти к основному содержанию
common-languages = Язык страницы
common-menu = Разделы
common-sign-out = Выйти
common-help = Нужна помощь?
common-help-phone = Телефон:
common-help-hours = рабочие дни, 9:00–18:00
common-law = Услуга оказывается по приказу Министра труда и социальной защиты населения Республики Казахстан от 6 сентября 2023 года № 374.
common-back = Назад
common-change = Изменить
common-pages = Страницы списка
common-previous = Предыдущая
common-next = Следующая
common-important = Важно
common-done = Выполнено
common-warning = Внимание
common-error-prefix = Ошибка:
common-error-title = Есть ошибка
common-day = День
common-month = Месяц
common-year = Год
common-working-days = { $n ->
    [one] { $n } рабочий день
    [few] { $n } рабочих дня
   *[many] { $n } рабочих дней
  }
common-mode-offline = В центре (офлайн)
common-mode-online = Онлайн
common-exam-kk = Казахский язык
common-exam-ru = Русский язык
