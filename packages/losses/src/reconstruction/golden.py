"""Makes golden.json: reconstruction losses as PyTorch, SciPy and scikit-image have them, in float64.

    /usr/bin/python3 packages/losses/src/reconstruction/golden.py

PyTorch 1.13, SciPy 1.10, scikit-image 0.19. Inputs are multiples of 1/64, so float32 holds them as they are.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F
from scipy.ndimage import correlate
from skimage.metrics import structural_similarity

random = np.random.RandomState(3)
tensor = lambda values: torch.tensor(values, dtype=torch.float64, requires_grad=True)
new = lambda *shape, scale=1.0, shift=0.0: tensor(np.round(64 * (scale * random.randn(*shape) + shift)) / 64)
flat = lambda x: [float(f"{value:.9g}") for value in np.asarray(x.detach() if torch.is_tensor(x) else x).flatten()]
per_example = lambda x: x.flatten(1).sum(1)


def case(loss, *inputs, **more):
    """Inputs, the value, and the gradient of the value's sum by every input that it depends on."""
    value = loss(*inputs)
    grads = torch.autograd.grad(value.sum(), inputs, allow_unused=True)
    return {
        "inputs": [{"shape": list(x.shape), "values": flat(x)} for x in inputs],
        "value": flat(value),
        "gradients": [None if g is None else flat(g) for g in grads],
        **{name: flat(x) for name, x in more.items()},
    }


# --- pixel by pixel
output, target = new(3, 2, 2, scale=2), new(3, 2, 2)

golden = {
    "huber": case(lambda p, t: per_example(F.huber_loss(p, t, delta=0.75, reduction="none")), output, target),
}


# --- images: bytes by a rule of whole numbers, which the test has, too
def images(batch, height, width, channels):
    b, i, j, c = np.ogrid[:batch, :height, :width, :channels]
    first = (3 * i * i + 2 * j * j + i * j + 40 * b + 60 * c) // 4 % 256
    second = first * 3 // 4 + (7 * i + 13 * j + 5 * i * j) % 32 + 10
    return first, second


def scikit(first, second, sigma=1.5, **options):
    one = lambda a, b: structural_similarity(
        a, b, gaussian_weights=True, sigma=sigma, use_sample_covariance=False, channel_axis=2, **options
    )
    return [one(a, b) for a, b in zip(first, second)]


WEIGHTS = [0.0448, 0.2856, 0.3001, 0.2363, 0.1333]
window = np.exp(-0.5 * ((np.arange(11) - 5) / 1.5) ** 2)
window = np.outer(window, window) / window.sum() ** 2


def multi_scale(a, b, weights):
    """Wang's own program, for one channel, with SciPy's filter."""
    mean = lambda x: correlate(x, window)[5:-5, 5:-5]
    product = 1
    for scale, weight in enumerate(weights):
        if scale > 0:
            a, b = (correlate(x, np.full((2, 2), 0.25), origin=-1)[::2, ::2] for x in (a, b))
        ma, mb = mean(a), mean(b)
        va, vb, cov = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
        similarity = (2 * cov + 0.03**2) / (va + vb + 0.03**2)
        if scale == len(weights) - 1:
            similarity = similarity * (2 * ma * mb + 0.01**2) / (ma**2 + mb**2 + 0.01**2)
        product *= similarity.mean() ** weight
    return product


def torch_scales(a, b, weights):
    """The same for gradients, `[batch, height, width, channels]`; with one weight of 1 it is SSIM."""
    a, b = (x.permute(0, 3, 1, 2) for x in (a, b))
    n, c = a.shape[:2]
    kernel = torch.tensor(window)[None, None]
    mean = lambda x: F.conv2d(x.reshape(-1, 1, *x.shape[2:]), kernel)
    product = 1
    for scale, weight in enumerate(weights):
        if scale > 0:
            a, b = (F.avg_pool2d(F.pad(x, (0, x.shape[3] % 2, 0, x.shape[2] % 2), mode="replicate"), 2) for x in (a, b))
        ma, mb = mean(a), mean(b)
        va, vb, cov = mean(a * a) - ma * ma, mean(b * b) - mb * mb, mean(a * b) - ma * mb
        similarity = (2 * cov + 0.03**2) / (va + vb + 0.03**2)
        if scale == len(weights) - 1:
            similarity = similarity * (2 * ma * mb + 0.01**2) / (ma**2 + mb**2 + 0.01**2)
        product = product * similarity.mean((1, 2, 3)).reshape(n, c) ** weight
    return product.mean(1)


# As float32 has them, for gradients and values alike.
unit = lambda pair: [np.float32(x / 255).astype(np.float64) for x in pair]


def similarity(shape, weights, expected):
    first, second = (tensor(x) for x in unit(images(*shape)))
    value = torch_scales(first, second, weights)
    assert np.allclose(value.detach().numpy(), expected, rtol=1e-12), (value, expected)
    gradients = [flat(np.float32(g)) for g in torch.autograd.grad(value.sum(), [first, second])]
    short = [[float(f"{x:.6g}") for x in g] for g in gradients]
    return {"shape": shape, "value": flat(value), "gradients": short}


channels = lambda shape, weights: [
    np.mean([multi_scale(a[..., c], b[..., c], weights) for c in range(shape[3])]) for a, b in zip(*unit(images(*shape)))
]
small, odd, large = [2, 12, 11, 2], [1, 23, 22, 1], [1, 161, 163, 1]
golden["ssim"] = similarity(small, [1.0], scikit(*unit(images(*small)), data_range=1.0))
golden["ssimOptions"] = flat(np.array(scikit(*[x.astype(float) for x in images(*small)], sigma=1.0, K1=0.02, K2=0.05, data_range=255.0)))
golden["msSsim"] = similarity(odd, [0.3, 0.7], channels(odd, [0.3, 0.7]))
golden["msSsimDefaults"] = {"shape": large, "value": channels(large, WEIGHTS)}

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
