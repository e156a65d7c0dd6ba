"""Tables to records: what each cell may be, which column it stands in, one record a row."""
