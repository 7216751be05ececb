"""The engine for the night: OpenAI's Batch API, at half the price, answers within a day."""
