"""The auto-encoders: each is a function from the tensors of a case to a Training."""

import torch
from torch.nn import functional as F

from tensors import filters, from_picture, picture, to_picture, weights
from training import Training, adam, perceptron, trainable, turned


def bernoulli(logits, target):
    return F.binary_cross_entropy_with_logits(logits, target, reduction="sum") / target.shape[0]


def auto_encoder(parameters, loss):
    optimizer = adam(parameters)

    def step(compared=None):
        optimizer.zero_grad(set_to_none=True)
        value = loss(compared)
        value.backward()
        optimizer.step()
        return [value.item()]

    return Training(step)


def vae(tensors, settings):
    encoder, decoder = turned(weights(tensors, "encoder")), turned(weights(tensors, "decoder"))
    batch = tensors["batch"].flatten(1)

    def loss(compared):
        mean, log_variance = perceptron(batch, encoder, F.relu).chunk(2, 1)
        noise = torch.randn_like(mean) if compared is None else tensors[f"noise.{compared}"]
        latents = mean + torch.exp(0.5 * log_variance) * noise
        kl = 0.5 * (mean.square() + log_variance.exp() - 1 - log_variance).sum() / batch.shape[0]
        return bernoulli(perceptron(latents, decoder, F.relu), batch) + kl

    return auto_encoder(encoder + decoder, loss)


def conv_ae(tensors, settings):
    e, d = weights(tensors, "encoder"), weights(tensors, "decoder")
    small = (7, 7, e[2].shape[3])
    e = trainable([filters(e[0]), e[1], filters(e[2]), e[3], from_picture(e[4], small), e[5]])
    d = trainable([to_picture(d[0], small), to_picture(d[1], small), filters(d[2]), d[3], filters(d[4]), d[5]])
    batch = picture(tensors["batch"])

    def loss(compared):
        x = F.relu(F.conv2d(batch, e[0], e[1], stride=2, padding=1))
        x = F.relu(F.conv2d(x, e[2], e[3], stride=2, padding=1))
        x = F.linear(x.flatten(1), e[4], e[5])
        x = F.relu(F.linear(x, d[0], d[1])).reshape(-1, small[2], small[0], small[1])
        x = F.relu(F.conv_transpose2d(x, d[2], d[3], stride=2, padding=1))
        return bernoulli(F.conv_transpose2d(x, d[4], d[5], stride=2, padding=1), batch)

    return auto_encoder(e + d, loss)


AUTO_ENCODERS = {"vae": vae, "convAe": conv_ae}
