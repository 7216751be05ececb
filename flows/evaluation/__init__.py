"""Evaluation: how well an engine reads, measured against gold. `parley eval` prints it."""
