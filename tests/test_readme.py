"""The README's commands do what it says, as it gives them."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

import kg
from kg.cli import main

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf8")
SHELL = re.findall(r"```sh\n(.*?)```", README, flags=re.S)
LINES = [line.split("  #")[0].strip() for block in SHELL for line in block.strip().splitlines()]
COMMANDS = [line.split("&& ")[-1] for line in LINES if line.split("&& ")[-1].startswith("kg ")]


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with documents under the name that the README gives them."""
    folder = tmp_path_factory.mktemp("readme")
    shutil.copytree(kg.demo_folder(), folder / "articles", ignore=shutil.ignore_patterns("*.py*", "__*", "README"))
    return folder


def test_first_command_ends_in_the_demo() -> None:
    """The main job is one command: install, build, draw."""
    assert COMMANDS[0] == "kg demo"


@pytest.mark.parametrize("command", COMMANDS)
def test_command_works(command: str, place: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Each kg command of the README, in its order, succeeds and says nothing on stderr that looks like an error."""
    monkeypatch.chdir(place)
    result = CliRunner().invoke(main, shlex.split(command)[1:], catch_exceptions=False)
    assert result.exit_code == 0, result.output
    assert "kg:" not in result.stderr


def test_ci_runs_the_test_command_as_it_stands() -> None:
    """The command under the marker is the one that .ci/run takes."""
    marked = README.split("<!-- test command -->")[1]
    block = re.search(r"```sh\n(.*?)```", marked, flags=re.S)
    assert block is not None
    assert block[1].strip().endswith("python -m pytest")
    assert "<!-- test command -->" in (ROOT / ".ci" / "run").read_text(encoding="utf8")


def test_python_example_names_what_exists() -> None:
    """Every kg.name and graph.name of the README's Python is public."""
    (block,) = re.findall(r"```python\n(.*?)```", README, flags=re.S)
    compile(block, "README.md", "exec")
    for name in re.findall(r"\bkg\.(\w+)", block):
        assert hasattr(kg, name), name
    for name in re.findall(r"\bgraph\.(\w+)\(", block):
        assert hasattr(kg.Graph, name), name
