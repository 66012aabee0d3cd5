"""Makes golden.json: ln p(x) of autoregressive networks and its gradients by their weights, in float64 by PyTorch.

    /usr/bin/python3 packages/mle/src/autoregressive/golden.py

PyTorch 1.13. Nothing is masked here: each position has a network of its own, of those weights alone that it may see, by the
definition and not by a product with a mask.
"""
import json
import os

import numpy as np
import torch
from torch.nn.functional import binary_cross_entropy_with_logits, conv2d, cross_entropy

torch.set_default_dtype(torch.float64)
random = np.random.RandomState(3)
numbers = lambda values: [float(f"{value:.10g}") for value in torch.as_tensor(values).detach().flatten()]


def draw(*shape):
    """Rounded to float32 first, so that both sides see the same numbers."""
    values = torch.tensor(np.asarray(random.randn(*shape)).round(3).astype(np.float32).astype(np.float64))
    return values.requires_grad_()


def encoded(x, categories):
    """[size, channels]: 0 or 1, or one-hot."""
    return x[:, None].double() if categories == 2 else torch.eye(categories)[x]


def log_prob(logits, x, categories):
    """Sum over the positions, of logits [size, channels]."""
    if categories == 2:
        return -binary_cross_entropy_with_logits(logits[:, 0], x.double(), reduction="sum")
    return -cross_entropy(logits, x, reduction="sum")


def case(weights, points, logits_of, categories):
    values = [log_prob(logits_of(x), x, categories) for x in points]
    sum(values).backward()
    return {
        "points": points.tolist(),
        "categories": categories,
        "weights": {name: numbers(value) for name, value in weights.items()},
        "logProb": numbers(torch.stack(values)),
        "gradients": {name: numbers(value.grad) for name, value in weights.items()},
    }


def made(size, hidden, categories):
    channels = 1 if categories == 2 else categories
    sizes = [size * channels, *hidden, size * channels]
    weights = {}
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        weights[f"{2 * i}/kernel"], weights[f"{2 * i}/bias"] = draw(a, b), draw(b)
    # A unit sees the positions 1 to its degree, which rises from 1 to size - 1 through the layer.
    degrees = [[1 + i * (size - 1) // units for i in range(units)] for units in hidden]

    def logits_of(x):
        given = encoded(x, categories).flatten()
        result = []
        for position in range(size):
            value, seen = given, [i for i in range(size * channels) if i // channels < position]
            # Of the units of every layer those that see nothing but what is before this position.
            for layer, of in enumerate(degrees):
                kernel, bias = weights[f"{2 * layer}/kernel"], weights[f"{2 * layer}/bias"]
                units = torch.zeros(len(of))
                for unit, degree in enumerate(of):
                    if degree > position:
                        continue
                    rows = [
                        i for i in seen if (i // channels < degree if layer == 0 else degrees[layer - 1][i] <= degree)
                    ]
                    total = bias[unit] + sum(value[i] * kernel[i, unit] for i in rows)
                    units = units + torch.relu(total) * torch.eye(len(of))[unit]
                value, seen = units, [unit for unit, degree in enumerate(of) if degree <= position]
            last = 2 * len(hidden)
            columns = range(position * channels, (position + 1) * channels)
            result.append(
                torch.stack(
                    [
                        weights[f"{last}/bias"][column] + sum(value[i] * weights[f"{last}/kernel"][i, column] for i in seen)
                        for column in columns
                    ]
                )
            )
        return torch.stack(result)

    points = torch.tensor(random.randint(categories, size=(4, size)))
    return case(weights, points, logits_of, categories)


def pixel_cnn(height, width, planes, filters, categories):
    """Kernels [height, width, in, out] at the names of the layers: 1 is the first convolution, 2 a block, 4 and 6 the end."""
    channels = 1 if categories == 2 else categories
    outputs, half = planes * channels, filters // 2
    shapes = {
        "1": (3, 3, outputs, filters),
        "2/block/1": (1, 1, filters, half),
        "2/block/3": (3, 3, half, half),
        "2/block/5": (1, 1, half, filters),
        "4": (1, 1, filters, filters),
        "6": (1, 1, filters, outputs),
    }
    weights = {}
    for name, shape in shapes.items():
        weights[f"{name}/kernel"], weights[f"{name}/bias"] = draw(*shape), draw(shape[-1])

    def masked(name, is_first):
        """The kernel with zeros where it would look at what is not known, weight by weight."""
        kernel = weights[f"{name}/kernel"]
        rows, columns, inputs, units = kernel.shape
        allowed = torch.zeros(kernel.shape)
        for r in range(rows):
            for c in range(columns):
                for i in range(inputs):
                    for u in range(units):
                        plane, seen_by = i * planes // inputs, u * planes // units
                        before = (r, c) < (rows // 2, columns // 2)
                        here = (r, c) == (rows // 2, columns // 2) and (plane < seen_by or not is_first and plane == seen_by)
                        allowed[r, c, i, u] = before or here
        return (kernel * allowed).permute(3, 2, 0, 1), weights[f"{name}/bias"], rows // 2

    def convolved(x, name, is_first=False):
        kernel, bias, padding = masked(name, is_first)
        return conv2d(x, kernel, bias, padding=padding)

    def logits_of(x):
        picture = encoded(x, categories).reshape(1, height, width, outputs).permute(0, 3, 1, 2)
        value = convolved(picture, "1", True)
        inner = value
        for name in ["2/block/1", "2/block/3", "2/block/5"]:
            inner = convolved(torch.relu(inner), name)
        value = convolved(torch.relu(value + inner), "4")
        value = convolved(torch.relu(value), "6")
        return value.permute(0, 2, 3, 1).reshape(-1, channels)

    points = torch.tensor(random.randint(categories, size=(3, height * width * planes)))
    return case(weights, points, logits_of, categories)


golden = {
    "made": made(4, [5, 7], 2),
    "made of three categories": made(3, [4], 3),
    "pixelCnn": pixel_cnn(3, 4, 1, 4, 2),
    "pixelCnn of planes": pixel_cnn(2, 2, 2, 4, 3),
}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
