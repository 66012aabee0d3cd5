"""The kernels: each is a function from the tensors of a case to a Kernel."""

import torch
from torch.nn import functional as F

from tensors import digest, filters, picture, weights


class Kernel:
    def __init__(self, run, results=None):
        self.run = run
        self.results = results or run

    def compare(self):
        return [digest(result) for result in self.results()]


def back(x):
    """`[batch, channels, height, width]` to the layout of the file."""
    return x.permute(0, 2, 3, 1)


def gemm(tensors, settings):
    a = tensors["a"].t() if settings["transposeA"] else tensors["a"]
    b = tensors["b"].t() if settings["transposeB"] else tensors["b"]
    return Kernel(lambda: [torch.matmul(a, b)])


def conv_forward(tensors, settings):
    x, w = picture(tensors["x"]), filters(tensors["filter"])
    run = lambda: F.conv2d(x, w, stride=2, padding=1)  # noqa: E731
    return Kernel(run, lambda: [back(run())])


def conv_input_gradient(tensors, settings):
    dy, w = picture(tensors["dy"]), filters(tensors["filter"])
    run = lambda: F.conv_transpose2d(dy, w, stride=2, padding=1)  # noqa: E731
    return Kernel(run, lambda: [back(run())])


def conv_filter_gradient(tensors, settings):
    x, dy, w = picture(tensors["x"]), picture(tensors["dy"]), filters(tensors["filter"])

    def run():
        wanted = [False, True, False]
        return torch.ops.aten.convolution_backward(dy, x, w, None, [2, 2], [1, 1], [1, 1], False, [0, 0], 1, wanted)[1]

    return Kernel(run, lambda: [run().permute(2, 3, 1, 0)])


def adam(tensors, settings):
    values = [value.requires_grad_() for value in weights(tensors, "value")]
    for value, gradient in zip(values, weights(tensors, "gradient")):
        value.grad = gradient
    optimizer = torch.optim.Adam(values, lr=1e-3, eps=1e-8, foreach=True)

    def results():
        optimizer.step()
        return values

    return Kernel(optimizer.step, results)


def bernoulli(tensors, settings):
    logits, target = tensors["logits"].requires_grad_(), tensors["target"]

    def run():
        loss = F.binary_cross_entropy_with_logits(logits, target, reduction="sum") / target.shape[0]
        return torch.autograd.grad(loss, [logits])

    return Kernel(run)


def batch_norm(tensors, settings):
    x, dy = picture(tensors["x"]).requires_grad_(), picture(tensors["dy"])
    scale, offset = torch.ones(x.shape[1]).requires_grad_(), torch.zeros(x.shape[1]).requires_grad_()
    moving = torch.zeros(x.shape[1]), torch.ones(x.shape[1])

    def run():
        y = F.batch_norm(x, *moving, scale, offset, training=True, momentum=0.1, eps=1e-5)
        return torch.autograd.grad(y, [x, scale, offset], dy)

    def results():
        dx, *rest = run()
        return [back(dx), *rest]

    return Kernel(run, results)


KERNELS = {
    "gemm": gemm,
    "convForward": conv_forward,
    "convInputGradient": conv_input_gradient,
    "convFilterGradient": conv_filter_gradient,
    "adam": adam,
    "bernoulli": bernoulli,
    "batchNorm": batch_norm,
}
