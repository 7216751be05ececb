from flows.clean.letters import letters


def test_marks_spaces_case_and_accents_do_not_count() -> None:
    assert letters("Lula’s  plán – WHY?") == letters("Lulas plan why") == "lulasplanwhy"
    assert letters(" – …") == ""
