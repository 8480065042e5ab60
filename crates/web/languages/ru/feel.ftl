# Цвета страницы и размер букв.
feel-display-title = Вид страниц
feel-display-link = Вид
feel-display-lead = Выберите, как Вам удобнее читать. Выбор сохранится на этом устройстве.
feel-colours = Цвета
feel-colours-device = Как на устройстве
feel-colours-light = Светлые
feel-colours-dark = Тёмные
feel-colours-contrast = Высокая контрастность
feel-letters = Размер букв
feel-letters-usual = Обычный
feel-letters-large = Крупный
feel-display-save = Сохранить
