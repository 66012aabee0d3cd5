"""The twins: each is a function from the tensors of a model, by their names there, to a Twin."""

import math
import re
from typing import Callable, NamedTuple

import torch
from torch.nn import functional as F

from tensors import filters, from_picture, picture, to_picture
from training import perceptron, trainable, turned


class Twin(NamedTuple):
    """Phases of a step, each its parameters and its loss; and the terms of a batch, by name."""

    phases: list
    terms: Callable


def part(tensors, name):
    """The weights of a network, in their order."""
    return [x for path, x in tensors.items() if re.match(f"{name}/.*(kernel|bias)$", path)]


def bernoulli(logits, target):
    """−ln p(target), summed over the features and averaged over the batch."""
    return F.binary_cross_entropy_with_logits(logits, target, reduction="sum") / target.shape[0]


def single(parameters, terms):
    """A model of one phase."""
    return Twin([(parameters, lambda *batch: terms(*batch)["loss"])], terms)


def perceptrons(tensors):
    """784-400-latents and back, with ReLU."""
    encoder, decoder = turned(part(tensors, "encoder")), turned(part(tensors, "decoder"))
    return (
        encoder + decoder,
        lambda x: perceptron(x, encoder, F.relu),
        lambda latents: perceptron(latents, decoder, F.relu),
    )


def convolutions(tensors):
    e, d = part(tensors, "encoder"), part(tensors, "decoder")
    small = (7, 7, e[2].shape[3])
    e = trainable([filters(e[0]), e[1], filters(e[2]), e[3], from_picture(e[4], small), e[5]])
    d = trainable([to_picture(d[0], small), to_picture(d[1], small), filters(d[2]), d[3], filters(d[4]), d[5]])

    def encode(x):
        x = F.relu(F.conv2d(picture(x.reshape(-1, 28, 28, 1)), e[0], e[1], stride=2, padding=1))
        x = F.relu(F.conv2d(x, e[2], e[3], stride=2, padding=1))
        return F.linear(x.flatten(1), e[4], e[5])

    def decode(latents):
        x = F.relu(F.linear(latents, d[0], d[1])).reshape(-1, small[2], small[0], small[1])
        x = F.relu(F.conv_transpose2d(x, d[2], d[3], stride=2, padding=1))
        return F.conv_transpose2d(x, d[4], d[5], stride=2, padding=1).flatten(1)

    return e + d, encode, decode


def gaussian(output):
    """Mean, log variance and a sample."""
    mean, log_variance = output.chunk(2, 1)
    return mean, log_variance, mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)


def kl_of(mean, log_variance):
    return 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum() / mean.shape[0]


def vae(beta=1, conditional=False):
    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)

        def terms(x, label):
            x = x.flatten(1)
            beside = [F.one_hot(label, 10).float()] if conditional else []
            mean, log_variance, latents = gaussian(encode(torch.cat([x, *beside], 1)))
            reconstruction = bernoulli(decode(torch.cat([latents, *beside], 1)), x)
            return {"loss": reconstruction + beta * kl_of(mean, log_variance)}

        return single(parameters, terms)

    return of


def log_normal(x, mean, log_variance):
    """ln N(x; mean, variance), summed over the last axis."""
    return -0.5 * (log_variance + (x - mean).square() / log_variance.exp() + math.log(2 * math.pi)).sum(-1)


def vamp_prior(tensors):
    parameters, encode, decode = perceptrons(tensors)
    pseudo = trainable([tensors["bottleneck/pseudoInputs"].flatten(1)])[0]

    def log_prior(latents):
        mean, log_variance = encode(pseudo.clamp(0, 1)).chunk(2, 1)
        return torch.logsumexp(log_normal(latents[:, None], mean, log_variance), 1) - math.log(len(pseudo))

    def terms(x, label):
        x = x.flatten(1)
        mean, log_variance, latents = gaussian(encode(x))
        kl = (log_normal(latents, mean, log_variance) - log_prior(latents)).mean()
        return {"loss": bernoulli(decode(latents), x) + kl}

    return single([*parameters, pseudo], terms)


