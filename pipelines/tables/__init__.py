"""Grids to tables: headers matched with the forms, tables found among prose and page breaks."""
