"""Makes golden.json: what a step of a GAN minimises, and its gradients, by PyTorch in float64.

    /usr/bin/python3 tests/games/golden.py

PyTorch 1.13. Every objective, and every regulariser beside the non-saturating game, of the same small networks.
"""

import json
import os

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.RandomState(17)
new = lambda *shape, scale=1: torch.tensor((scale * random.randn(*shape)).round(3), dtype=torch.float64, requires_grad=True)
flat = lambda tensor: [float(f"{value:.9g}") for value in tensor.detach().flatten().tolist()]

real, noise = new(4, 3, scale=2).detach(), new(4, 2).detach()
generator = [new(2, 3), new(3)]
critic = [new(3, 5), new(5), new(5, 1, scale=2), new(1)]

generate = lambda: torch.tanh(noise @ generator[0] + generator[1])
score = lambda x, w=critic: torch.tanh(x @ w[0] + w[1]) @ w[2] + w[3]

# What LatentKit draws with the key of the penalty, foldIn(key(5), 4):
# uniform [4, 1], and normal [4, 3]
share = torch.tensor([0.8164803981781006, 0.6533677577972412, 0.17486095428466797, 0.5873278379440308])[:, None].double()
normal = torch.tensor(
    [0.902033389, 0.394428879, -0.935128689, 0.220676586, 1.12445092, -0.278628379, 0.910735846, 0.414964348, -0.0796622857, -2.91820312, 1.13470483, 0.143208817]
).double().reshape(4, 3)

bce = F.binary_cross_entropy_with_logits
ones, zeros = torch.ones_like, torch.zeros_like


def margins(loss):
    """The two sides of a game of pairs."""
    return lambda r, f: loss(r - f).mean(), lambda f, r: loss(f - r).mean()


def averages(loss):
    above = lambda a, b: loss(a - b.mean()).mean() + loss(a.mean() - b).mean()
    return above, above


def of_divergence(f):
    """f-GAN, by an activation and its composition with the conjugate."""
    activation, composed = f
    return lambda r, f: composed(f).mean() - activation(r).mean(), lambda f, r: -composed(f).mean()


def contrastive(high, low):
    """By cross-entropy: which of a row of scores is the odd one?"""
    half = lambda a, b: F.cross_entropy(torch.cat([a, b.T.repeat(len(a), 1)], 1), torch.zeros(len(a), dtype=torch.long))
    return half(high, low) + half(-low, -high)


logistic = lambda r, f: bce(r, ones(r)) + bce(f, zeros(f))
fooled = lambda f, r: bce(f, ones(f))
hinge = lambda r, f: F.relu(1 - r).mean() + F.relu(1 + f).mean()
raised = lambda f, r: -f.mean()

games = {
    "minimax": (logistic, lambda f, r: -bce(f, zeros(f))),
    "nonSaturating": (logistic, fooled),
    "nonSaturating, smoothed": (lambda r, f: bce(r, 0.9 * ones(r)) + bce(f, zeros(f)), fooled),
    "leastSquares": (lambda r, f: ((r - 1).square().mean() + f.square().mean()) / 2, lambda f, r: (f - 1).square().mean() / 2),
    "leastSquares, chi-squared": (
        lambda r, f: ((r - 1).square().mean() + (f + 1).square().mean()) / 2,
        lambda f, r: f.square().mean() / 2,
    ),
    "hinge": (hinge, raised),
    "wasserstein": (lambda r, f: f.mean() - r.mean(), raised),
    "relativisticPaired": margins(lambda m: F.softplus(-m)),
    "relativisticPaired, hinge": margins(lambda m: F.relu(1 - m)),
    "relativisticAverage": averages(lambda m: F.softplus(-m)),
    "relativisticAverage, squares": averages(lambda m: (m - 1).square()),
    "dualContrastive": (contrastive, contrastive),
    "topK": (hinge, lambda f, r: -f.flatten().topk(2).values.mean()),
    "fGan(forwardKl)": of_divergence((lambda v: v, lambda v: torch.exp(v - 1))),
    "fGan(reverseKl)": of_divergence((lambda v: -torch.exp(-v), lambda v: v - 1)),
    "fGan(pearson)": of_divergence((lambda v: v, lambda v: F.relu(v / 2 + 1).square() - 1)),
    "fGan(squaredHellinger)": of_divergence((lambda v: (1 - torch.exp(-v)) / 2, lambda v: torch.expm1(v) / 2)),
    "fGan(jensenShannon)": of_divergence(
        (lambda v: (np.log(2) - F.softplus(-v)) / 2, lambda v: (F.softplus(v) - np.log(2)) / 2)
    ),
    "fGan(ganObjective)": of_divergence((lambda v: -F.softplus(-v), lambda v: F.softplus(v))),
}


