"""The workbook of findings: tables as printed, causes, and answers that come back.

An officer corrects a cell, takes it as printed, or says that it is somebody else's. Answers are
read back by what the findings are about; see :mod:`pipelines.workbooks` for what is refused.
"""
