"""Makes golden.json: ten steps of PyTorch's optimisers, in float64, on given gradients.

    /usr/bin/python3 packages/nn/src/optimizers/golden.py

PyTorch 1.13.1.
"""
import json
import math
import os

import numpy as np
import torch

STEPS = 10
SHAPES = {"kernel": [2, 3], "bias": [4]}
random = np.random.RandomState(7)

start = {name: random.randn(*shape).astype(np.float32).astype(np.float64) for name, shape in SHAPES.items()}
# Magnitudes from far below epsilon to far above 1, and exact zeros: where optimisers differ between machines.
scale = {"kernel": np.array([[1, 1e-3, 30], [1e-8, 1e-12, 0.1]]), "bias": np.array([0, 1e-20, 1e-5, 1])}
gradients = [
    {name: (random.randn(*shape) * scale[name]).astype(np.float32).astype(np.float64) for name, shape in SHAPES.items()}
    for _ in range(STEPS)
]


def run(make, rate=None, clip=None):
    variables = {name: torch.tensor(value, dtype=torch.float64, requires_grad=True) for name, value in start.items()}
    optimizer = make(list(variables.values()))
    schedule = torch.optim.lr_scheduler.LambdaLR(optimizer, rate) if rate else None
    after = []
    for gradient in gradients:
        for name, variable in variables.items():
            variable.grad = torch.tensor(gradient[name])
        if clip:
            torch.nn.utils.clip_grad_norm_(variables.values(), clip)
        optimizer.step()
        if schedule:
            schedule.step()
        after.append({name: variable.detach().flatten().tolist() for name, variable in variables.items()})
    return after


optim = torch.optim
cases = {
    "adam": run(lambda p: optim.Adam(p, lr=0.01)),
    "adam, betas 0.5 and 0.9": run(lambda p: optim.Adam(p, lr=2e-4, betas=(0.5, 0.9))),
    "adam, cosine": run(lambda p: optim.Adam(p, lr=0.1), lambda t: (1 + math.cos(math.pi * min(t / 8, 1))) / 2),
    "adamW": run(lambda p: optim.AdamW(p, lr=0.01, weight_decay=0.05)),
    "adamW, linear": run(lambda p: optim.AdamW(p, lr=0.1, weight_decay=0.5), lambda t: max(1 - t / 8, 0)),
    "sgd": run(lambda p: optim.SGD(p, lr=0.1)),
    "sgd, momentum": run(lambda p: optim.SGD(p, lr=0.1, momentum=0.9)),
    "sgd, nesterov, exponential decay": run(lambda p: optim.SGD(p, lr=0.1, momentum=0.9, nesterov=True), lambda t: 0.8**t),
    "rmsProp": run(lambda p: optim.RMSprop(p, lr=0.01)),
    "rmsProp, warm-up": run(lambda p: optim.RMSprop(p, lr=0.01, alpha=0.9), lambda t: min((t + 1) / 4, 1)),
    "clipped adam": run(lambda p: optim.Adam(p, lr=0.01), clip=1.0),
    "clipped sgd": run(lambda p: optim.SGD(p, lr=0.1, momentum=0.9), clip=20.0),
}

flat = lambda tensors: {name: value.flatten().tolist() for name, value in tensors.items()}
golden = {"shapes": SHAPES, "start": flat(start), "gradients": [flat(g) for g in gradients], "cases": cases}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
