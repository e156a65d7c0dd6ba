"""What people decided about what is printed: corrections, acceptances, overrides of the gate.

Each is a reviewed CSV file. A correction changes how a cell is read, an acceptance says that a
finding is no error, an override lets pass a check that failed; all three name who and why.
"""
