"""The language model as a spaCy pipeline: ours, which ships in the package, or any that is installed."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from kg.errors import ModelError

if TYPE_CHECKING:
    from spacy.language import Language

# words with a point that spaCy's tokenizer does not know
ABBREVIATIONS = "Ave. Dept. Fig. Figs. Inst. Univ. Vol. approx. ca. cf.".split()

# units that it takes for such words: "for €14m."
UNITS = frozenset({"g.", "l.", "m.", "t."})


def load_model(name: str | None = None) -> Language:
    """The shipped English pipeline, or that in the folder `name` made by ``kg train``, or the installed spaCy pipeline
    `name`, completed with what kg needs.

    Raises ModelError when there is no such pipeline or when it does not parse.
    """
    return _loaded(name)


@cache
def _loaded(name: str | None) -> Language:
    import spacy

    import kg.parse.component  # noqa: F401 - registers the factories

    if name is None or (Path(name) / "network.onnx").is_file():
        return _own(name)
    try:
        nlp: Language = spacy.load(name)
    except (OSError, ValueError) as error:
        raise ModelError(
            f"--model {name}: spaCy finds no such pipeline; install it with pip, or leave --model out to use kg's own"
        ) from error
    if not nlp("Nokia sold the plant.").has_annotation("DEP"):
        parts = ", ".join(nlp.pipe_names) or "empty"
        raise ModelError(f"--model {name}: this pipeline has no parser ({parts}), so no claims can be read with it")
    if "kg_values" not in nlp.pipe_names:
        nlp.add_pipe("kg_values")
    return nlp


def _own(folder: str | None) -> Language:
    from spacy.lang.en import English

    from kg.parse.component import MODEL
    from kg.parse.network import POINTED

    where = {"path": folder} if folder else {}
    nlp = English()
    tokenizer: Any = nlp.tokenizer
    tokenizer.rules = {word: parts for word, parts in tokenizer.rules.items() if word not in UNITS}
    for word in (*POINTED, *ABBREVIATIONS):
        tokenizer.add_special_case(word, [{"ORTH": word}])
    nlp.add_pipe("kg_network", config=where)
    nlp.add_pipe("kg_values")
    if (Path(folder or MODEL) / "coref.npz").is_file():  # a model may have been trained without coreference
        nlp.add_pipe("kg_coref", config=where)
    nlp.meta["name"], nlp.meta["version"] = "kg_model", "7"
    return nlp


def model_name(name: str | None = None) -> str:
    """The model as evidence names it."""
    return name or "kg_model-7"
