"""Tables on disk: where they lie, what is pending, how rows are read, and how changes are committed."""
