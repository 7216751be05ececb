"""A fourth event type is one file with one class; draft schema, Arrow, Parquet, command line and dictionary follow."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pyarrow.parquet as pq
import pytest
from typer.testing import CliRunner

import schemas.event_types
from flows.cli import app
from flows.extract.openai.parsing import parse_answer
from flows.extract.openai.prompt import Prompt
from flows.tables.commit import Change, commit
from flows.tables.layout import Layout
from flows.tables.read import rows
from flows.tables.recovery import recover
from schemas import all_event_types, dictionary, event_type, tables
from schemas.arrow import arrow_schema

NEW_FILE = '''
"""Inquiries: commissions that look into what happened."""

from collections.abc import Mapping
from typing import Annotated, ClassVar, Literal

from pydantic import Field

from schemas.mention import Mention, Words
from schemas.when import Direction, When


class Inquiry(Mention):
    """A commission or fact-finding mission that looks into an incident."""

    type: ClassVar[str] = "inquiry"
    table: ClassVar[str] = "inquiries"
    roles: ClassVar[Mapping[str, str]] = {"investigator": "looks into it", "subject": "is looked into"}
    core_roles: ClassVar[tuple[str, ...]] = ("investigator",)
    time_fields: ClassVar[tuple[str, ...]] = ("opened",)
    trigger_words: ClassVar[tuple[str, ...]] = ("inquir*", "investigat*")

    status: Annotated[Literal["opened", "closed"], Field(description="The state of the inquiry.")]
    mandate: Annotated[str | None, Field(description="What it is to find out.")]
    opened: Annotated[When | None, Words("When it opened, as written."), Field(description="When it opened.")]

    @classmethod
    def direction(cls, field: str, status: str) -> Direction:
        return "past"
'''


@pytest.fixture
def inquiries(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tmp_path / "more_types"
    folder.mkdir()
    (folder / "inquiry.py").write_text(NEW_FILE)
    monkeypatch.setattr(schemas.event_types, "__path__", [*schemas.event_types.__path__, str(folder)])
    yield
    import sys

    sys.modules.pop("schemas.event_types.inquiry", None)


def inquiry() -> schemas.Mention:
    quote = "The UN opened an inquiry on Monday."
    return event_type("inquiry").model_validate(
        {
            "mention_id": "m_1", "event_id": None, "document_id": "d_1", "reading_id": "g_1",
            "published": datetime(2025, 4, 18, 9, tzinfo=UTC), "published_date": date(2025, 4, 18),
            "title": "An inquiry", "source": "Example Wire", "url": None,
            "evidence": [{"start": 0, "end": len(quote), "quote": quote}],
            "summary": quote, "status": "opened", "assertion": "reported", "said_by": None,
            "actors": [{"role": "investigator", "name": "The UN", "canonical": "United Nations",
                        "kind": "international_body", "iso3": None, "inferred": False}],
            "location": None, "inferred": [], "engine": "rules", "model": None, "prompt_version": "1",
            "schema_version": "1", "run_id": "run", "extracted_at": datetime(2025, 4, 19, tzinfo=UTC),
            "mandate": None,
            "opened": {"as_written": "Monday", "earliest": date(2025, 4, 14), "latest": date(2025, 4, 14),
                       "edtf": "2025-04-14", "precision": "day"},
        }
    )  # fmt: skip


@pytest.mark.usefixtures("inquiries")
class TestWithAFourthType:
    def test_it_is_known(self) -> None:
        assert [kind.type for kind in all_event_types()] == ["deadline", "inquiry", "moratorium", "talks"]
        assert "inquiries" in tables()

    def test_engines_are_asked_for_it(self) -> None:
        prompt = Prompt()
        assert "inquiries" in prompt.schema["required"]
        assert "## inquiries\nA commission or fact-finding mission" in prompt.system
        assert "status: opened, closed" in prompt.system
        answer = {kind.table: [] for kind in all_event_types()} | {
            "inquiries": [{"evidence": [1], "facts": ["investigator: The UN", "opened: Monday", "status: opened"]}]
        }
        (draft,) = parse_answer(json.dumps(answer), prompt.types)
        assert (draft.type, draft.status, draft.words("opened")) == ("inquiry", "opened", "Monday")

    def test_its_rows_go_to_parquet_and_back(self, tmp_path: Path) -> None:
        layout = Layout(tmp_path / "out")
        recover(layout, tables().values())
        row = inquiry()
        commit(layout, Change(add=[row]))
        assert rows(layout, type(row)) == [row]
        part = next(path for path in layout.parts(type(row), date(2025, 4, 18)))
        assert pq.read_schema(part).field("opened").type == arrow_schema(type(row)).field("opened").type

    def test_the_command_line_shows_and_filters_it(self, tmp_path: Path) -> None:
        layout = Layout(tmp_path / "out")
        recover(layout, tables().values())
        commit(layout, Change(add=[inquiry()]))
        shown = CliRunner().invoke(
            app, ["show", "inquiries", "--json", "--where", "status=opened", "--out", str(layout.out)]
        )
        assert json.loads(shown.output)["summary"] == "The UN opened an inquiry on Monday."
        misspelt = CliRunner().invoke(app, ["show", "inquiries", "--where", "status=shut", "--out", str(layout.out)])
        assert misspelt.exit_code == 2

    def test_the_dictionary_explains_it(self) -> None:
        page = dictionary.as_markdown()
        assert "## inquiries" in page
        assert "`investigator` looks into it" in page


def test_without_the_file_there_are_three_types() -> None:
    assert [kind.type for kind in all_event_types()] == ["deadline", "moratorium", "talks"]
    with pytest.raises(KeyError, match="inquiry"):
        event_type("inquiry")
