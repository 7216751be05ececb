"""A feed of a dozen bulletins of our own writing, so that the main job runs offline on first try."""