def slope(points, w):
    points = points.detach().requires_grad_()
    return torch.autograd.grad(score(points, w).sum(), points, create_graph=True)[0].norm(dim=1)


def orthogonal(w):
    gram = lambda m: m.T @ m
    return sum((gram(m) * (1 - torch.eye(m.shape[1]))).square().sum() for m in (w[0], w[2]))


between = lambda x, y: share * x + (1 - share) * y
around = lambda x: x + 0.5 * x.std(unbiased=False) * normal
moved = lambda x: x + 0.25

penalties = {
    "gradientPenalty": lambda x, y, w: 10 * (slope(between(x, y), w) - 1).square().mean(),
    "gradientPenalty, one-sided": lambda x, y, w: 10 * F.relu(slope(between(x, y), w) - 1).square().mean(),
    "zeroCenteredGradientPenalty": lambda x, y, w: 10 * slope(between(x, y), w).square().mean(),
    "r1": lambda x, y, w: 10 / 2 * slope(x, w).square().mean(),
    "r2": lambda x, y, w: 10 / 2 * slope(y, w).square().mean(),
    "r1 and r2": lambda x, y, w: 0.5 * slope(x, w).square().mean() + 0.5 * slope(y, w).square().mean(),
    "r1, lazy and scheduled": lambda x, y, w: 16 * 0.25 * 10 / 2 * slope(x, w).square().mean(),
    "dragan": lambda x, y, w: 10 * (slope(around(x), w) - 1).square().mean(),
    "lipschitz": lambda x, y, w: 10
    * F.relu((score(x, w) - score(y, w)).abs().flatten() / (x - y).norm(dim=1) - 1).square().mean(),
    "consistency": lambda x, y, w: 10 * (score(x, w) - score(moved(x), w)).square().mean(),
    "consistency, balanced": lambda x, y, w: 10 * (score(x, w) - score(moved(x), w)).square().mean()
    + 5 * (score(y, w) - score(moved(y), w)).square().mean(),
    "orthogonal": lambda x, y, w: 1e-4 * orthogonal(w),
}


def gradients(loss, weights):
    return [flat(torch.zeros_like(w) if g is None else g) for g, w in zip(torch.autograd.grad(loss, weights, allow_unused=True), weights)]


def step(losses, penalty=None):
    fake = generate().detach()
    adversarial = losses[0](score(real), score(fake))
    penalized = penalty(real, fake, critic) if penalty else torch.zeros(())
    played = losses[1](score(generate()), score(real))
    return {
        "critic": [adversarial.item(), penalized.item(), gradients(adversarial + penalized, critic)],
        "generator": [played.item(), gradients(played, generator)],
    }


def unrolled(steps, rate):
    """The generator's side of the non-saturating game, against the critic as it will be."""
    weights = list(critic)
    fake = generate()
    for _ in range(steps):
        slopes = torch.autograd.grad(logistic(score(real, weights), score(fake, weights)), weights, create_graph=True)
        weights = [w - rate * g for w, g in zip(weights, slopes)]
    played = fooled(score(fake, weights), None)
    return [played.item(), gradients(played, generator)]


golden = {
    "real": flat(real),
    "noise": flat(noise),
    "generator": [flat(w) for w in generator],
    "critic": [flat(w) for w in critic],
    "games": {name: step(losses) for name, losses in games.items()},
    "penalties": {name: step(games["nonSaturating"], penalty)["critic"] for name, penalty in penalties.items()},
    "unrolled": unrolled(3, 0.1),
}
for name, case in [*golden["games"].items()]:
    assert any(any(g) for g in case["critic"][2]) and any(any(g) for g in case["generator"][1]), name
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
