"""The planted-error benchmark: right documents, one fault at a time, and what the audit makes of each."""
