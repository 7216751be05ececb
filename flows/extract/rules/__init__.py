"""The rules engine: sentence readers, one an event type, over lexicons that a domain expert can extend."""
