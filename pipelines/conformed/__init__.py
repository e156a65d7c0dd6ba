"""Records to the conformed reading: levels, codes, facts with natural keys, account of cells."""
