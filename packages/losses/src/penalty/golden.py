"""Makes golden.json: PyTorch's values of the penalties, with gradients by the weights, in float64.

    /usr/bin/python3 packages/losses/src/penalty/golden.py

PyTorch 1.13. Every activation that @latentkit/nn offers stands in the critic and in the encoder.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F
from torch.autograd.functional import jacobian
from torch.distributions import Bernoulli, kl_divergence

random = np.random.RandomState(13)
new = lambda *shape, scale=1: torch.tensor((scale * random.randn(*shape)).round(3), dtype=torch.float64, requires_grad=True)
flat = lambda tensor: [float(f"{value:.8g}") for value in tensor.detach().flatten().tolist()]
zero_if_none = lambda grad, like: torch.zeros_like(like) if grad is None else grad


def case(loss, *inputs):
    """The value, summed where it is one for each example, and its gradient by every number of the inputs."""
    value = loss(*inputs).sum()
    grads = torch.autograd.grad(value, inputs, allow_unused=True)
    assert any(grad is not None and grad.any() for grad in grads), "a case that any wrong gradient of 0 would pass"
    return {"value": value.item(), "gradient": [g for grad, x in zip(grads, inputs) for g in flat(zero_if_none(grad, x))]}


# What LatentKit's uniformValues(key(5), 4) and normalValues(key(5), 12) give, and bernoulli(foldIn(key(5), probe), 0.5,
# [4, 2]) for two probes: JAX's uniform and normal of jax.random.key(5), and bernoulli of its fold_in.
share = torch.tensor([0.46637988090515137, 0.9208810329437256, 0.7358101606369019, 0.09508144855499268])[:, None].double()
noise = torch.tensor(
    [-0.0843730643, 1.4110229, 0.630481482, -1.31009722, 1.36893153, 0.461358458, -2.12384486, -1.60587239, -0.837266982, -0.168425053, -3.1651969, -0.287067622]
).double().reshape(4, 3)
signs = 2 * torch.tensor([0, 0, 1, 0, 0, 0, 1, 1, 1, 1, 1, 1, 1, 1, 0, 1]).double().reshape(2, 4, 2) - 1

x, y = new(4, 3), new(4, 3)
weights = new(3, 4, scale=2), new(4), new(4, 2, scale=2)
activations = {
    "relu": F.relu,
    "leakyRelu": lambda h: F.leaky_relu(h, 0.2),
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus,
}
golden = {
    "real": flat(x),
    "fake": flat(y),
    "weights": [flat(w) for w in weights],
    "networks": {},
}
between = share * x + (1 - share) * y
around = x + 0.5 * x.std(unbiased=False) * noise
for name, activation in activations.items():
    encode = lambda points, kernel, bias, out: activation(points @ kernel + bias) @ out
    score = lambda points, *w: encode(points, *w).sum(1)

    def slope(points, *w):
        """The norm of the critic's gradient, which can itself be differentiated."""
        points = points.detach().requires_grad_()
        return torch.autograd.grad(score(points, *w).sum(), points, create_graph=True)[0].norm(dim=1)

    def contractive(*w):
        """Every Jacobian by itself."""
        one = lambda point: jacobian(lambda p: encode(p[None], *w)[0], point.detach(), create_graph=True)
        return torch.stack([one(point).square().sum() for point in x])

    def estimate(*w):
        """By two directions for each point, through the whole Jacobian."""
        one = lambda point: jacobian(lambda p: encode(p[None], *w)[0], point.detach(), create_graph=True)
        return torch.stack([sum((v[i] @ one(x[i])).square().sum() for v in signs) / 2 for i in range(4)])

    rise = lambda *w: (score(x, *w) - score(y, *w)).abs() / (x - y).norm(dim=1)
    golden["networks"][name] = {
        "WGAN-LP": case(lambda *w: 10 * F.relu(slope(between, *w) - 1).square().mean(), *weights),
        "zeroCentered": case(lambda *w: 10 * slope(between, *w).square().mean(), *weights),
        "r2": case(lambda *w: 10 / 2 * slope(y, *w).square().mean(), *weights),
        "dragan": case(lambda *w: 10 * (slope(around, *w) - 1).square().mean(), *weights),
        "lipschitz": case(lambda *w: 10 * F.relu(rise(*w) - 0.1).square().mean(), *weights),
        "contractive": case(contractive, *weights),
        "contractiveEstimate": case(estimate, *weights),
    }

gram = lambda w: w.flatten(0, -2).T @ w.flatten(0, -2)
units = new(4, 3)
rate = torch.tensor(0.05).double()
kl = lambda a: kl_divergence(Bernoulli(rate), Bernoulli(a.mean(0))).sum()
activity = torch.sigmoid(units).detach().numpy().round(3)
golden["plain"] = {
    "kernel": flat(units),
    "activations": flat(torch.tensor(activity)),
    "orthogonality": case(lambda w: (gram(w) - torch.eye(3)).square().sum(), units),
    "orthogonalityOfAngles": case(lambda w: (gram(w) * (1 - torch.eye(3))).square().sum(), units),
    "l1Sparsity": case(lambda a: a.abs().sum(1), units),
    "klSparsity": case(kl, torch.tensor(activity, requires_grad=True)),
    "klSparsityFromLogits": case(lambda l: kl(torch.sigmoid(l)), units),
}

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
