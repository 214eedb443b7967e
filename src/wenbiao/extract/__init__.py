"""Extraction: money, headcounts and percentages of the text, and what the table cells mean."""
