"""Extraction: from documents to mentions of talks, moratoria and deadlines."""
