# Words of every page.
common-service = Recognition of professional qualification
common-home = Home
common-skip = Skip to main content
common-languages = Page language
common-menu = Sections
common-sign-out = Sign out
common-help = Need help?
common-help-phone = Phone:
common-help-hours = working days, 9:00–18:00
common-law = The service follows order No. 374 of 6 September 2023 of the Minister of Labour and Social Protection of the Population of the Republic of Kazakhstan.
common-back = Back
common-change = Change
common-pages = Pages of the list
common-previous = Previous
common-next = Next
common-important = Important
common-done = Done
common-warning = Warning
common-error-prefix = Error:
common-error-title = There is a problem
common-day = Day
common-month = Month
common-year = Year
common-working-days = { $n ->
    [one] { $n } working day
   *[other] { $n } working days
  }
common-mode-offline = At the centre (offline)
common-mode-online = Online
common-exam-kk = Kazakh
common-exam-ru = Russian
