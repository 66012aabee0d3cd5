"""Makes golden.json: densities by SciPy, and what scikit-learn's EM comes to from the same start, in float64.

    /usr/bin/python3 packages/mle/src/golden.py

SciPy 1.10, scikit-learn 1.2.
"""
import json
import os
import warnings

import numpy as np
from scipy.special import logsumexp
from scipy.stats import gaussian_kde, multivariate_normal
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore", message=".*did not converge.*")
random = np.random.RandomState(5)
numbers = lambda values, digits=10: [float(f"{value:.{digits}g}") for value in np.asarray(values).flatten()]
# Rounded to float32 first, so that both sides see the same numbers.
single = lambda values: np.asarray(values).round(3).astype(np.float32).astype(np.float64)


def expanded(kind, covariances, components, size):
    """Covariances of any kind as [components, size, size]."""
    if kind == "full":
        return covariances
    if kind == "tied":
        return np.array([covariances] * components)
    if kind == "diagonal":
        return np.array([np.diag(c) for c in covariances])
    return np.array([c * np.eye(size) for c in covariances])


def covariances_of(kind, components, size):
    """Some covariances of this kind."""
    def make():
        a = random.randn(size, size)
        return 0.5 * np.eye(size) + a @ a.T / size

    if kind == "full":
        return np.array([single(make()) for _ in range(components)])
    if kind == "tied":
        return single(make())
    return single(random.uniform(0.4, 2, (components, size) if kind == "diagonal" else components))


def log_prob(kind):
    components, size = 3, 4
    weights = np.array([0.5, 0.25, 0.25])
    means = single(2 * random.randn(components, size))
    covariances = covariances_of(kind, components, size)
    points = single(3 * random.randn(8, size))
    matrices = expanded(kind, covariances, components, size)
    each = [np.log(w) + multivariate_normal(m, c).logpdf(points) for w, m, c in zip(weights, means, matrices)]
    return {
        "means": numbers(means, 6),
        "covariances": numbers(covariances, 6),
        "points": numbers(points, 6),
        "logProb": numbers(logsumexp(each, axis=0)),
    }


def em(kind, points, components, iterations):
    """scikit-learn's EM from means among the points, one covariance for all, and equal weights.

    After few iterations everything still moves: what is wrong by the shifts of the means only shows there.
    """
    size = points.shape[1]
    means = points[random.choice(len(points), components, replace=False)]
    covariance = np.cov(points.T)
    covariances = {
        "full": np.array([covariance] * components),
        "tied": covariance,
        "diagonal": np.array([np.diag(covariance)] * components),
        "spherical": np.array([np.diag(covariance).mean()] * components),
    }[kind]
    inverse = np.linalg.inv if kind in ("full", "tied") else np.reciprocal
    model = GaussianMixture(
        components,
        covariance_type={"diagonal": "diag"}.get(kind, kind),
        max_iter=iterations,
        tol=0,
        weights_init=np.full(components, 1 / components),
        means_init=means,
        precisions_init=inverse(covariances),
    ).fit(points)
    return {
        "means": numbers(means, 6),
        "covariances": numbers(covariances),
        "iterations": iterations,
        "score": float(model.score(points)),
        "aic": float(model.aic(points)),
        "bic": float(model.bic(points)),
        "fittedWeights": numbers(model.weights_, 7),
        "fittedCovariances": numbers(model.covariances_, 7),
    }


def kde():
    points = single(random.randn(30, 2) @ np.array([[1, 0.6], [0, 0.5]]) + [3, -1])
    queries = single(2 * random.randn(8, 2) + [3, -1])
    rules = {"scott": "scott", "silverman": "silverman", "number": 0.5}
    return {
        "points": numbers(points, 6),
        "queries": numbers(queries, 6),
        "logProb": {name: numbers(gaussian_kde(points.T, rule).logpdf(queries.T)) for name, rule in rules.items()},
        "bandwidth": {name: float(gaussian_kde(points.T, rule).factor) for name, rule in rules.items()},
    }


kinds = ["spherical", "diagonal", "tied", "full"]
plane = single(
    np.concatenate([random.randn(n, 2) @ a + m for n, a, m in [
        (150, [[1, 0.5], [0, 0.4]], [0, 0]),
        (150, [[0.5, 0], [0.3, 1]], [3, 1]),
        (100, [[0.6, -0.5], [0, 0.6]], [1, 4]),
    ]])
)
space = single(np.concatenate([random.randn(100, 5), 0.6 * random.randn(100, 5) @ random.randn(5, 5) + 1.5]))
golden = {
    "logProb": {kind: log_prob(kind) for kind in kinds},
    "em": {
        "plane": {"points": numbers(plane, 6), "size": 2, "components": 3, "fits": {k: em(k, plane, 3, 30) for k in kinds}},
        "space": {"points": numbers(space, 6), "size": 5, "components": 2, "fits": {k: em(k, space, 2, 5) for k in kinds}},
    },
    "kernelDensity": kde(),
}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
