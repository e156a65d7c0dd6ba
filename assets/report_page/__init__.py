"""The one-page report of a release: one HTML file that needs nothing else.

``queries`` hold what it asks of the reporting views; a module a section turns the answers into
sentences, tables and pictures; ``page.html`` is the page.
"""
