"""What an answer costs, by the price list of `genai-prices`, which comes with the package and is read offline."""

from flows.extract.openai.completion import Completion


class PriceList:
    """The prices of one model at one endpoint. Endpoints that the list does not know, such as local ones, have none."""

    def __init__(self, base_url: str, model: str) -> None:
        """Take the endpoint's base URL and the model's name there: the same model costs more or less elsewhere."""
        self._base_url = base_url
        self._model = model
        self.known = self._usd(0, 0, 0) is not None
        """Whether the list has a price for this model at this endpoint."""

    def usd(self, completion: Completion, share: float = 1.0) -> float | None:
        """Return what an answer costs in US dollars: a share of today's list price, without taxes; None if unknown."""
        if not self.known:
            return None
        whole = self._usd(completion.prompt_tokens, completion.cached_tokens, completion.completion_tokens)
        return None if whole is None else share * whole

    def _usd(self, prompt_tokens: int, cached_tokens: int, completion_tokens: int) -> float | None:
        from genai_prices import Usage, calc_price  # 30 ms to import, and only paid endpoints need it

        # Cached tokens are a part of the prompt's; servers that count more of them are not to break a run.
        usage = Usage(
            input_tokens=prompt_tokens,
            cache_read_tokens=min(cached_tokens, prompt_tokens),
            output_tokens=completion_tokens,
        )
        try:
            return float(calc_price(usage, self._model, provider_api_url=self._base_url).total_price)
        except LookupError:
            return None
