"""Dagster assets and the command line: the pipeline as something that runs."""
