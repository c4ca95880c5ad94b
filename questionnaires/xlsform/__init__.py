"""Questionnaires as XLSForm, the spreadsheet that Kobo, ODK and Survey123 read, and back.

A form is rows: `survey` (questions and groups in order), `choices` (lists), `settings`. Whatever
ours says and XLSForm cannot is kept in columns of our own that begin with `x_`, so that a form
that comes back is the questionnaire that left.
"""
