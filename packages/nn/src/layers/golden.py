"""Makes golden.json: PyTorch's convolutions, normalisations and activations, with gradients, in float64.

    /usr/bin/python3 packages/nn/src/layers/golden.py

PyTorch 1.13.1. Shapes and kernels are written as TensorFlow has them; 'same' padding is done by hand.
"""
import json
import math
import os

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.RandomState(3)
new = lambda *shape: torch.tensor(random.randn(*shape).round(3), dtype=torch.float64, requires_grad=True)
flat = lambda tensor: [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]


def same(size, kernel, stride):
    """Zeros before and after, as TensorFlow pads."""
    total = max((math.ceil(size / stride) - 1) * stride + kernel - size, 0)
    return total // 2, total - total // 2


def conv(x, kernel, stride, padding, groups=1):
    x = x.permute(0, 3, 1, 2)
    if padding == "same":
        (top, bottom), (left, right) = (same(x.shape[2 + i], kernel.shape[i], stride[i]) for i in (0, 1))
        x = F.pad(x, (left, right, top, bottom))
    return F.conv2d(x, kernel.permute(3, 2, 0, 1), stride=stride, groups=groups).permute(0, 2, 3, 1)


def conv_transpose(x, kernel, stride, padding, output_size):
    y = F.conv_transpose2d(x.permute(0, 3, 1, 2), kernel.permute(3, 2, 0, 1), stride=stride)
    y = F.pad(y, (0, stride[1], 0, stride[0]))  # zeros where no window reaches
    before = [same(output_size[i], kernel.shape[i], stride[i])[0] if padding == "same" else 0 for i in (0, 1)]
    y = y[:, :, before[0] : before[0] + output_size[0], before[1] : before[1] + output_size[1]]
    return y.permute(0, 2, 3, 1)


def case(inputs, output, **more):
    """Output, and gradients of sum(cos(index) * output)."""
    weights = torch.cos(torch.arange(output.numel(), dtype=torch.float64)).reshape(output.shape)
    gradients = torch.autograd.grad((weights * output).sum(), list(inputs.values()))
    return {
        **more,
        "shapes": {name: list(value.shape) for name, value in inputs.items()},
        "inputs": {name: flat(value) for name, value in inputs.items()},
        "outputShape": list(output.shape),
        "output": flat(output),
        "gradients": {name: flat(value) for name, value in zip(inputs, gradients)},
    }


golden = {"conv2d": [], "conv2dTranspose": [], "activations": {}}

for kernel, strides, padding in [
    ([3, 3], [1, 1], "same"),
    ([3, 2], [1, 1], "valid"),
    ([4, 4], [2, 2], "same"),
    ([3, 3], [2, 2], "same"),
    ([3, 3], [2, 2], "valid"),
    ([2, 3], [1, 2], "same"),
]:
    inputs = {"input": new(2, 6, 5, 2), "kernel": new(*kernel, 2, 3), "bias": new(3)}
    output = conv(inputs["input"], inputs["kernel"], strides, padding) + inputs["bias"]
    golden["conv2d"].append(case(inputs, output, kernelSize=kernel, strides=strides, padding=padding))

for kernel, strides, padding, size in [
    ([3, 3], [1, 1], "same", None),
    ([3, 2], [1, 1], "valid", None),
    ([4, 4], [2, 2], "same", None),
    ([3, 3], [2, 2], "same", None),
    ([3, 3], [2, 2], "valid", None),
    ([4, 4], [2, 2], "same", [5, 7]),
    ([2, 3], [2, 2], "valid", [7, 9]),
]:
    inputs = {"input": new(2, 3, 4, 2), "kernel": new(*kernel, 3, 2), "bias": new(3)}
    natural = [n * s if padding == "same" else (n - 1) * s + k for n, s, k in zip((3, 4), strides, kernel)]
    output = conv_transpose(inputs["input"], inputs["kernel"], strides, padding, size or natural) + inputs["bias"]
    more = {"outputSize": size} if size else {}
    golden["conv2dTranspose"].append(case(inputs, output, kernelSize=kernel, strides=strides, padding=padding, **more))

