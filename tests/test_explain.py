from typing import Any

from flows.explain import explanations
from flows.tables.layout import Layout


def test_each_draft_of_a_run_is_explained_by_its_rule(pipeline: Any) -> None:
    record = {
        "id": "7", "published": "2026-03-03", "source": "Harbour Post",
        "text": "France and Germany held talks in Geneva on Monday. Their delegates left by train at night.",
    }  # fmt: skip
    pipeline.run(pipeline.write("news.jsonl", record))
    extract = [run for run in pipeline.rows("runs") if run.stage == "extract"]
    (line,) = explanations(Layout(pipeline.out), extract)
    assert line.startswith("7 [1] talks:talks: talks concluded: France and Germany held talks")


def test_a_run_that_read_nothing_has_nothing_to_explain(pipeline: Any) -> None:
    pipeline.run(pipeline.write("news.jsonl", '{"id": 1, "text": "Rain fell on the harbour all day long."}'))
    link = [run for run in pipeline.rows("runs") if run.stage == "link"]
    assert list(explanations(Layout(pipeline.out), [])) == []
    assert list(explanations(Layout(pipeline.out), link)) == []
