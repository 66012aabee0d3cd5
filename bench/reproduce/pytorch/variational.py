"""Twins of variational auto-encoders that differ by their divergence, their prior or a critic."""

import math

import torch
from torch.nn import functional as F

from parts import Twin, bernoulli, gaussian, kl_of, log_normal, part, perceptrons, single
from training import perceptron, trainable, turned


def gaussian_vae(regularizer):
    """What counts in place of the divergence is a function of mean, log variance, latents and the step's number."""

    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)
        count = [0]

        def terms(x, label):
            x = x.flatten(1)
            mean, log_variance, latents = gaussian(encode(x))
            reconstruction = bernoulli(decode(latents), x)
            loss = reconstruction + regularizer(mean, log_variance, latents, count[0])
            count[0] += torch.is_grad_enabled()
            return {"loss": loss, "reconstruction": reconstruction}

        return single(parameters, terms)

    return of


def free_bits(mean, log_variance, latents, step, minimum=0.25):
    each = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance)
    return each.mean(0).clamp(min=minimum).sum()


def capacity(mean, log_variance, latents, step, weight=10, most=25, steps=1000):
    return weight * (kl_of(mean, log_variance) - most * min(step / steps, 1)).abs()


def total_correlation(mean, log_variance, latents, step, examples=9003, beta=6):
    each = -0.5 * (
        (latents[:, None] - mean).square() * torch.exp(-log_variance) + log_variance + math.log(2 * math.pi)
    )
    constant = math.log(len(mean) * examples)
    joint = torch.logsumexp(each.sum(-1), 1) - constant
    product = (torch.logsumexp(each, 1) - constant).sum(-1)
    own = log_normal(latents, mean, log_variance)
    prior = log_normal(latents, torch.zeros_like(mean), torch.zeros_like(mean))
    return ((own - joint) + beta * (joint - product) + (product - prior)).mean()


def discrepancy(mean, log_variance, latents, step, weight=1000):
    """MMD with the kernel of the authors' code, unbiased."""
    drawn, n = torch.randn_like(latents), len(latents)

    def kernel(a, b):
        return torch.exp(-torch.cdist(a, b, compute_mode="donot_use_mm_for_euclid_dist").square() / a.shape[1] ** 2)

    def between(a):
        return (kernel(a, a).sum() - n) / (n * (n - 1))

    return weight * (between(latents) + between(drawn) - 2 * kernel(latents, drawn).mean())


def notes(tensors):
    parameters, encode, decode = perceptrons(tensors)

    def terms(x, label):
        x = x.flatten(1)
        mean, sigma = encode(x).chunk(2, 1)
        spread = sigma.exp()
        reconstruction = bernoulli(decode(mean + spread * torch.randn_like(mean)), x)
        regularizer = (spread - 1 - sigma + mean.square()).sum() / len(x)
        return {"loss": reconstruction + regularizer, "reconstruction": reconstruction}

    return single(parameters, terms)


def mixture_prior(tensors):
    parameters, encode, decode = perceptrons(tensors)
    own = trainable([tensors[f"bottleneck/{name}"] for name in ("logits", "means", "logVariances")])
    logits, means, log_variances = own

    def terms(x, label):
        x = x.flatten(1)
        mean, log_variance, latents = gaussian(encode(x))
        each = log_normal(latents[:, None], means, log_variances) + F.log_softmax(logits, 0)
        kl = (log_normal(latents, mean, log_variance) - torch.logsumexp(each, 1)).mean()
        return {"loss": bernoulli(decode(latents), x) + kl}

    return single([*parameters, *own], terms)


def factor_vae(tensors, gamma=10):
    parameters, encode, decode = perceptrons(tensors)
    critic = turned(part(tensors, "critic"))

    def score(latents):
        return perceptron(latents, critic, F.relu)

    def terms(x, label):
        x = x.flatten(1)
        mean, log_variance, latents = gaussian(encode(x))
        reconstruction = bernoulli(decode(latents), x)
        loss = reconstruction + kl_of(mean, log_variance) + gamma * score(latents).mean()
        return {"loss": loss, "reconstruction": reconstruction}

    def critic_loss(x, label):
        with torch.no_grad():
            mean, log_variance, real = gaussian(encode(x.flatten(1)))
            fake = mean + torch.exp(0.5 * log_variance) * torch.randn_like(mean)
            fake = torch.gather(fake, 0, torch.rand_like(fake).argsort(0))
        return F.softplus(-score(real)).mean() + F.softplus(score(fake)).mean()

    return Twin([(parameters, lambda *batch: terms(*batch)["loss"]), (critic, critic_loss)], terms)


def vae_gan(tensors):
    parameters, encode, decode = perceptrons(tensors)
    encoder, decoder = parameters[:4], parameters[4:]
    features, critic = turned(part(tensors, "features")), turned(part(tensors, "critic"))

    def features_of(pictures):
        return F.relu(perceptron(pictures, features, F.relu))

    def score(seen):
        return F.linear(seen, *critic)

    def distance(a, b):
        return 0.5 * (a - b).square().sum() / len(a)

    def terms(x, label):
        x = x.flatten(1)
        mean, log_variance, latents = gaussian(encode(x))
        reconstruction = distance(features_of(torch.sigmoid(decode(latents))), features_of(x))
        return {"loss": reconstruction + kl_of(mean, log_variance), "reconstruction": reconstruction}

    def fakes(x):
        """Reconstructions and samples."""
        with torch.no_grad():
            latents = gaussian(encode(x))[2]
        return torch.sigmoid(decode(torch.cat([latents, torch.randn_like(latents)])))

    def generator_loss(x, label):
        x = x.flatten(1)
        seen = features_of(fakes(x))
        with torch.no_grad():
            wanted = features_of(x)
        return F.softplus(-score(seen)).mean() + distance(seen[: len(x)], wanted)

    def critic_loss(x, label):
        x = x.flatten(1)
        with torch.no_grad():
            fake = fakes(x)
        return F.softplus(-score(features_of(x))).mean() + F.softplus(score(features_of(fake))).mean()

    phases = [
        (encoder, lambda *batch: terms(*batch)["loss"]),
        (decoder, generator_loss),
        (features + critic, critic_loss),
    ]
    return Twin(phases, terms)


VARIATIONAL = {
    "free-bits vae": gaussian_vae(free_bits),
    "capacity vae": gaussian_vae(capacity),
    "β-tc-vae": gaussian_vae(total_correlation),
    "info-vae": gaussian_vae(discrepancy),
    "notes vae": notes,
    "mixture-prior": mixture_prior,
    "factor-vae": factor_vae,
    "vae-gan": vae_gan,
}