def iwae(samples):
    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)

        def terms(x, label):
            x = x.flatten(1)
            mean, log_variance = (y.expand(samples, *y.shape) for y in encode(x).chunk(2, 1))
            latents = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
            logits = decode(latents.flatten(0, 1)).reshape(samples, *x.shape)
            likelihood = -F.binary_cross_entropy_with_logits(logits, x.expand_as(logits), reduction="none").sum(-1)
            prior = log_normal(latents, torch.zeros_like(mean), torch.zeros_like(mean))
            weights = likelihood + prior - log_normal(latents, mean, log_variance)
            return {"loss": -(torch.logsumexp(weights, 0) - math.log(samples)).mean()}

        return single(parameters, terms)

    return of


def ae(networks=perceptrons):
    def of(tensors):
        parameters, encode, decode = networks(tensors)

        def terms(x, label):
            x = x.flatten(1)
            reconstruction = bernoulli(decode(encode(x)), x)
            return {"loss": reconstruction, "reconstruction": reconstruction}

        return single(parameters, terms)

    return of


def denoising(tensors, rate=0.25):
    """While training, the encoder sees what is left of an example."""
    parameters, encode, decode = perceptrons(tensors)

    def terms(x, label):
        x = x.flatten(1)
        seen = x * (torch.rand_like(x) >= rate) if torch.is_grad_enabled() else x
        reconstruction = bernoulli(decode(encode(seen)), x)
        return {"loss": reconstruction, "reconstruction": reconstruction}

    return single(parameters, terms)


def wae_mmd(tensors, weight=10):
    parameters, encode, decode = perceptrons(tensors)

    def kernel(a, b):
        squared = torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist").square()
        constants = [2 * a.shape[1] * scale for scale in (0.1, 0.2, 0.5, 1, 2, 5, 10)]
        return sum(c / (c + squared) for c in constants)

    def between(a):
        """The mean over pairs of different ones."""
        n = len(a)
        return (kernel(a, a).sum() - 7 * n) / (n * (n - 1))

    def terms(x, label):
        x = x.flatten(1)
        latents = encode(x)
        drawn = torch.randn_like(latents)
        mmd = between(latents) + between(drawn) - 2 * kernel(latents, drawn).mean()
        reconstruction = (decode(latents) - x).square().sum() / len(x)
        return {"loss": reconstruction + weight * mmd, "reconstruction": reconstruction}

    return single(parameters, terms)


def vq_vae(tensors, commitment=0.25):
    parameters, encode, decode = perceptrons(tensors)
    codebook = trainable([tensors["bottleneck/codebook"]])[0]

    def terms(x, label):
        x = x.flatten(1)
        output = encode(x).reshape(len(x), -1, codebook.shape[1])
        chosen = codebook[torch.cdist(output, codebook).argmin(-1)]
        latents = output + (chosen - output).detach()
        distance = lambda a, b: (a - b).square().sum() / len(x)  # noqa: E731
        reconstruction = bernoulli(decode(latents.flatten(1)), x)
        held = distance(chosen, output.detach()) + commitment * distance(output, chosen.detach())
        return {"loss": reconstruction + held, "reconstruction": reconstruction}

    return single([*parameters, codebook], terms)


def aae(tensors):
    parameters, encode, decode = perceptrons(tensors)
    encoder = parameters[: len(part(tensors, "encoder"))]
    critic = turned(part(tensors, "critic"))

    def terms(x, label):
        x = x.flatten(1)
        return {"reconstruction": bernoulli(decode(encode(x)), x)}

    def score(latents):
        return perceptron(latents, critic, F.relu)

    def critic_loss(x, label):
        latents = encode(x.flatten(1)).detach()
        return F.softplus(-score(torch.randn_like(latents))).mean() + F.softplus(score(latents)).mean()

    def encoder_loss(x, label):
        return F.softplus(-score(encode(x.flatten(1)))).mean()

    def reconstruction(x, label):
        return terms(x, label)["reconstruction"]

    return Twin([(parameters, reconstruction), (critic, critic_loss), (encoder, encoder_loss)], terms)


VARIANTS = {
    "vae": vae(),
    "β-vae": vae(beta=4),
    "conditional vae": vae(conditional=True),
    "vamp-prior": vamp_prior,
    "iwae": iwae(5),
    "ae": ae(),
    "denoising ae": denoising,
    "wae-mmd": wae_mmd,
    "conv ae": ae(convolutions),
    "vq-vae": vq_vae,
    "aae": aae,
}
