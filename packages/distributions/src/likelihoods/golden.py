"""Makes golden.json: the likelihoods as PyTorch and SciPy have them, in float64.

    /usr/bin/python3 packages/distributions/src/likelihoods/golden.py

PyTorch 1.13, SciPy 1.10. Inputs of the first four are multiples of 1/64, so float32 holds them as they are.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F
from scipy.stats import logistic
from torch.distributions import Categorical, ContinuousBernoulli, Normal, kl_divergence

random = np.random.RandomState(3)
tensor = lambda values: torch.tensor(values, dtype=torch.float64, requires_grad=True)
new = lambda *shape, scale=1.0, shift=0.0: tensor(np.round(64 * (scale * random.randn(*shape) + shift)) / 64)
flat = lambda x: [float(f"{value:.9g}") for value in np.asarray(x.detach() if torch.is_tensor(x) else x).flatten()]
per_example = lambda x: x.flatten(1).sum(1)


def case(loss, *inputs, **more):
    """Inputs, the value, and the gradient of the value's sum by every input that it depends on."""
    value = loss(*inputs)
    grads = torch.autograd.grad(value.sum(), inputs, allow_unused=True)
    return {
        "inputs": [{"shape": list(x.shape), "values": flat(x)} for x in inputs],
        "value": flat(value),
        "gradients": [None if g is None else flat(g) for g in grads],
        **{name: flat(x) for name, x in more.items()},
    }


_, target = new(3, 2, 2, scale=2), new(3, 2, 2)
logits = tensor([[0.0, 1 / 64, -1 / 64, 0.25], [1.9375, -2.0, 2.0625, -5.5], [14.0, -25.0, 3.0, -0.5]])
grey = tensor(np.round(64 * random.rand(3, 4)) / 64)
continuous = lambda l: ContinuousBernoulli(logits=l, lims=(0.4999, 0.5001))
pair = new(3, 2, 4)  # means of two channels, then their log variances
gaussian = lambda o, t: -Normal(o[..., :2], (o[..., 2:] / 2).exp()).log_prob(t)

K, LEVELS = 3, 256
bytes_ = torch.tensor([[0, 1], [37, 128], [254, 255], [0, 255]])
mixture = torch.stack([new(4, 2, K), new(4, 2, K, scale=0.4, shift=0.5), new(4, 2, K, shift=-3)], 2)
mixture = tensor(mixture.detach().reshape(4, 2 * 3 * K).numpy())


def logistic_mixture(o, level):
    pi, mean, log_scale = o.reshape(*level.shape, 3, K).unbind(-2)
    t = level.double().unsqueeze(-1)
    upper, lower = ((t + side * 0.5) / (LEVELS - 1) for side in (1, -1))
    above = torch.where(t == LEVELS - 1, torch.ones_like(mean), torch.sigmoid((upper - mean) / log_scale.exp()))
    below = torch.where(t == 0, torch.zeros_like(mean), torch.sigmoid((lower - mean) / log_scale.exp()))
    return torch.log((torch.softmax(pi, -1) * (above - below)).sum(-1))


def logistic_mean(o):
    """Over all levels, with SciPy's distribution function."""
    pi, mean, log_scale = np.moveaxis(o.detach().numpy().reshape(4, 2, 3, K, 1), 2, 0)
    edges = (np.arange(LEVELS - 1) + 0.5) / (LEVELS - 1)
    below = logistic.cdf(edges, mean, np.exp(log_scale))
    p = np.diff(below, prepend=0, append=1, axis=-1)
    share = np.exp(pi) / np.exp(pi).sum(2, keepdims=True)
    value = np.log(np.take_along_axis((share * p).sum(2), bytes_.numpy()[..., None], -1))[..., 0]
    assert np.allclose(value, logistic_mixture(o, bytes_).detach().numpy(), rtol=1e-9)
    return ((share * p).sum(2) * np.arange(LEVELS) / (LEVELS - 1)).sum(-1)


levels = torch.tensor([[0, 4], [2, 1]])
scores = new(2, 2 * 5, scale=3)
categorical = Categorical(logits=scores.reshape(2, 2, 5))

golden = {
    "continuousBernoulli": case(
        lambda l, t: per_example(-continuous(l).log_prob(t)), logits, grey, mean=continuous(logits).mean
    ),
    "learnedGaussian": case(lambda o, t: per_example(gaussian(o, t)), pair, target, mean=pair[..., :2]),
    "discretizedLogisticMixture": case(
        lambda o: per_example(-logistic_mixture(o, bytes_)), mixture, mean=logistic_mean(mixture), target=bytes_.double() / 255
    ),
    "categoricalPixels": case(
        lambda s: per_example(-Categorical(logits=s.reshape(2, 2, 5)).log_prob(levels)),
        scores,
        mean=(categorical.probs * torch.linspace(0, 1, 5).double()).sum(-1),
        target=levels / 4,
    ),
}

random = np.random.RandomState(7)
thousandths = lambda *shape, scale=1: tensor((scale * random.randn(*shape)).round(3))
output, target = thousandths(3, 2, 2, scale=3), thousandths(3, 2, 2)
grey = tensor(random.rand(3, 2, 2).round(3))
cross_entropy = F.binary_cross_entropy_with_logits
golden["bernoulli"] = case(lambda l, t: per_example(cross_entropy(l, t, reduction="none")), output, grey)
golden["gaussianLikelihood"] = case(lambda o, t: per_example(-Normal(o, 1.0).log_prob(t)), output, target)
golden["isotropicGaussian"] = case(lambda o, t: per_example(-Normal(o, 0.3).log_prob(t)), output, target)
golden["gaussianKl"] = case(
    lambda m, v: per_example(kl_divergence(Normal(m, (v / 2).exp()), Normal(0.0, 1.0))), output, target
)

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
