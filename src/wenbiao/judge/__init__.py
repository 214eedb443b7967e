"""Goals, indicators and wording: what is vague, unmeasurable, boilerplate or copied."""
