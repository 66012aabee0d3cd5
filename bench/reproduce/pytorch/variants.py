"""The twins: each is a function from the tensors of a model, by their names there, to a Twin."""

import math

import torch
from torch.nn import functional as F

from parts import (
    Twin,
    bernoulli,
    convolutions,
    gaussian,
    kl_of,
    log_bernoulli,
    log_normal,
    log_standard,
    part,
    perceptrons,
    single,
    weight_of,
)
from plain import PLAIN
from posteriors import POSTERIORS
from training import perceptron, trainable, turned
from variational import VARIATIONAL


def vae(beta=1, conditional=False):
    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)

        def terms(x, label):
            x = x.flatten(1)
            beside = [F.one_hot(label, 10).float()] if conditional else []
            mean, log_variance, latents = gaussian(encode(torch.cat([x, *beside], 1)))
            reconstruction = bernoulli(decode(torch.cat([latents, *beside], 1)), x)
            return {"loss": reconstruction + beta * kl_of(mean, log_variance)}

        return single(parameters, terms, weight_of(encode, decode))

    return of


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

    return single([*parameters, pseudo], terms, weight_of(encode, decode, log_prior))


def iwae(samples):
    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)

        def terms(x, label):
            x = x.flatten(1)
            mean, log_variance = (y.expand(samples, *y.shape) for y in encode(x).chunk(2, 1))
            latents = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
            logits = decode(latents.flatten(0, 1)).reshape(samples, *x.shape)
            likelihood = log_bernoulli(logits, x.expand_as(logits))
            weights = likelihood + log_standard(latents) - log_normal(latents, mean, log_variance)
            return {"loss": -(torch.logsumexp(weights, 0) - math.log(samples)).mean()}

        return single(parameters, terms, weight_of(encode, decode))

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
    """The encoder sees what is left of an example: drawn while training, given when it is evaluated."""
    parameters, encode, decode = perceptrons(tensors)

    def terms(x, label, seen=None):
        x = x.flatten(1)
        seen = x * (torch.rand_like(x) >= rate) if seen is None else seen.flatten(1)
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
        with torch.no_grad():
            latents = encode(x.flatten(1))
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
    "iwae-50": iwae(50),
    "ae": ae(),
    "denoising ae": denoising,
    "wae-mmd": wae_mmd,
    "conv ae": ae(convolutions),
    "vq-vae": vq_vae,
    "aae": aae,
    **PLAIN,
    **POSTERIORS,
    **VARIATIONAL,
}
