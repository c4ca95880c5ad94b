"""A questionnaire as a spreadsheet that somebody fills in without a line: its layout, and the way
back from cells to answers.

Nothing here reads or writes a file. `layout` says what stands where, `readout` finds the answers
again (by hidden keys, else by the words), `changes` says what taking them would do.
"""
