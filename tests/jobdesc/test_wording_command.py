import io
import json
import sys
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from tests.jobdesc.test_wording_docx import made, p


def checked(file: Path | str, **options: str) -> tuple[int, str]:
    """Exit status and what is printed."""
    out = io.StringIO()
    try:
        call_command("check_wording", str(file), stdout=out, **options)
    except SystemExit as left:
        return int(left.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_a_finding_is_a_line_and_makes_the_status_1(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("Meets with clients.\nListens.", encoding="utf-8")
    status, out = checked(file)
    assert status == 1
    assert out.count("\n") == 1
    assert out.split("\t")[:5] == ["11", "18", "language", "change", "clients"]
    assert out.rstrip("\n").split("\t")[6] == "people receiving services"


def test_json_lines_hold_all_fields(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_bytes("\ufeffMust have a diagnosis. Runs errands.".encode())
    _, out = checked(file, format="json")
    found = [json.loads(line) for line in out.splitlines()]
    assert [finding["group"] for finding in found] == ["lawful", "role"]
    assert set(found[0]) >= {"start", "end", "severity", "matched", "reason", "replacement", "source", "rule"}


def test_a_clean_text_from_standard_input_is_status_0(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(b"Listens and shares hope.")))
    assert checked("-") == (0, "")


def test_a_docx_is_read(tmp_path: Path) -> None:
    file = tmp_path / "text.docx"
    file.write_bytes(made(p("For addicts")))
    assert checked(file)[0] == 1


def test_what_could_steer_a_terminal_is_not_printed(tmp_path: Path) -> None:
    file = tmp_path / "text.txt"
    file.write_text("cli\u001bent\tand substance\n\u009babuse", encoding="utf-8")
    _, out = checked(file)
    assert out
    assert "\u001b" not in out
    assert "\u009b" not in out


@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"caf\xe9", "no UTF-8"),
        (b"a\0b", "NUL"),
        (b"%PDF-1.4", "PDF"),
        (b"PK\x03\x04", "damaged"),
        (None, "cannot be read"),
    ],
)
def test_what_cannot_be_read_is_one_line_and_status_2(tmp_path: Path, data: bytes | None, message: str) -> None:
    file = tmp_path / "file"
    if data is not None:
        file.write_bytes(data)
    with pytest.raises(CommandError, match=message) as refused:
        checked(file)
    assert refused.value.returncode == 2
    assert "\n" not in str(refused.value)
