"""The real sample of ``raw/`` as an agency's own workbook and PDF, re-typed from its text."""
