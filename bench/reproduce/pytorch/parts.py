"""What twins are made of."""

import math
import re
from typing import Callable, NamedTuple, Optional

import torch
from torch.nn import functional as F

from tensors import filters, from_picture, picture, to_picture
from training import perceptron, trainable, turned


class Twin(NamedTuple):
    """Phases of a step, each its parameters and its loss; the terms of a batch, by name; what is done after a step; and

    ln p(x, z) − ln q(z | x) of one draw of z for each x, by which ln p(x) is estimated.
    """

    phases: list
    terms: Callable
    after: Optional[Callable] = None
    log_weight: Optional[Callable] = None


def part(tensors, name):
    """The weights of a network, in their order."""
    return [x for path, x in tensors.items() if re.match(f"{name}/.*(kernel|bias)$", path)]


def bernoulli(logits, target):
    """−ln p(target), summed over the features and averaged over the batch."""
    return F.binary_cross_entropy_with_logits(logits, target, reduction="sum") / target.shape[0]


def single(parameters, terms, log_weight=None):
    """A model of one phase."""
    return Twin([(parameters, lambda *batch: terms(*batch)["loss"])], terms, log_weight=log_weight)


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


def log_normal(x, mean, log_variance):
    """ln N(x; mean, variance), summed over the last axis."""
    return -0.5 * (log_variance + (x - mean).square() / log_variance.exp() + math.log(2 * math.pi)).sum(-1)


def log_bernoulli(logits, target):
    """ln p(target) of each example."""
    return -F.binary_cross_entropy_with_logits(logits, target, reduction="none").sum(-1)


def log_standard(latents):
    """ln N(latents; 0, I)."""
    return log_normal(latents, torch.zeros_like(latents), torch.zeros_like(latents))


def weight_of(encode, decode, log_prior=log_standard):
    """Of a Gaussian posterior."""

    def log_weight(x):
        mean, log_variance, latents = gaussian(encode(x))
        return log_bernoulli(decode(latents), x) + log_prior(latents) - log_normal(latents, mean, log_variance)

    return log_weight
