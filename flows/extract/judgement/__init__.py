"""Judgement: one place for all engines that decides which drafts stand, and how they are put."""

from flows.extract.judgement.judge import judge

__all__ = ["judge"]
