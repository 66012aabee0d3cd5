"""Makes golden.json: kernels and discrepancies of samples in float64.

    /usr/bin/python3 packages/divergences/src/samples/pairwise/golden.py

scikit-learn 1.2, SciPy 1.10, POT 0.8.
"""
import json
import os

import numpy as np
import ot
from scipy.stats import energy_distance
from sklearn.gaussian_process.kernels import RationalQuadratic
from sklearn.metrics.pairwise import euclidean_distances, polynomial_kernel, rbf_kernel

random = np.random.RandomState(11)
x, y = (random.randn(n, 3).round(3) + shift for n, shift in ((8, 0), (6, 0.5)))
flat = lambda array: [float(f"{value:.12g}") for value in np.ravel(array)]

kernels = {
    "rbf": lambda a, b: sum(rbf_kernel(a, b, gamma=1 / (2 * s**2)) for s in (0.5, 1, 2)) / 3,
    "rationalQuadratic": lambda a, b: sum(RationalQuadratic(length_scale=1.5, alpha=s)(a, b) for s in (0.2, 1, 5)) / 3,
    "inverseMultiquadric": lambda a, b: 1 / np.sqrt(1 + euclidean_distances(a, b, squared=True) / 1.5**2),
    "polynomial": lambda a, b: polynomial_kernel(a, b, degree=3, gamma=1 / 3, coef0=1),
}
off_diagonal = lambda k: (k.sum() - np.trace(k)) / (len(k) * (len(k) - 1))


def variance(kxx, kyy, kxy):
    """The formula of mmdWithVariance, with every matrix centred number by number."""
    n, m = kxy.shape
    other = lambda k: k - np.diag(np.diag(k))

    def own(k):
        rows = other(k).sum(1) / (len(k) - 1)
        centred = other(k - rows[:, None] - rows[None] + rows.mean())
        return (centred**2).sum() / (len(k) * (len(k) - 3))

    centred = kxy - kxy.mean(1, keepdims=True) - kxy.mean(0, keepdims=True) + kxy.mean()
    a = other(kxx).sum(1) / (n - 2) - kxy.mean(1)
    b = other(kyy).sum(1) / (m - 2) - kxy.mean(0)
    return (
        4 / n * a.var(ddof=1) + 4 / m * b.var(ddof=1)
        - 2 / ((n - 1) * (n - 2)) * own(kxx) - 2 / ((m - 1) * (m - 2)) * own(kyy)
        - 4 / (n * m) * (centred**2).sum() / ((n - 1) * (m - 1))
    )


def kernel(k):
    return {
        "matrix": flat(k(x, y)),
        "biased": flat(k(x, x).mean() + k(y, y).mean() - 2 * k(x, y).mean())[0],
        "unbiased": flat(off_diagonal(k(x, x)) + off_diagonal(k(y, y)) - 2 * k(x, y).mean())[0],
        "variance": flat(variance(k(x, x), k(y, y), k(x, y)))[0],
    }


def transport(a, b, metric, epsilon):
    """OT with its entropy, from POT's plan."""
    costs = ot.dist(a, b, metric=metric)
    p = ot.bregman.sinkhorn_log(ot.unif(len(a)), ot.unif(len(b)), costs, epsilon, numItermax=100000, stopThr=1e-11)
    return (p * costs).sum() + epsilon * (p * np.log(p * len(a) * len(b))).sum()


def sinkhorn(metric, epsilon):
    value = transport(x, y, metric, epsilon) - transport(x, x, metric, epsilon) / 2 - transport(y, y, metric, epsilon) / 2
    return {"metric": metric, "epsilon": epsilon, "value": flat(value)[0]}


u, v = random.randn(9).round(3), random.randn(7).round(3) + 1
distances = lambda a, b: euclidean_distances(a, b).mean()
golden = {
    "x": flat(x),
    "y": flat(y),
    "kernels": {name: kernel(k) for name, k in kernels.items()},
    "line": {"u": flat(u), "v": flat(v), "energy": flat(energy_distance(u, v) ** 2)[0]},
    "energy": flat(2 * distances(x, y) - distances(x, x) - distances(y, y))[0],
    "median": flat(np.median(euclidean_distances(np.concatenate([x, y]))[np.triu_indices(len(x) + len(y), 1)]))[0],
    "sinkhorn": [sinkhorn(*case) for case in (("sqeuclidean", 0.5), ("sqeuclidean", 5), ("euclidean", 0.2), ("euclidean", 2))],
}
with open(os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.json"), "w") as file:
    json.dump(golden, file, separators=(",", ":"))
    file.write("\n")
