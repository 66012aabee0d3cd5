"""Twins of auto-encoders whose latents have no distribution."""

import torch
from torch.nn import functional as F

from parts import Twin, bernoulli, perceptrons, single


def sparse(tensors, weight=0.1):
    parameters, encode, decode = perceptrons(tensors)

    def terms(x, label):
        x = x.flatten(1)
        latents = F.relu(encode(x))
        reconstruction = bernoulli(decode(latents), x)
        return {"loss": reconstruction + weight * latents.sum() / len(x), "reconstruction": reconstruction}

    return single(parameters, terms)


def kl_sparse(tensors, weight=3, rate=0.05):
    parameters, encode, decode = perceptrons(tensors)

    def terms(x, label):
        x = x.flatten(1)
        latents = torch.sigmoid(encode(x))
        mean = latents.mean(0)
        divergence = rate * (rate / mean).log() + (1 - rate) * ((1 - rate) / (1 - mean)).log()
        reconstruction = bernoulli(decode(latents), x)
        return {"loss": reconstruction + weight * divergence.sum(), "reconstruction": reconstruction}

    return single(parameters, terms)


def contractive(tensors, weight=0.1):
    """The Jacobian row by row, all rows in one batched backward pass."""
    parameters, encode, decode = perceptrons(tensors)

    def terms(x, label):
        with torch.enable_grad():
            x = x.flatten(1).detach().requires_grad_()
            latents = encode(x)
            rows = torch.eye(latents.shape[1])[:, None].expand(-1, *latents.shape)
            (jacobian,) = torch.autograd.grad(latents, x, rows, create_graph=True, is_grads_batched=True)
        reconstruction = bernoulli(decode(latents), x.detach())
        contraction = jacobian.square().sum() / len(x)
        return {"loss": reconstruction + weight * contraction, "reconstruction": reconstruction}

    return single(parameters, terms)


def rae(gradient):
    """The squared error, latents near 0; and the slopes of the decoder, estimated in a random direction, or its weights."""

    def of(tensors):
        parameters, encode, decode = perceptrons(tensors)
        own = parameters[len(parameters) // 2 :]

        def penalty(latents, decoded):
            if not gradient:
                return sum(w.square().sum() for w in own)
            signs = 2 * torch.randint(2, decoded.shape).float() - 1
            (slopes,) = torch.autograd.grad(decoded, latents, signs, create_graph=True)
            return 0.5 * slopes.square().sum() / len(latents)

        def terms(x, label):
            x = x.flatten(1)
            with torch.enable_grad():
                latents = encode(x)
                decoded = decode(latents)
                held = 1e-4 * 0.5 * latents.square().sum() / len(x) + 1e-7 * penalty(latents, decoded)
            reconstruction = (decoded - x).square().sum() / len(x)
            return {"loss": reconstruction + held, "reconstruction": reconstruction}

        return single(parameters, terms)

    return of


def vq_vae_ema(tensors, commitment=0.25, decay=0.99, revive_below=0.03):
    parameters, encode, decode = perceptrons(tensors)
    codebook, usage, total = (tensors[f"bottleneck/{name}"] for name in ("codebook", "usage", "total"))
    passed = {}

    def terms(x, label):
        x = x.flatten(1)
        output = encode(x).reshape(len(x), -1, codebook.shape[1])
        index = torch.cdist(output.detach(), codebook).argmin(-1)
        chosen = codebook[index]
        passed.update(vectors=output.detach().flatten(0, 1), index=index.flatten())
        latents = output + (chosen - output).detach()
        reconstruction = bernoulli(decode(latents.flatten(1)), x)
        held = commitment * (output - chosen).square().sum() / len(x)
        return {"loss": reconstruction + held, "reconstruction": reconstruction}

    def after():
        """From the vectors of the step."""
        vectors, index = passed["vectors"], passed["index"]
        chosen = F.one_hot(index, len(codebook)).float()
        usage.mul_(decay).add_(chosen.sum(0), alpha=1 - decay)
        total.mul_(decay).add_(chosen.t() @ vectors, alpha=1 - decay)
        typical = usage.mean()
        dead = usage < revive_below * typical
        usage[dead] = typical
        total[dead] = vectors[torch.randint(len(vectors), (len(codebook),))][dead] * typical
        codebook.copy_(total / usage[:, None])

    return Twin(single(parameters, terms).phases, terms, after)


PLAIN = {
    "sparse ae": sparse,
    "kl-sparse ae": kl_sparse,
    "contractive ae": contractive,
    "rae-l2": rae(gradient=False),
    "rae-gp": rae(gradient=True),
    "vq-vae-ema": vq_vae_ema,
}
