"""The engine that asks a large language model, through any endpoint that speaks OpenAI's chat completions.

All of them are named by `--base-url` (or PARLEY_BASE_URL, OPENAI_BASE_URL) and, where they want a key, OPENAI_API_KEY:

- OpenAI: no base URL. Reasoning models refuse `temperature` and `max_tokens`: both are found out once and left out.
- Azure OpenAI: `https://RESOURCE.openai.azure.com/openai/v1`, with the name of the deployment as model. This endpoint
  takes the plain client and the key as they are, without `api-version` (since August 2025,
  learn.microsoft.com/azure/ai-foundry/openai/api-version-lifecycle), so Parley needs no client of Azure's own.
- Ollama: `http://127.0.0.1:11434/v1`, no key. It drops what its context does not hold without a word: start it with
  OLLAMA_CONTEXT_LENGTH=16384, which has room for the prompt, the longest part of an article and the answer.
- vLLM: `http://127.0.0.1:8000/v1`; a key only when started with `--api-key`. `--max-model-len` 16384 or more.
- llama.cpp: `llama-server -m MODEL.gguf -c 16384`, `http://127.0.0.1:8080/v1`, no key; any model name. `--concurrency`
  no more than its `--parallel`.

The last two refuse what is too long for them; then the article is sent in smaller parts.
"""
