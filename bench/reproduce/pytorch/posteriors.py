"""Twins of variational auto-encoders whose posterior is no Gaussian: a flow, levels of latents."""

import torch
from torch.nn import functional as F

from parts import bernoulli, gaussian, kl_of, log_bernoulli, log_normal, log_standard, part, perceptrons, single
from training import perceptron, trainable, turned


def draw(mean, log_variance):
    return mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)


def flow_posterior(planes):
    """Rezende & Mohamed 2015, with the u of its appendix."""

    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)
        flow = trainable([tensors[f"bottleneck/flow/{i}/{name}"] for i in range(planes) for name in "wub"])

        def drawn(x):
            """Latents, and ln p − ln q of them."""
            mean, log_variance, latents = gaussian(encode(x))
            log_q = log_normal(latents, mean, log_variance)
            for w, u, b in zip(flow[::3], flow[1::3], flow[2::3]):
                product = w @ u
                u = u + (F.softplus(product) - 1 - product) * w / (w @ w)
                bend = torch.tanh(latents @ w + b)
                latents = latents + bend[:, None] * u
                log_q = log_q - torch.log1p((1 - bend.square()) * (w @ u))
            return latents, log_standard(latents) - log_q

        def terms(x, label):
            x = x.flatten(1)
            latents, log_ratio = drawn(x)
            reconstruction = bernoulli(decode(latents), x)
            return {"loss": reconstruction - log_ratio.mean(), "reconstruction": reconstruction}

        def log_weight(x):
            latents, log_ratio = drawn(x)
            return log_bernoulli(decode(latents), x) + log_ratio

        return single([*parameters, *flow], terms, log_weight)

    return of


def hierarchical(tensors):
    """Two levels, bottom up: z1 from x, z2 from z1."""
    parameters, encode, decode = perceptrons(tensors)
    up, down = (turned(part(tensors, f"bottleneck/level2/{name}")) for name in ("up", "down"))

    def terms(x, label):
        x = x.flatten(1)
        mean, log_variance, low = gaussian(encode(x))
        high_mean, high_log_variance, high = gaussian(perceptron(low, up, F.relu))
        prior = perceptron(high, down, F.relu).chunk(2, 1)
        kl = (log_normal(low, mean, log_variance) - log_normal(low, *prior)).mean() + kl_of(high_mean, high_log_variance)
        reconstruction = bernoulli(decode(low), x)
        return {"loss": reconstruction + kl, "reconstruction": reconstruction}

    def log_weight(x):
        mean, log_variance, low = gaussian(encode(x))
        high_mean, high_log_variance, high = gaussian(perceptron(low, up, F.relu))
        prior = perceptron(high, down, F.relu).chunk(2, 1)
        log_p = log_normal(low, *prior) + log_standard(high)
        log_q = log_normal(low, mean, log_variance) + log_normal(high, high_mean, high_log_variance)
        return log_bernoulli(decode(low), x) + log_p - log_q

    return single([*parameters, *up, *down], terms, log_weight)


def ladder(tensors):
    """Two levels, top down: the precisions of encoder and prior are added."""
    parameters, encode, decode = perceptrons(tensors)
    down = turned(part(tensors, "bottleneck/level2/down"))
    size = down[0].shape[1]

    def terms(x, label):
        x = x.flatten(1)
        output = encode(x)
        mean, log_variance = output[:, : -2 * size].chunk(2, 1)
        high_mean, high_log_variance = output[:, -2 * size :].chunk(2, 1)
        prior_mean, prior_log_variance = perceptron(draw(high_mean, high_log_variance), down, F.relu).chunk(2, 1)
        precision, of_prior = torch.exp(-log_variance), torch.exp(-prior_log_variance)
        variance = 1 / (precision + of_prior)
        mean = variance * (precision * mean + of_prior * prior_mean)
        ratio = variance * of_prior
        distance = (mean - prior_mean).square() * of_prior
        kl = 0.5 * (ratio + distance - 1 - torch.log(ratio)).sum() / len(x) + kl_of(high_mean, high_log_variance)
        reconstruction = bernoulli(decode(draw(mean, torch.log(variance))), x)
        return {"loss": reconstruction + kl, "reconstruction": reconstruction}

    return single([*parameters, *down], terms)


POSTERIORS = {"flow posterior": flow_posterior(8), "hierarchical": hierarchical, "ladder": ladder}
