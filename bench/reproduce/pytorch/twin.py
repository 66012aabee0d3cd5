"""Trains the twin of one of our models: `twin.py tensors.safetensors '{ "name": …, "term": …, "epochs": …, "seed": … }'`.

From the same initial weights, on the same batches in the same order; noise is PyTorch's own. Prints the term on the test
images after each of the epochs.
"""

import json
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "pytorch"))

from tensors import read_tensors  # noqa: E402
from training import adam  # noqa: E402
from variants import VARIANTS  # noqa: E402


def main():
    file, task = sys.argv[1], json.loads(sys.argv[2])
    torch.manual_seed(task["seed"])
    tensors = read_tensors(file)
    twin = VARIANTS[task["name"]](tensors)
    optimizers = [adam(parameters) for parameters, _ in twin.phases]
    train, test = ([tensors[f"{part}.data"], tensors[f"{part}.label"].long()] for part in ("train", "test"))
    order = tensors["order"].long()
    per_epoch = len(order) // task["epochs"][-1]
    curve = []
    for step, rows in enumerate(order, 1):
        batch = [x[rows] for x in train]
        for (parameters, loss), optimizer in zip(twin.phases, optimizers):
            optimizer.zero_grad(set_to_none=True)
            value = loss(*batch)
            for parameter, gradient in zip(parameters, torch.autograd.grad(value, parameters)):
                parameter.grad = gradient
            optimizer.step()
        if step % per_epoch == 0 and step // per_epoch in task["epochs"]:
            with torch.no_grad():
                curve.append(twin.terms(*test)[task["term"]].item())
    print(json.dumps(curve))


if __name__ == "__main__":
    main()
