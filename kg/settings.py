"""What a run depends on: one frozen record, read from ``kg.toml``, the environment and flags.

    kg.toml                    environment              flag
    store = "kg-store"         KG_STORE                 --store
    ontology = "mine.ttl"      KG_ONTOLOGY              --ontology
    model = "en_core_web_sm"   KG_MODEL                 --model
    workers = 4                KG_WORKERS               --workers
    engine = "ray"             KG_ENGINE                --engine
    cluster = "head:6379"      KG_CLUSTER               --cluster
    encoding = "cp1252"        KG_ENCODING              --encoding
    min_confidence = 0.5       KG_MIN_CONFIDENCE        --min-confidence

The right column wins over the middle one, and that over the left.
"""

from __future__ import annotations

import hashlib
import importlib.metadata
import os
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, fields
from pathlib import Path

from kg.errors import OntologyError, UsageError

_FILE = Path("kg.toml")
ENGINES = ("local", "ray")


@dataclass(frozen=True, slots=True)
class Settings:
    """What a run depends on.

    `store` is the graph's folder, or the URL of a SPARQL endpoint; `ontology` a Turtle file or a folder of them, in
    place of the one in the package; `model` an installed spaCy pipeline or a folder of one, in place of the one in the
    package; `workers` the number of processes, 0 for one per core; `engine` what runs them: this machine ("local") or a
    Ray cluster ("ray"), and `cluster` that one's address, in place of RAY_ADDRESS; `encoding` that of every
    document, in place of its detection; claims of less than `min_confidence` are left out.
    """

    store: Path | str = Path("kg-store")
    ontology: Path | None = None
    model: str | None = None
    workers: int = 0
    engine: str = ENGINES[0]
    cluster: str | None = None
    encoding: str | None = None
    min_confidence: float = 0.0

    @property
    def ontology_files(self) -> tuple[Path, ...]:
        """The Turtle files of the ontology, sorted by name. Raises UsageError where `ontology` names none."""
        place = self.ontology or ontology_folder()
        files: tuple[Path, ...] = (place,) if place.is_file() else tuple(sorted(place.glob("*.ttl")))
        if not files:
            raise UsageError(f"no ontology at {place}: --ontology takes a Turtle file or a folder with .ttl files")
        return files

    def fingerprint(self) -> str:
        """A hash of what shapes the claims of a document: kg's version, the model, the ontology, the confidence asked.

        Not of where the store lies or who does the work, and not of the encoding, which a document's own
        digest reflects.
        """
        from kg import __version__

        sha = hashlib.sha256()
        for part in (__version__, self.model or "", _version_of(self.model), str(self.min_confidence)):
            sha.update(part.encode() + b"\x00")
        for file in self.ontology_files:
            sha.update(file.name.encode() + b"\x00" + hashlib.sha256(file.read_bytes()).digest())
        return sha.hexdigest()


def load(
    overrides: Mapping[str, object] | None = None,
    *,
    file: Path = _FILE,
    environ: Mapping[str, str] | None = None,
) -> Settings:
    """The settings of a run: those of `file` (if it exists), then of the environment, then `overrides`.

    An override of None counts as not given. Raises UsageError for a setting that does not exist or a value that does
    not fit, and names where it stands.
    """
    names = [field.name for field in fields(Settings)]
    environ = os.environ if environ is None else environ
    values: dict[str, object] = {}
    for key, value in _in_file(file).items():
        if key not in names:
            raise UsageError(f"{file}: no such setting: {key}; there are {', '.join(names)}")
        values[key] = _checked(key, value, f"{file}: {key}")
    for name in names:
        variable = f"KG_{name.upper()}"
        if variable in environ:
            values[name] = _checked(name, environ[variable], variable)
    for key, value in (overrides or {}).items():
        if key not in names:
            raise UsageError(f"no such setting: {key}; there are {', '.join(names)}")
        if value is not None:
            values[key] = _checked(key, value, f"--{key.replace('_', '-')}")
    return Settings(**values)  # type: ignore[arg-type]  # each was checked for its field


def ontology_folder() -> Path:
    """Where the package's own ontology lies: inside an installed package, or beside it in a checkout."""
    package = Path(__file__).parent
    for folder in (package / "ontology", package.parent / "ontology"):
        if folder.is_dir():
            return folder
    raise OntologyError(f"the ontology is missing from the installation at {package}: install kg again")


def _in_file(file: Path) -> dict[str, object]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return {}
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise UsageError(f"{file}: not TOML: {error}") from error
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from error


def _checked(name: str, value: object, where: str) -> object:
    """The value of a setting in its own type; text is converted, for the environment has nothing else."""
    if isinstance(value, bool) or not isinstance(value, str | int | float | Path):
        raise UsageError(f"{where}: not a value for it: {value!r}")
    match name:
        case "workers":
            return int(_number(value, where, whole=True, high=None))
        case "min_confidence":
            return _number(value, where, whole=False, high=1)
        case "engine" if value not in ENGINES:
            raise UsageError(f"{where}: needs one of {', '.join(ENGINES)}, not {value!r}")
    if isinstance(value, int | float) or not str(value).strip():
        raise UsageError(f"{where}: needs a text, not {value!r}")
    if name == "store" and str(value).startswith(("http://", "https://")):
        return str(value)
    return Path(value) if name in ("store", "ontology") else str(value)


def _number(value: str | float | Path, where: str, *, whole: bool, high: int | None) -> float:
    kind = "a whole number" if whole else "a number"
    wanted = f"{kind} from 0 to {high}" if high else f"{kind}, 0 or more"
    try:
        number = float(str(value))
    except ValueError as error:
        raise UsageError(f"{where}: needs {wanted}, not {value!r}") from error
    if not 0 <= number <= (high or float("inf")) or (whole and not number.is_integer()):
        raise UsageError(f"{where}: needs {wanted}, not {value!r}")
    return number


def _version_of(model: str | None) -> str:
    """The version of a model, so that an update is noticed; that of kg's own is its weights'."""
    if model is None:
        weights = Path(__file__).parent / "parse" / "model" / "network.onnx"
        return hashlib.sha256(weights.read_bytes()).hexdigest() if weights.is_file() else ""
    if (meta := Path(model) / "meta.json").is_file():
        return hashlib.sha256(meta.read_bytes()).hexdigest()
    try:
        return importlib.metadata.version(model)
    except (importlib.metadata.PackageNotFoundError, ValueError):
        return ""
