"""The flows of Parley: one package a stage, and the nightly flow that runs them all."""
