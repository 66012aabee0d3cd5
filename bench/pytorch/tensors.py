"""Reads the tensor file of a case, and turns its layouts (channels last) to those of PyTorch (channels first)."""

import json

import numpy
import torch

COMPARED_STEPS = 3


def read_tensors(path):
    with open(path, "rb") as file:
        data = file.read()
    start = 8 + int.from_bytes(data[:8], "little")
    tensors = {}
    for name, entry in json.loads(data[8:start]).items():
        begin, end = entry["data_offsets"]
        values = numpy.frombuffer(data[start + begin : start + end], dtype=numpy.float32)
        tensors[name] = torch.from_numpy(values.reshape(entry["shape"]).copy())
    return tensors


def weights(tensors, part):
    """`part.0`, `part.1`, … as they are in the file."""
    result = []
    while f"{part}.{len(result)}" in tensors:
        result.append(tensors[f"{part}.{len(result)}"])
    return result


def dense(kernel):
    """`[in, out]` to `[out, in]`."""
    return kernel.t().contiguous()


def picture(x):
    """`[batch, height, width, channels]` to `[batch, channels, height, width]`."""
    return x.permute(0, 3, 1, 2).contiguous()


def filters(kernel):
    """`[height, width, in, out]` to `[out, in, height, width]`, and a transposed one, `[h, w, out, in]`, to `[in, out, h, w]`."""
    return kernel.permute(3, 2, 0, 1).contiguous()


def from_picture(kernel, shape):
    """A dense kernel whose input is a picture laid out flat."""
    height, width, channels = shape
    turned = kernel.reshape(height, width, channels, -1).permute(3, 2, 0, 1)
    return turned.reshape(-1, channels * height * width).contiguous()


def to_picture(kernel, shape):
    """A dense kernel `[in, out]`, or a bias `[out]`, whose output becomes a picture."""
    height, width, channels = shape
    if kernel.dim() == 1:
        return kernel.reshape(height, width, channels).permute(2, 0, 1).reshape(-1).contiguous()
    turned = kernel.reshape(-1, height, width, channels).permute(0, 3, 1, 2)
    return dense(turned.reshape(kernel.shape[0], -1))


def digest(x):
    """As in children/serve.ts."""
    values = x.detach().reshape(-1).double().abs().numpy()
    return float((values * (1 + numpy.arange(values.size) % 7)).sum() / values.size)
