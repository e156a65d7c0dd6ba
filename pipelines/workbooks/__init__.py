"""Workbooks that people answer and hand back: texts, locked pages, the hidden sheet, refusals.

Locked cells carry no password: they guard against slips. What a workbook was made of stands on a
hidden sheet, so that one that was altered is refused with sheet, row and reason.
"""
