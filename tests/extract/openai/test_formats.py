"""The ways to ask an endpoint, and the way down from one to the next."""

from flows.extract.openai.formats import LADDER, Dialect

MESSAGES = [{"role": "system", "content": "Read."}, {"role": "user", "content": "Text."}]
SCHEMA = {"type": "object"}


def test_the_ladder_ends_with_the_schema_in_the_prompt() -> None:
    dialect: Dialect | None = Dialect()
    bodies = []
    while dialect:
        bodies.append(dialect.body("m", MESSAGES, SCHEMA, 10))
        dialect = dialect.without("response_format")
    assert [body["response_format"] for body in bodies] == [
        {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA, "strict": True}},
        {"type": "json_schema", "json_schema": {"name": "answer", "schema": SCHEMA}},
        {"type": "json_object"},
    ]
    assert [str(SCHEMA["type"]) in body["messages"][0]["content"] for body in bodies] == [False, False, True]
    assert all(body["messages"][1] == MESSAGES[1] for body in bodies)
    assert MESSAGES[0]["content"] == "Read."


def test_refused_parameters_are_replaced_or_left_out() -> None:
    other = Dialect().without("max_tokens")
    assert other is not None
    assert other.body("m", MESSAGES, SCHEMA, 10)["max_completion_tokens"] == 10
    assert other.without("max_tokens") is None
    colder = other.without("temperature")
    assert colder is not None
    assert "temperature" not in colder.body("m", MESSAGES, SCHEMA, 10)
    assert colder.without("temperature") is None
    assert colder.without("seed") is None


def test_all_ways_are_different_requests() -> None:
    bodies = [str(dialect.body("m", MESSAGES, SCHEMA, 10)) for dialect in Dialect.all()]
    assert len(set(bodies)) == len(bodies) == len(LADDER) * 4
    assert Dialect() == Dialect.all()[0]
