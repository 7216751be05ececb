"""Why the rules found what they found: for each draft of a run, the rule that fired and the words it fired on."""

from collections.abc import Iterator, Sequence

import pyarrow as pa
import pyarrow.compute as pc

from flows.extract.article import Article
from flows.extract.rules.engine import RulesEngine, find
from flows.tables.layout import Layout
from flows.tables.read import rows, scan
from schemas import Document, Reading, Run


def explanations(layout: Layout, runs: Sequence[Run]) -> Iterator[str]:
    """Yield a line for every draft of the documents that the rules engine read in these runs, article by article.

    The rules give the same drafts each time, so they are asked once more. Merging may since have joined some drafts.
    """
    names = pa.array([run.run_id for run in runs], pa.string())
    mine = pc.field("run_id").isin(names) & (pc.field("engine") == RulesEngine.name)
    read = scan(layout, Reading, columns=["document_id"], where=mine).column(0).combine_chunks()
    for document in rows(layout, Document, where=pc.field("document_id").isin(pa.array(read, pa.string()))):
        article = Article(document)
        for told in find(article):
            first = told.draft.evidence[0]
            state = f"{told.draft.type} {told.draft.status}"
            yield f"{document.source_id} [{first}] {told.rule}: {state}: {article.sentences[first - 1]}"
