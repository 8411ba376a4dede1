"""The weights of an exported model or of a run, to train on from: for a stage more, or for a text of one's own."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from onnx import numpy_helper

from kg.errors import ModelError
from kg.train.network import Network

Floats = NDArray[np.float32]
QUANTISED = "_quantized"
ROOT = "network."


def begin(network: Network, folder: Path) -> dict[str, torch.Tensor]:
    """Sets `network` to the weights of a finished run of its form, or of an exported model, and returns those."""
    run = folder / "network.pt"
    if not run.is_file():
        return load_exported(network, folder)
    try:
        network.load_state_dict(torch.load(run, weights_only=True))
    except RuntimeError as error:
        raise ModelError(f"{folder}: this run is of another form than the recipe asks for ({error})") from error
    return {name: value.clone() for name, value in network.state_dict().items()}


def load_exported(network: Network, folder: Path) -> dict[str, torch.Tensor]:
    """Sets `network` to an exported model's weights, and returns those; heads that it lacks stay fresh.

    int8 weights come back rounded, which a few hundred steps make up for. Raises ModelError where nothing fits.
    """
    state = network.state_dict()
    found = {name: value for name, value in weights(folder) if name in state and state[name].shape == value.shape}
    if len(found) < len(state) // 2:
        raise ModelError(f"{folder}: this model was exported from another network; train from the beginning instead")
    network.load_state_dict(found, strict=False)
    return found


def mix(network: Network, before: dict[str, torch.Tensor], share: float) -> None:
    """Leaves the network between the weights that it began with and its own, whose `share` is from 0 to 1.

    A mean of weights before and after fine-tuning is often better than either (Wortsman et al. 2022, "Robust
    Fine-Tuning of Zero-Shot Models").
    """
    own = network.state_dict()
    network.load_state_dict(own | {name: torch.lerp(value, own[name], share) for name, value in before.items()})


def weights(folder: Path) -> Iterator[tuple[str, torch.Tensor]]:
    """Names and values of an exported network's parameters. The exporter keeps the names of all but matrices, which
    are named by the path of the node that multiplies by them."""
    try:
        graph = onnx.load(str(folder / "network.onnx")).graph
    except (OSError, ValueError) as error:
        raise ModelError(f"{folder}: no exported model is here ({error})") from error
    constants = {i.name: numpy_helper.to_array(i) for i in graph.initializer}
    for name in constants:
        if name.startswith(ROOT) and not name.endswith(("_scale", "_zero_point")):
            yield name.removeprefix(ROOT).removesuffix(QUANTISED), torch.from_numpy(value(constants, name))
    for node in graph.node:
        matrix = next((i for i in node.input if i in constants), None)
        if node.op_type in ("MatMul", "MatMulInteger") and matrix:
            path = node.name.removeprefix("/").split("/")[1:-1]
            yield parameter(path), torch.from_numpy(np.ascontiguousarray(value(constants, matrix).T))
    with np.load(folder / "deprel.npz") as layer:
        yield "deprel.weight", torch.from_numpy(layer["weight"].copy())
        yield "deprel.bias", torch.from_numpy(layer["bias"].copy())


def parameter(path: list[str]) -> str:
    """The name of the matrix of the module at `path`: ``layer.0`` is a module of ``layer``, told twice for lists."""
    names: list[str] = []
    for part in path:
        head, _, rest = part.partition(".")
        if rest and names and names[-1] == head:
            names[-1] = part
        else:
            names.append(part)
    name = ".".join(names)
    return f"tags.{name}.weight" if name in ("upos", "xpos", "feats", "lemma") else f"{name}.weight"


def value(constants: dict[str, NDArray[Any]], name: str) -> Floats:
    """A constant as floats, int8 ones scaled back."""
    array = constants[name]
    if not name.endswith(QUANTISED):
        return np.array(array, dtype=np.float32)
    base = name.removesuffix(QUANTISED)
    scale, zero = constants[f"{base}_scale"], constants[f"{base}_zero_point"]
    scaled: Floats = ((array.astype(np.float32) - zero.astype(np.float32)) * scale).astype(np.float32)
    return scaled
