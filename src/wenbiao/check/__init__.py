"""Facts into findings: the rules and what they share."""
