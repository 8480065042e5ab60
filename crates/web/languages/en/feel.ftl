# Colours of pages and size of letters.
feel-display-title = Display
feel-display-link = Display
feel-display-lead = Choose what is easy for you to read. Your choice is kept on this device.
feel-colours = Colours
feel-colours-device = As on this device
feel-colours-light = Light
feel-colours-dark = Dark
feel-colours-contrast = High contrast
feel-letters = Size of letters
feel-letters-usual = Usual
feel-letters-large = Large
feel-display-save = Save
