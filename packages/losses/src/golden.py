"""Makes golden.json: PyTorch's values of every loss, with gradients, in float64.

    /usr/bin/python3 packages/losses/src/golden.py

PyTorch 1.13.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.RandomState(7)
new = lambda *shape, scale=1: torch.tensor((scale * random.randn(*shape)).round(3), dtype=torch.float64, requires_grad=True)
flat = lambda tensor: [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]
zero_if_none = lambda grad, like: torch.zeros_like(like) if grad is None else grad


def case(loss, *inputs):
    """Inputs, the value, and the gradient of the value's sum by every input."""
    value = loss(*inputs)
    grads = torch.autograd.grad(value.sum(), inputs, allow_unused=True)
    return {
        "inputs": [flat(x) for x in inputs],
        "shape": list(inputs[0].shape),
        "value": flat(value),
        "gradients": [flat(zero_if_none(g, x)) for g, x in zip(grads, inputs)],
    }


per_example = lambda x: x.flatten(1).sum(1)
ones, zeros = torch.ones_like, torch.zeros_like
bce = F.binary_cross_entropy_with_logits

output, target = new(3, 2, 2, scale=3), new(3, 2, 2)
random.rand(3, 2, 2)  # which a case that has moved had drawn
real, fake = new(5, scale=2), new(5, scale=2)

golden = {
    "perExample": {
        "squaredError": case(lambda p, t: per_example(F.mse_loss(p, t, reduction="none")), output, target),
        "absoluteError": case(lambda p, t: per_example(F.l1_loss(p, t, reduction="none")), output, target),
    },
    "critic": {
        "minimax": case(lambda r, f: bce(r, ones(r)) + bce(f, zeros(f)), real, fake),
        "nonSaturating": case(lambda r, f: bce(r, ones(r)) + bce(f, zeros(f)), real, fake),
        "leastSquares": case(lambda r, f: (F.mse_loss(r, ones(r)) + F.mse_loss(f, zeros(f))) / 2, real, fake),
        "hinge": case(lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean(), real, fake),
        "wasserstein": case(lambda r, f: f.mean() - r.mean(), real, fake),
    },
    "generator": {
        "minimax": case(lambda f: -bce(f, zeros(f)), fake),
        "nonSaturating": case(lambda f: bce(f, ones(f)), fake),
        "leastSquares": case(lambda f: F.mse_loss(f, ones(f)) / 2, fake),
        "hinge": case(lambda f: -f.mean(), fake),
        "wasserstein": case(lambda f: -f.mean(), fake),
    },
    "penalty": [],
}

# What LatentKit's uniformValues(key(5), 4) gives: JAX's jax.random.uniform(jax.random.key(5), (4,)).
share = torch.tensor([0.46637988090515137, 0.9208810329437256, 0.7358101606369019, 0.09508144855499268])[:, None].double()
x, y = new(4, 3), new(4, 3)
weights = new(3, 4), new(4), new(4, 1)
activations = {
    "relu": F.relu,
    "leakyRelu": lambda h: F.leaky_relu(h, 0.2),
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus,
    "elu": F.elu,
}
for name, activation in activations.items():

    def slope(points, kernel, bias, out):
        """The norm of the critic's gradient, which can itself be differentiated."""
        points = points.detach().requires_grad_()
        scores = activation(points @ kernel + bias) @ out
        return torch.autograd.grad(scores.sum(), points, create_graph=True)[0].norm(dim=1)

    golden["penalty"].append({
        "activation": name,
        "real": flat(x),
        "fake": flat(y),
        "gradientPenalty": case(lambda *w: 10 * ((slope(share * x + (1 - share) * y, *w) - 1) ** 2).mean(), *weights),
        "r1": case(lambda *w: 10 / 2 * (slope(x, *w) ** 2).mean(), *weights),
    })

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
