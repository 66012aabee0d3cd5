"""The GANs: each is a function from the tensors of a case to a Training."""

import torch
from torch.nn import functional as F

from tensors import filters, from_picture, picture, to_picture, weights
from training import Training, adam, perceptron, trainable, turned


def game(generator, critic, make, score, batch, tensors, settings, rate, losses, penalty=None):
    optimizers = [adam(critic, *rate), adam(generator, *rate)]
    critic_loss, generator_loss = losses

    def latents(compared, of):
        if compared is None:
            return torch.randn(settings["batch"], settings["latent"])
        return tensors[f"noise.{compared}.{of}"]

    def shares(compared):
        return torch.rand(settings["batch"], 1) if compared is None else tensors[f"noise.{compared}.share"]

    def demand(parameters, wanted):
        for parameter in parameters:
            parameter.requires_grad_(wanted)

    def step(compared=None):
        with torch.no_grad():
            fake = make(latents(compared, "critic"))
        optimizers[0].zero_grad(set_to_none=True)
        terms = [critic_loss(score(batch), score(fake))]
        if penalty:
            terms.append(penalty(score, batch, fake, shares(compared)))
        sum(terms).backward()
        optimizers[0].step()
        # Nobody needs the critic's gradients in the generator's step.
        demand(critic, False)
        optimizers[1].zero_grad(set_to_none=True)
        generative = generator_loss(score(make(latents(compared, "generator"))))
        generative.backward()
        optimizers[1].step()
        demand(critic, True)
        return [term.item() for term in [*terms, generative]]

    return Training(step)


NON_SATURATING = (
    lambda real, fake: F.softplus(-real).mean() + F.softplus(fake).mean(),
    lambda fake: F.softplus(-fake).mean(),
)
WASSERSTEIN = (lambda real, fake: fake.mean() - real.mean(), lambda fake: -fake.mean())


def gradient_penalty(score, real, fake, share):
    between = (fake + share * (real - fake)).requires_grad_()
    (slope,) = torch.autograd.grad(score(between).sum(), between, create_graph=True)
    return 10 * (slope.norm(dim=1) - 1).square().mean()


def leaky(x):
    return F.leaky_relu(x, 0.2)


def points(rate, losses, penalty=None):
    def program(tensors, settings):
        generator, critic = turned(weights(tensors, "generator")), turned(weights(tensors, "critic"))
        make = lambda latents: perceptron(latents, generator, leaky)  # noqa: E731
        score = lambda data: perceptron(data, critic, leaky)  # noqa: E731
        return game(
            generator, critic, make, score, tensors["batch"], tensors, settings, rate, losses, penalty
        )

    return program


def dcgan(tensors, settings):
    g, c = weights(tensors, "generator"), weights(tensors, "critic")
    small = (7, 7, g[4].shape[3])
    g = [to_picture(g[0], small), to_picture(g[1], small), g[2], g[3], filters(g[4]), *g[5:8], filters(g[8]), g[9]]
    c = [filters(c[0]), c[1], filters(c[2]), *c[3:6], from_picture(c[6], small), c[7]]
    trainable(g)
    trainable(c)
    moving = [(torch.zeros_like(scale), torch.ones_like(scale)) for scale in (g[2], g[6], c[4])]

    def norm(x, index, scale, offset):
        return F.batch_norm(x, *moving[index], scale, offset, training=True, momentum=0.1, eps=1e-5)

    def make(latents):
        x = F.linear(latents, g[0], g[1]).reshape(-1, small[2], small[0], small[1])
        x = F.relu(norm(x, 0, g[2], g[3]))
        x = F.relu(norm(F.conv_transpose2d(x, g[4], g[5], stride=2, padding=1), 1, g[6], g[7]))
        return torch.sigmoid(F.conv_transpose2d(x, g[8], g[9], stride=2, padding=1))

    def score(data):
        x = leaky(F.conv2d(2 * data - 1, c[0], c[1], stride=2, padding=1))
        x = leaky(norm(F.conv2d(x, c[2], c[3], stride=2, padding=1), 2, c[4], c[5]))
        return F.linear(x.flatten(1), c[6], c[7])

    batch = picture(tensors["batch"])
    return game(g, c, make, score, batch, tensors, settings, (2e-4, (0.5, 0.999)), NON_SATURATING)


GANS = {
    "gan": points((2e-4, (0.5, 0.999)), NON_SATURATING),
    "wganGp": points((1e-4, (0, 0.9)), WASSERSTEIN, gradient_penalty),
    "dcgan": dcgan,
}
