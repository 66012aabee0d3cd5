"""Fills golden.json: values and gradients of the objectives of a VAE as PyTorch has them, in float64.

    /usr/bin/python3 packages/vae/src/golden.py

PyTorch 1.13. The inputs in golden.json stay as they are; `noise` is what the keys of golden.node.test.ts give, which the
test checks. The decoder is the matrix `weights`, its output the logits of Bernoullis.
"""
import json
import math
import os

import torch
from torch.distributions import Normal, kl_divergence

path = os.path.join(os.path.dirname(__file__), "golden.json")
with open(path) as file:
    inputs = json.load(file)["inputs"]
constant = lambda values: torch.tensor(values, dtype=torch.float64)
data = constant(inputs["data"])
noise = {name: constant(values) for name, values in inputs["noise"].items()}
variables = {name: {path: constant(values) for path, values in all.items()} for name, all in inputs["variables"].items()}
flat = lambda x: [float(f"{value:.9g}") for value in x.detach().flatten().tolist()]
bce = torch.nn.functional.binary_cross_entropy_with_logits
B, D, K, N = 4, 2, 3, 20


def reconstruction(z, weights):
    """-ln p(x | z), for latents [..., batch, D]."""
    logits = z @ weights
    return bce(logits, data.expand_as(logits), reduction="none").sum(-1)


def split(output):
    mean, log_variance = output.chunk(2, -1)
    return mean, torch.exp(log_variance / 2)


def case(loss, own={}, output="output"):
    """The terms, and the gradients by the encoder's output, the decoder's weights and the variables of its own."""
    output, weights = (constant(inputs[name]).requires_grad_() for name in (output, "weights"))
    trained = {path: values.clone().requires_grad_() for path, values in own.items()}
    terms = loss(output, weights, trained) if own else loss(output, weights)
    gradients = torch.autograd.grad(terms["loss"], (output, weights, *trained.values()))
    return {
        "terms": {name: flat(value) for name, value in terms.items()},
        "gradients": [flat(gradient) for gradient in gradients[:2]],
        **({"variables": dict(zip(own, map(flat, gradients[2:])))} if own else {}),
    }


def notes(output, weights):
    m, sigma = output.chunk(2, -1)
    regularizer = (torch.exp(sigma) - (1 + sigma) + m**2).sum(-1)
    fit = reconstruction(torch.exp(sigma) * noise["one"] + m, weights)
    return {"regularizer": regularizer.mean(), "loss": (fit + 0.5 * regularizer).mean()}


def regularized(regularizer, beta):
    def loss(output, weights):
        mean, deviation = split(output)
        kl = kl_divergence(Normal(mean, deviation), Normal(0.0, 1.0))
        term = regularizer(kl)
        fit = reconstruction(mean + deviation * noise["one"], weights)
        return {"kl": kl.sum(-1).mean(), "regularizer": term, "loss": fit.mean() + beta * term}

    return loss


def importance_weighted(doubly):
    def loss(output, weights):
        mean, deviation = split(output)
        z = mean + deviation * noise["three"].reshape(K, B, D)
        q = Normal(mean.detach(), deviation.detach()) if doubly else Normal(mean, deviation)
        kl = (q.log_prob(z) - Normal(0.0, 1.0).log_prob(z)).sum(-1)
        log_weights = -reconstruction(z, weights) - kl
        if doubly:
            normalized = torch.softmax(log_weights.detach(), 0)
            z.register_hook(lambda gradient: gradient * normalized[..., None])
        bound = torch.logsumexp(log_weights, 0) - math.log(K)
        return {"kl": kl.mean(), "loss": -bound.mean()}

    return loss


def weighted():
    return torch.full((B, B), 1 / (N * B), dtype=torch.float64)


def stratified():
    """Chen et al. 2018, appendix C.2, for example i: 1/N itself, (N − M)/(N M) one of the others, 1/M the rest."""
    M = B - 1
    rows = torch.full((B, B), 1 / M, dtype=torch.float64)
    for i in range(B):
        rows[i, i] = 1 / N
        rows[i, (i + 1) % B] = (N - M) / (N * M)
    return rows


def total_correlation(rows):
    def loss(output, weights):
        mean, deviation = split(output)
        z = mean + deviation * noise["one"]
        own = Normal(mean, deviation).log_prob(z).sum(-1)
        densities = torch.stack([torch.exp(Normal(mean[j], deviation[j]).log_prob(z)) for j in range(B)], 1)
        joint = torch.log((rows * densities.prod(-1)).sum(1))
        product = torch.log((rows[:, :, None] * densities).sum(1)).sum(-1)
        prior = Normal(0.0, 1.0).log_prob(z).sum(-1)
        terms = [own - joint, joint - product, product - prior]
        total = reconstruction(z, weights) + 2 * terms[0] + 3 * terms[1] + 4 * terms[2]
        names = ["mutualInformation", "totalCorrelation", "dimensionwiseKl"]
        return {**{name: term.mean() for name, term in zip(names, terms)}, "loss": total.mean()}

    return loss


