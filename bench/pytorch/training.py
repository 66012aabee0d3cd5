"""What all training steps have in common."""

import torch
from torch.nn import functional as F

from tensors import COMPARED_STEPS, dense


class Training:
    def __init__(self, step):
        self.run = step

    def compare(self):
        return [loss for index in range(COMPARED_STEPS) for loss in self.run(index)]


def trainable(parameters):
    for parameter in parameters:
        parameter.requires_grad_()
    return parameters


def adam(parameters, rate=1e-3, betas=(0.9, 0.999)):
    return torch.optim.Adam(parameters, lr=rate, betas=betas, eps=1e-8, foreach=True)


def perceptron(x, w, activation):
    x = F.linear(x, w[0], w[1])
    for i in range(2, len(w), 2):
        x = F.linear(activation(x), w[i], w[i + 1])
    return x


def turned(w):
    return trainable([dense(x) if x.dim() == 2 else x for x in w])


def in_phases(twin):
    """A step of a twin: in each phase its parameters go down the gradient of its loss. Gives the first phase's loss."""
    optimizers = [adam(parameters) for parameters, _ in twin.phases]

    def step(*batch):
        values = []
        for (parameters, loss), optimizer in zip(twin.phases, optimizers):
            value = loss(*batch)
            for parameter, gradient in zip(parameters, torch.autograd.grad(value, parameters)):
                parameter.grad = gradient
            optimizer.step()
            values.append(value)
        if twin.after:
            twin.after()
        return values[0]

    return step
