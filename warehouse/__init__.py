"""The warehouse: normalized core, star, lineage, releases, and the views that people read.

Way of a figure: ``candidate`` (rows, pure) -> ``loader`` (staging) -> ``checks`` (recorded)
-> ``releases`` (the gate and the release) -> ``views`` / ``lineage`` / ``queries``.
"""
