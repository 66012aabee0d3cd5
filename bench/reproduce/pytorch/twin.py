"""Trains the twin of one of our models: `twin.py tensors.safetensors '{ "name": …, "term": …, "epochs": …, "seed": … }'`.

From the same initial weights, on the same batches in the same order; noise is PyTorch's own. Prints the term on the test
images after each of the epochs, and, where the task has "samples", the estimate of ln p(x) by so many of each test image.
"""

import json
import math
import pathlib
import sys

import torch

sys.path.insert(0, str(pathlib.Path(__file__).parents[2] / "pytorch"))

from tensors import read_tensors  # noqa: E402
from training import in_phases  # noqa: E402
from variants import VARIANTS  # noqa: E402


def main():
    file, task = sys.argv[1], json.loads(sys.argv[2])
    torch.manual_seed(task["seed"])
    tensors = read_tensors(file)
    twin = VARIANTS[task["name"]](tensors)
    take_step = in_phases(twin)
    train, test = ([tensors[f"{part}.data"], tensors[f"{part}.label"].long()] for part in ("train", "test"))
    seen = {"seen": tensors["test.seen"]} if "test.seen" in tensors else {}
    order = tensors["order"].long()
    per_epoch = len(order) // task["epochs"][-1]
    curve = []
    for step, rows in enumerate(order, 1):
        take_step(*(x[rows] for x in train))
        if step % per_epoch == 0 and step // per_epoch in task["epochs"]:
            with torch.no_grad():
                curve.append(twin.terms(*test, **seen)[task["term"]].item())
    found = {"curve": curve}
    if "samples" in task:
        with torch.no_grad():
            found["logLikelihood"] = log_likelihood(twin, test[0].flatten(1), task["samples"])
    print(json.dumps(found))


def log_likelihood(twin, data, samples, at_once=100):
    """The mean over the examples of ln 1/K Σ w, in parts of `at_once` draws of an example."""
    values = []
    for x in data.split(10):
        many = x.repeat(at_once, 1)
        parts = [
            torch.logsumexp(twin.log_weight(many).reshape(at_once, -1).double(), 0)
            for _ in range(samples // at_once)
        ]
        values.append(torch.logsumexp(torch.stack(parts), 0) - math.log(samples // at_once * at_once))
    return torch.cat(values).mean().item()


if __name__ == "__main__":
    main()
