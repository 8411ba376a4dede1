"""A trained network -> the folder that `kg.parse` loads: int8 ONNX, tokenizer, labels, the last layer in numpy."""

from __future__ import annotations

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from kg.train.examples import Labels
from kg.train.fit import build
from kg.train.network import Network

INPUTS = ("pieces", "mask", "casing", "first", "last")
CLASSES = ("upos", "xpos", "feats", "lemma")
SCORES = ("start", "ner", "arc", "dependent", "governor", "coref")


class Decided(nn.Module):  # type: ignore[misc] # torch is an extra: its classes are Any where it is absent
    """The network with its independent layers already decided, so that only what needs decoding leaves it as scores."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, mask: Tensor, casing: Tensor, first: Tensor, last: Tensor) -> tuple[Tensor, ...]:
        """Class indices of `CLASSES`, then `SCORES`."""
        scores = self.network(pieces, mask, casing, first, last)
        scores["coref"] = torch.cat([scores[name] for name in ("anaphor", "antecedent", "mention")], dim=-1)
        return (*(scores[name].argmax(-1) for name in CLASSES), *(scores[name] for name in SCORES))


def export(run: Path, encoder: Path, out: Path, config: dict[str, Any]) -> None:
    """Writes ``network.onnx``, ``deprel.npz``, ``labels.json``, ``lemmas.json`` and ``tokenizer.json`` to `out`."""
    labels = Labels(**json.loads((run / "labels.json").read_text(encoding="utf8")))
    network = build(labels, encoder, config)
    network.load_state_dict(torch.load(run / "network.pt", weights_only=True))
    network.eval()
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as folder:
        whole = Path(folder) / "network.onnx"
        to_onnx(network, whole)
        quantise(whole, out / "network.onnx")
    weight, bias = (p.detach().numpy().astype(np.float32) for p in (network.deprel.weight, network.deprel.bias))
    np.savez(out / "deprel.npz", weight=weight, bias=bias)
    for name in ("labels.json", "lemmas.json", "tokenizer.json"):
        shutil.copyfile(run / name, out / name)


def to_onnx(network: Network, path: Path) -> None:
    """The float network as ONNX, of any number of windows, subwords and words."""
    example = (
        torch.randint(1000, 2000, (2, 9)), torch.ones(2, 9, dtype=torch.int64), torch.zeros(2, 9, dtype=torch.int64),
        torch.tensor([[1, 2, 4, 6]] * 2), torch.tensor([[1, 3, 5, 7]] * 2),
    )  # fmt: skip
    network.encoder.set_attn_implementation("eager")  # whose graph onnxruntime runs faster
    axes = {name: {0: "windows", 1: "pieces" if name in INPUTS[:3] else "words"} for name in INPUTS}
    axes |= {name: {0: "windows", 1: "words"} for name in (*CLASSES, *SCORES)}
    axes["arc"][2] = "words"
    torch.onnx.export(
        Decided(network).eval(), example, str(path), input_names=list(INPUTS), output_names=[*CLASSES, *SCORES],
        dynamic_axes=axes, opset_version=17, dynamo=False,
    )  # fmt: skip


def quantise(whole: Path, small: Path) -> None:
    """Int8 weights, a scale for each output channel; activations are quantised as they come."""
    prepared = whole.with_name("prepared.onnx")
    from onnxruntime.quantization.shape_inference import quant_pre_process

    quant_pre_process(str(whole), str(prepared), skip_symbolic_shape=True)
    quantize_dynamic(
        str(prepared), str(small), per_channel=True, weight_type=QuantType.QInt8,
        op_types_to_quantize=["MatMul", "Gemm", "Gather"],
    )  # fmt: skip
    onnx.checker.check_model(str(small))
