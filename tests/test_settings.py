"""Settings: which source wins, what is refused, and what the fingerprint depends on."""

from __future__ import annotations

from pathlib import Path

import pytest

from kg.errors import UsageError
from kg.settings import Settings, load


def write(tmp_path: Path, content: str) -> Path:
    file = tmp_path / "kg.toml"
    file.write_text(content, encoding="utf-8")
    return file


def test_nothing_given_gives_the_defaults(tmp_path: Path) -> None:
    assert load(file=tmp_path / "kg.toml", environ={}) == Settings()


def test_flags_win_over_environment_over_file(tmp_path: Path) -> None:
    file = write(tmp_path, 'store = "file"\nmodel = "file"\nworkers = 1\n')
    settings = load({"workers": 3, "model": None}, file=file, environ={"KG_MODEL": "env", "KG_WORKERS": "2"})
    assert (settings.store, settings.model, settings.workers) == (Path("file"), "env", 3)


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('stroe = "x"', r"kg\.toml: no such setting: stroe; there are store, "),
        ('workers = "many"', r"kg\.toml: workers: needs a whole number, 0 or more, not 'many'"),
        ("workers = 1.5", r"kg\.toml: workers: needs a whole number"),
        ("workers = -1", r"kg\.toml: workers: needs a whole number"),
        ("workers = true", r"kg\.toml: workers: not a value"),
        ("min_confidence = 2", r"kg\.toml: min_confidence: needs a number from 0 to 1, not 2"),
        ("min_confidence = nan", r"kg\.toml: min_confidence: needs a number from 0 to 1"),
        ("model = 5", r"kg\.toml: model: needs a text, not 5"),
        ('model = ""', r"kg\.toml: model: needs a text"),
        ("store = [1]", r"kg\.toml: store: not a value"),
        ("store = ", r"kg\.toml: not TOML"),
    ],
)
def test_wrong_setting_in_the_file_is_named(tmp_path: Path, content: str, message: str) -> None:
    file = write(tmp_path, content)
    with pytest.raises(UsageError, match=message):
        load(file=file, environ={})


def test_wrong_variable_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="KG_WORKERS: needs a whole number"):
        load(file=tmp_path / "kg.toml", environ={"KG_WORKERS": "two"})


def test_wrong_flag_is_named(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="--min-confidence: needs a number from 0 to 1"):
        load({"min_confidence": "high"}, file=tmp_path / "kg.toml", environ={})


@pytest.fixture
def ontology(tmp_path: Path) -> Path:
    file = tmp_path / "mine.ttl"
    file.write_text("<a> <b> <c> .", encoding="utf-8")
    return file


def test_fingerprint_does_not_depend_on_where_and_how_fast(ontology: Path) -> None:
    settings = Settings(ontology=ontology)
    assert settings.fingerprint() == Settings(Path("elsewhere"), ontology=ontology, workers=9).fingerprint()


@pytest.mark.parametrize("change", [{"model": "en_core_web_sm"}, {"min_confidence": 0.5}])
def test_fingerprint_depends_on_what_shapes_claims(ontology: Path, change: dict[str, str | float]) -> None:
    assert Settings(ontology=ontology).fingerprint() != load({"ontology": ontology, **change}, environ={}).fingerprint()


def test_fingerprint_depends_on_what_the_ontology_says(ontology: Path) -> None:
    before = Settings(ontology=ontology).fingerprint()
    ontology.write_text("<a> <b> <d> .", encoding="utf-8")
    assert Settings(ontology=ontology).fingerprint() != before


def test_ontology_without_files_names_the_flag(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"no ontology at .*: --ontology takes"):
        Settings(ontology=tmp_path).fingerprint()


def test_package_carries_its_ontology() -> None:
    assert all(file.suffix == ".ttl" for file in Settings().ontology_files)
