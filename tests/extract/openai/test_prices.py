"""Prices come from a list that is kept by others; what it does not know has no price."""

import subprocess
import sys

import pytest

from flows.extract.openai.completion import Completion
from flows.extract.openai.prices import PriceList

OPENAI = "https://api.openai.com/v1"


def answer(prompt_tokens: int, cached_tokens: int, completion_tokens: int) -> Completion:
    return Completion(
        content="{}",
        refusal=None,
        finish_reason="stop",
        prompt_tokens=prompt_tokens,
        cached_tokens=cached_tokens,
        completion_tokens=completion_tokens,
    )


def test_cached_tokens_cost_less_and_a_batch_half() -> None:
    prices = PriceList(OPENAI, "gpt-4o-mini")
    # As the list has stood since 2024: 0.15 for a million tokens sent, 0.075 of them cached, 0.60 received.
    assert prices.usd(answer(1_000_000, 600_000, 100_000)) == pytest.approx(0.4 * 0.15 + 0.6 * 0.075 + 0.1 * 0.60)
    assert prices.usd(answer(1_000_000, 0, 0), share=0.5) == pytest.approx(0.075)


def test_a_dated_model_and_another_provider_are_known() -> None:
    assert PriceList(OPENAI, "gpt-4.1-mini-2025-04-14").known
    assert PriceList("https://example.openai.azure.com/openai/v1", "gpt-4.1-mini").known


@pytest.mark.parametrize(
    ("base_url", "model"),
    [(OPENAI, "no-such-model"), ("http://127.0.0.1:11434/v1", "gpt-4o-mini"), ("http://gpu.local/v1", "qwen2.5:7b")],
)
def test_what_the_list_does_not_know_has_no_price(base_url: str, model: str) -> None:
    prices = PriceList(base_url, model)
    assert not prices.known
    assert prices.usd(answer(10, 0, 10)) is None


def test_odd_counts_break_nothing() -> None:
    assert PriceList(OPENAI, "gpt-4o-mini").usd(answer(10, 20, 0)) == pytest.approx(10 * 0.075e-6)


def test_the_list_is_not_imported_before_it_is_needed() -> None:
    code = "import sys, flows.extract.openai.prices, flows.extract.engines; print('genai_prices' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