def information(output, weights):
    """MMD with exp(−d²/dim²), unbiased; α = 0.5, λ = 3."""
    mean, deviation = split(output)
    z, drawn = mean + deviation * noise["mmd"], noise["prior"]
    kernel = lambda x, y: torch.exp(-((x[:, None] - y[None]) ** 2).sum(-1) / D**2)
    off = 1 - torch.eye(B, dtype=torch.float64)
    within = lambda x: (kernel(x, x) * off).sum() / (B * (B - 1))
    mmd = within(z) + within(drawn) - 2 * kernel(z, drawn).mean()
    kl = kl_divergence(Normal(mean, deviation), Normal(0.0, 1.0)).sum(-1)
    return {"kl": kl.mean(), "mmd": mmd, "loss": (reconstruction(z, weights) + 0.5 * kl).mean() + 2.5 * mmd}


def flow_posterior(output, weights, own):
    """Rezende & Mohamed 2015, with the u of its appendix: the flow of a draw, and ln |det| by its Jacobian."""
    mean, deviation = split(output)

    def flow(z):
        for i in range(2):
            w, u, b = (own[f"flow/{i}/{name}"] for name in "wub")
            product = w @ u
            corrected = u + (torch.log1p(torch.exp(product)) - 1 - product) * w / (w @ w)
            z = z + corrected * torch.tanh(w @ z + b)
        return z

    start = mean + deviation * noise["one"]
    z = torch.stack([flow(row) for row in start])
    slopes = [torch.autograd.functional.jacobian(flow, row, create_graph=True) for row in start]
    log_determinant = torch.log(torch.abs(torch.det(torch.stack(slopes))))
    log_q = Normal(mean, deviation).log_prob(start).sum(-1) - log_determinant
    kl = log_q - Normal(0.0, 1.0).log_prob(z).sum(-1)
    return {"kl": kl.mean(), "loss": (reconstruction(z, weights) + 2 * kl).mean()}


def dense(x, own, name):
    return x @ own[f"{name}/0/1/kernel"] + own[f"{name}/0/1/bias"]


def hierarchical(output, weights, own):
    """Bottom up, of the levels 2 and 1: the lower divergence is estimated, the upper one exact."""
    mean, deviation = split(output)
    z1 = mean + deviation * noise["mmd"]
    upper = Normal(*split(dense(z1, own, "level2/up")))
    z2 = upper.mean + upper.stddev * noise["top"]
    prior = Normal(*split(dense(z2, own, "level2/down")))
    kl1 = (Normal(mean, deviation).log_prob(z1) - prior.log_prob(z1)).sum(-1)
    kl2 = kl_divergence(upper, Normal(0.0, 1.0)).sum(-1)
    return levelled(z1, weights, kl1, kl2)


def ladder(output, weights, own):
    """Top down, with the precisions of Sonderby et al. 2016 as they stand there."""
    low, high = output.split((2 * D, 2), -1)
    (mean, deviation), (upper_mean, upper_deviation) = split(low), split(high)
    z2 = upper_mean + upper_deviation * noise["top"]
    prior = Normal(*split(dense(z2, own, "level2/down")))
    precision, of_prior = deviation**-2, prior.stddev**-2
    variance = 1 / (precision + of_prior)
    posterior = Normal((mean * precision + prior.mean * of_prior) * variance, torch.sqrt(variance))
    z1 = posterior.mean + posterior.stddev * noise["mmd"]
    kl1 = kl_divergence(posterior, prior).sum(-1)
    kl2 = kl_divergence(Normal(upper_mean, upper_deviation), Normal(0.0, 1.0)).sum(-1)
    return levelled(z1, weights, kl1, kl2)


def levelled(z1, weights, kl1, kl2):
    loss = reconstruction(z1, weights) + 2 * (kl1 + kl2)
    return {"kl": (kl1 + kl2).mean(), "kl1": kl1.mean(), "kl2": kl2.mean(), "loss": loss.mean()}


cases = {
    "notes": case(notes),
    "capacityAbove": case(regularized(lambda kl: (kl.sum(-1).mean() - 5).abs(), 2)),
    "capacityBelow": case(regularized(lambda kl: (kl.sum(-1).mean() - 0.25).abs(), 2)),
    "freeBits": case(regularized(lambda kl: torch.clamp(kl.mean(0), min=0.5).sum(), 1)),
    "importanceWeighted": case(importance_weighted(False)),
    "doublyReparameterized": case(importance_weighted(True)),
    "weighted": case(total_correlation(weighted())),
    "stratified": case(total_correlation(stratified())),
    "information": case(information),
    "hierarchical": case(hierarchical, variables["hierarchical"]),
    "ladder": case(ladder, variables["ladder"], "outputOfLadder"),
    "planar": case(flow_posterior, variables["planar"]),
}
with open(path, "w") as file:
    json.dump({"inputs": inputs, "cases": cases}, file, indent=2)
    file.write("\n")
