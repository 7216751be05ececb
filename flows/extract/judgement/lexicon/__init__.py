"""Data files: how news tells the state of events, and who vouches for it."""
