"""Makes golden.json: metrics of samples by their formulas in NumPy and SciPy.

    python3 packages/metrics/src/samples/golden.py

SciPy 1.17, NumPy 2.4. Precision, recall, density and coverage as in the authors' package prdc, the Fréchet distance as in
pytorch-fid, by `scipy.linalg.sqrtm`, the kernel distance as the unbiased MMD² over all pairs.
"""
import json
import os

import numpy as np
from scipy.linalg import sqrtm
from scipy.spatial.distance import cdist
from scipy.stats import entropy

random = np.random.RandomState(5)
f32 = lambda x: np.asarray(x, dtype=np.float32).astype(np.float64)

real = f32(random.randn(40, 6))
generated = f32(0.7 * random.randn(30, 6) + 0.4)


def prdc(real, generated, k):
    radius = lambda x: np.sort(cdist(x, x), 1)[:, k]
    across = cdist(real, generated)
    within = across < radius(real)[:, None]
    return {
        "precision": within.any(0).mean(),
        "recall": (across < radius(generated)[None]).any(1).mean(),
        "density": within.sum(0).mean() / k,
        "coverage": (across.min(1) < radius(real)).mean(),
    }


def frechet(a, b):
    first, second = np.cov(a, rowvar=False), np.cov(b, rowvar=False)
    root = sqrtm(first @ second).real
    return ((a.mean(0) - b.mean(0)) ** 2).sum() + np.trace(first + second - 2 * root)


def kernel_distance(a, b):
    kernel = lambda x, y: (x @ y.T / x.shape[1] + 1) ** 3
    own = lambda x: (kernel(x, x).sum() - np.trace(kernel(x, x))) / (len(x) * (len(x) - 1))
    return own(a) + own(b) - 2 * kernel(a, b).mean()


def inception(p, splits):
    scores = [np.exp(np.mean(entropy(part, part.mean(0)[None], axis=1))) for part in np.split(p, splits)]
    return {"value": np.mean(scores), "standardDeviation": np.std(scores)}


def vendi(x):
    kernel = x @ x.T / np.outer(np.linalg.norm(x, axis=1), np.linalg.norm(x, axis=1))
    return np.exp(entropy(np.clip(np.linalg.eigvalsh(kernel / len(x)), 0, None)))


logits = 3 * random.randn(40, 5)
probabilities = f32(np.exp(logits) / np.exp(logits).sum(1, keepdims=True))

golden = {
    "real": real.tolist(),
    "generated": generated.tolist(),
    "probabilities": probabilities.tolist(),
    "precisionRecall": {str(k): prdc(real, generated, k) for k in (1, 3, 5)},
    "frechet": frechet(real, generated),
    "kernelDistance": kernel_distance(real[:30], generated),
    "inceptionScore": inception(probabilities, 4),
    "vendiScore": [vendi(real), vendi(real[:4])],
}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