inputs = {"input": new(3, 2, 2, 2), "scale": new(2), "offset": new(2)}
moving_mean, moving_variance = torch.zeros(2, dtype=torch.float64), torch.ones(2, dtype=torch.float64)
channels_first = inputs["input"].permute(0, 3, 1, 2)
for _ in range(2):
    output = F.batch_norm(
        channels_first, moving_mean, moving_variance, inputs["scale"], inputs["offset"], True, 0.1, 1e-5
    ).permute(0, 2, 3, 1)
evaluated = F.batch_norm(
    channels_first, moving_mean, moving_variance, inputs["scale"], inputs["offset"], False, 0.1, 1e-5
).permute(0, 2, 3, 1)
golden["batchNorm"] = case(
    inputs,
    output,
    movingMean=flat(moving_mean),
    movingVariance=flat(moving_variance),
    evaluated=flat(evaluated),
)

inputs = {"input": new(3, 2, 2, 2), "scale": new(2), "offset": new(2)}
output = F.layer_norm(inputs["input"], [2, 2, 2]) * inputs["scale"] + inputs["offset"]
golden["layerNorm"] = case(inputs, output)

points = [-20.0, -5.0, -1.5, -1.0, -0.3, -1e-3, 1e-3, 0.4, 1.0, 2.5, 7.0, 20.0]
for name, function in {
    "relu": F.relu,
    "leakyRelu": lambda x: F.leaky_relu(x, 0.2),
    "elu": F.elu,
    "gelu": F.gelu,
    "silu": F.silu,
    "tanh": torch.tanh,
    "sigmoid": torch.sigmoid,
    "softplus": F.softplus,
}.items():
    x = torch.tensor(points, dtype=torch.float64, requires_grad=True)
    y = function(x)
    (first,) = torch.autograd.grad(y.sum(), x, create_graph=True)
    # Gradient of the squared slope: what a gradient penalty needs.
    (second,) = torch.autograd.grad((first * first).sum(), x)
    golden["activations"][name] = {"input": points, "output": flat(y), "slope": flat(first), "ofSquaredSlope": flat(second)}

for kernel, strides, padding in [([3, 3], [1, 1], "same"), ([2, 3], [2, 2], "same"), ([3, 2], [1, 1], "valid")]:
    inputs = {"input": new(2, 6, 5, 3), "kernel": new(*kernel, 3, 1), "bias": new(3)}
    output = conv(inputs["input"], inputs["kernel"].permute(0, 1, 3, 2), strides, padding, groups=3) + inputs["bias"]
    golden.setdefault("depthwiseConv2d", []).append(
        case(inputs, output, kernelSize=kernel, strides=strides, padding=padding)
    )


def modulated(x, style, kernel, bias, style_kernel, style_bias, demodulate, gain):
    """As the paper has it: a kernel for each example, all of them in one grouped convolution."""
    batch, height, width, channels = x.shape
    factors = style @ style_kernel + style_bias
    kernels = kernel.permute(3, 2, 0, 1)[None] * factors[:, None, :, None, None]
    if demodulate:
        kernels = kernels * torch.rsqrt((kernels**2).sum([2, 3, 4], keepdim=True) + 1e-8)
    pictures = x.permute(0, 3, 1, 2).reshape(1, batch * channels, height, width)
    output = F.conv2d(pictures, kernels.flatten(0, 1), padding=kernel.shape[0] // 2, groups=batch)
    return gain * output.reshape(batch, -1, height, width).permute(0, 2, 3, 1) + bias


for size, demodulate, gain in [(3, True, 1), (1, False, 1), (3, True, 1.5), (3, False, 0.5)]:
    inputs = {
        "input": new(3, 4, 3, 2),
        "style": new(3, 5),
        "kernel": new(size, size, 2, 3),
        "bias": new(3),
        "style/kernel": new(5, 2),
        "style/bias": new(2),
    }
    output = modulated(*inputs.values(), demodulate, gain)
    golden.setdefault("modulatedConv2d", []).append(
        case(inputs, output, kernelSize=size, demodulate=demodulate, gain=gain)
    )

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
