"""What the narrative and the tables say of the same thing, brought together."""
