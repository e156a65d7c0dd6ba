"""The assets: one module a stage, in the order of the way of a figure.

These modules do without postponed annotations: Dagster looks at the type of ``context``.
"""
