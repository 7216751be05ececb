"""Data files: what makes a sentence tell an event, and which part a named actor plays in it."""
