"""The engine that asks a large language model, through any endpoint that speaks OpenAI's chat completions."""
