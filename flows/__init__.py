"""The flows of Parley: one package a stage, and the nightly flow that runs them all."""

import os

# Arrow's own allocator keeps the memory of tables that are gone, a third of what a run over many articles takes.
os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")
