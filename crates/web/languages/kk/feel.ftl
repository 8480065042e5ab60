# Беттің түстері мен қаріп өлшемі.
feel-display-title = Көрініс
feel-display-link = Көрініс
feel-display-lead = Бетті өзіңізге ыңғайлы етіп қойыңыз. Таңдауыңыз осы құрылғыда сақталады.
feel-colours = Түстер
feel-colours-device = Құрылғыдағыдай
feel-colours-light = Ашық
feel-colours-dark = Қараңғы
feel-colours-contrast = Жоғары контраст
feel-letters = Қаріп
feel-letters-usual = Қалыпты
feel-letters-large = Ірі
feel-display-save = Сақтау
