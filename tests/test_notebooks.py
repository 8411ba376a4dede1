"""The notebooks run from start to end, use the public face only, and stay small."""

from __future__ import annotations

import ast
import json
import shutil
from pathlib import Path
from typing import Any

import pytest

import kg

nbformat = pytest.importorskip("nbformat")
nbclient = pytest.importorskip("nbclient")

NOTEBOOKS = sorted((Path(__file__).parents[1] / "notebooks").glob("*.ipynb"))
pytestmark = [
    pytest.mark.parametrize("path", NOTEBOOKS, ids=lambda path: path.stem),
    # of the kernel's transport, which is none of ours
    pytest.mark.filterwarnings("ignore::DeprecationWarning"),
    pytest.mark.filterwarnings("ignore::RuntimeWarning:zmq.*"),
    pytest.mark.filterwarnings("ignore::ResourceWarning"),
]


def code(path: Path) -> list[str]:
    """The code of each cell."""
    cells: list[Any] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def test_a_notebook_runs_to_its_end(path: Path, tmp_path: Path) -> None:
    """In a folder of its own; a cell that raises fails."""
    copy = Path(shutil.copy(path, tmp_path))
    notebook = nbformat.read(copy, as_version=4)
    nbclient.NotebookClient(notebook, timeout=300, resources={"metadata": {"path": str(tmp_path)}}).execute()
    assert all(cell.execution_count for cell in notebook.cells if cell.cell_type == "code")


def test_a_notebook_uses_the_public_face_only(path: Path) -> None:
    """``import kg`` and other libraries; no room of kg, no logic of its own."""
    for cell in code(path):
        for node in ast.walk(ast.parse(cell)):
            assert not isinstance(node, ast.FunctionDef | ast.ClassDef)
            if isinstance(node, ast.Import):
                assert all(not alias.name.startswith("kg.") for alias in node.names)
            elif isinstance(node, ast.ImportFrom):
                assert not str(node.module).startswith("kg")
            elif isinstance(node, ast.Attribute) and ast.unparse(node.value) == "kg":
                assert node.attr in kg.__all__


def test_a_notebook_shows_its_results_and_is_small(path: Path) -> None:
    """It is read on the web, and kept in the repository."""
    cells: list[Any] = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert all(cell["outputs"] for cell in cells if cell["cell_type"] == "code" and "print" in "".join(cell["source"]))
    assert path.stat().st_size < 300_000
