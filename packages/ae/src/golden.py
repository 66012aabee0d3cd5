"""Makes golden.json: the discrepancy of a WAE and the moving average of a codebook by NumPy, and the Jacobians of
regularisers by PyTorch, all in float64.

    /usr/bin/python3 packages/ae/src/golden.py

NumPy 1.24, PyTorch 1.13.
"""
import json
import os

import numpy as np
import torch
from torch.autograd.functional import jacobian

random = np.random.RandomState(7)
new = lambda *shape: random.randn(*shape).round(3)
flat = lambda values: [float(f"{value:.9g}") for value in np.asarray(values).ravel()]


def mmd(x, y):
    """The unbiased estimate, as compute_penalty of the code that goes with the paper writes it for IMQ."""
    size, n = x.shape[1], len(x)
    between = lambda a, b: ((a[:, None] - b[None]) ** 2).sum(2)
    total = 0
    for scale in (0.1, 0.2, 0.5, 1, 2, 5, 10):
        c = 2 * size * scale
        own = c / (c + between(x, x)) + c / (c + between(y, y))
        total += own[~np.eye(n, dtype=bool)].sum() / (n * (n - 1)) - 2 * (c / (c + between(x, y))).mean()
    return total


def averages(codebook, batches, decay):
    """The recursion of appendix A.1 of the VQ-VAE, one vector at a time."""
    usage, total, steps = np.zeros(len(codebook)), np.zeros_like(codebook), []
    for batch in batches:
        usage, total = usage * decay, total * decay
        for vector in batch:
            nearest = np.argmin(((codebook - vector) ** 2).sum(1))
            usage[nearest] += 1 - decay
            total[nearest] += (1 - decay) * vector
        codebook = np.array([t / u if u > 0 else e for t, u, e in zip(total, usage, codebook)])
        steps.append({"codebook": flat(codebook), "usage": flat(usage)})
    return steps


def perplexity(codebook, vectors):
    chosen = [np.argmin(((codebook - vector) ** 2).sum(1)) for vector in vectors]
    shares = np.bincount(chosen) / len(vectors)
    return float(np.exp(-(shares[shares > 0] * np.log(shares[shares > 0])).sum()))


def norms():
    """The squared norm of an encoder's Jacobian, and half that of a decoder's, as means over four points."""
    tensor = lambda values: torch.tensor(values, dtype=torch.float64)
    x, kernel, bias = new(4, 3), tensor(new(3, 2)), torch.tensor(new(2))
    encode = lambda row: torch.tanh(row @ kernel + bias)
    total = lambda f, rows: sum((jacobian(f, row) ** 2).sum() for row in rows)
    contraction = total(encode, torch.tensor(x)) / len(x)
    latents, own = new(4, 2), tensor(new(2, 3))
    decode = lambda row: torch.sigmoid(row @ own) * 3
    gradient = total(decode, torch.tensor(latents)) / len(latents) / 2
    return {
        "contraction": {"x": flat(x), "kernel": flat(kernel), "bias": flat(bias), "value": contraction.item()},
        "decoderGradient": {"latents": flat(latents), "kernel": flat(own), "value": gradient.item()},
    }


x, y = new(6, 3), new(6, 3) + 2
codebook, batches = new(4, 2), [new(9, 2) for _ in range(3)]
golden = {
    "mmd": {"x": flat(x), "y": flat(y), "value": float(mmd(x, y))},
    "averages": {
        "codebook": flat(codebook),
        "batches": [flat(batch) for batch in batches],
        "steps": averages(codebook, batches, 0.9),
        "perplexity": perplexity(codebook, batches[0]),
    },
    **norms(),
}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
