"""Constructed Renja documents with their truth: agencies, places and figures are invented."""
