"""The shape of the code, as DESIGN has it: imports point one way, and nothing grows too long."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import click
import pytest

import kg
from kg.cli import main

PACKAGE = Path(kg.__file__).parent
FILES = sorted(PACKAGE.rglob("*.py"))

# Each line may import what stands above it, and itself.
LAYERS = (
    {"kg.errors", "kg.types", "kg.denial", "kg"},
    {"kg.settings", "kg.numerals"},
    {"kg.dates"},
    {"kg.values"},
    {"kg.lexicon", "kg.read", "kg.demo", "kg.run"},
    {"kg.parse", "kg.graph"},
    {"kg.resolve", "kg.analyse", "kg.draw", "kg.insight"},
    {"kg.exchange"},
    {"kg.extract"},
    {"kg.pipeline", "kg.contract"},
    {"kg.knowledge_graph", "kg.show", "kg.exit", "kg.options"},
    {"kg.train"},
    {"kg.evaluate"},
    {"kg.explore", "kg.upkeep"},
    {"kg.serve"},
    {"kg.cli"},
    {"kg.__main__"},
)
LAYER = {room: height for height, rooms in enumerate(LAYERS) for room in rooms}
APART = {  # rooms of one layer that know each other
    ("kg.exit", "kg.show"),
}  # fmt: skip
HEAVY = {
    "spacy", "thinc", "numpy", "onnxruntime", "tokenizers", "rdflib", "oxrdflib", "pyoxigraph", "pyshacl", "networkx",
    "pyvis", "IPython", "pandas", "trafilatura", "lxml", "markdown_it", "rich", "charset_normalizer", "torch",
    "starlette", "uvicorn", "jinja2", "asyncio", "ray",
}  # fmt: skip


def room(module: str) -> str:
    """The room of a module: ``kg.read`` of ``kg.read.html``."""
    return ".".join(module.split(".")[:2])


def module_of(path: Path) -> str:
    """A file's module."""
    return ".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts).removesuffix(".__init__")


def imports(path: Path) -> Iterator[str]:
    """The modules that a file imports, wherever in it; not those for type checking alone."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    typing_only = {
        id(inner)
        for node in ast.walk(tree)
        if isinstance(node, ast.If) and ast.unparse(node.test) == "TYPE_CHECKING"
        for inner in ast.walk(node)
    }
    for node in ast.walk(tree):
        if id(node) in typing_only:
            continue
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module == "kg":
            yield from (f"kg.{a.name}" if f"kg.{a.name}" in LAYER else "kg" for a in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path}: a relative import"
            yield str(node.module)


def ids(path: Path) -> str:
    """A file as a test's name shows it."""
    return path.relative_to(PACKAGE.parent).as_posix()


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_imports_point_one_way(path: Path) -> None:
    """From the command line down to the records."""
    here = room(module_of(path))
    if here == "kg":
        return  # the public face names everything, and imports it on first use
    for module in imports(path):
        there = room(module)
        if module.split(".")[0] != "kg" or there == here or (here, there) in APART:
            continue
        tree = here in ("kg.resolve", "kg.extract") and there == "kg.parse"
        plain = module in ("kg.parse.tree", "kg.parse.binding")
        assert not tree or plain, f"{here} may know of parses only trees and binding, not {module}"
        assert LAYER[there] < LAYER[here], f"{module_of(path)} imports {module}, which stands above or beside it"


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_only_parsing_and_training_know_spacy(path: Path) -> None:
    """Rules meet words and trees of our own."""
    if room(module_of(path)) not in ("kg.parse", "kg.train"):
        assert "spacy" not in {module.split(".")[0] for module in imports(path)}


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_no_file_is_over_400_lines_and_no_function_over_60(path: Path) -> None:
    """What is longer says too much at once."""
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 400
    for node in ast.walk(ast.parse(text)):
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            length = (node.end_lineno or 0) - node.lineno + 1
            assert length <= 60, f"{node.name} has {length} lines"


@pytest.mark.parametrize("path", FILES, ids=ids)
def test_everything_public_has_a_docstring(path: Path) -> None:
    """Modules, classes, functions and methods."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    assert ast.get_docstring(tree), "the module has none"
    for node in public(tree):
        assert ast.get_docstring(node), f"{node.name} has none"


def public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.FunctionDef | ast.ClassDef]:
    """The public classes and functions of a module, and the methods of those classes."""
    for node in tree.body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef) and not node.name.startswith("_"):
            yield node
            if isinstance(node, ast.ClassDef):
                yield from public(node)


COMMANDS = sorted(main.commands.items())


@pytest.mark.parametrize("command", [c for _, c in COMMANDS], ids=[name for name, _ in COMMANDS])
def test_every_command_and_option_is_explained(command: click.Command) -> None:
    """In its help."""
    assert command.help
    for parameter in command.params:
        if isinstance(parameter, click.Option):
            assert parameter.help, f"{parameter.opts[-1]} is not"


@pytest.mark.parametrize(
    "code",
    [
        "import kg",
        "import kg; kg.KgError, kg.__version__",
        "import kg.cli; kg.cli.main(['--help'], standalone_mode=False)",
        "import kg.cli; kg.cli.main(['build', '--help'], standalone_mode=False)",
    ],
)
def test_nothing_heavy_is_imported_before_it_is_needed(code: str) -> None:
    """``import kg`` and ``kg --help`` answer at once."""
    report = f"import atexit, sys; atexit.register(lambda: print(*sorted(sys.modules), file=sys.stderr)); {code}"
    done = subprocess.run([sys.executable, "-c", report], capture_output=True, text=True, check=True)
    assert not {module.split(".")[0] for module in done.stderr.split()} & HEAVY
