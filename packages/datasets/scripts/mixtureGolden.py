# Makes src/shapes/mixtureGolden.json: log densities of Gaussian mixtures by SciPy, in double precision.
# Debian: apt install python3-scipy; then python3 packages/datasets/scripts/mixtureGolden.py
import json
import pathlib

import numpy as np
from scipy.special import logsumexp
from scipy.stats import multivariate_normal

cases = [
    {"means": [[0, 0]], "covariances": [[[1, 0], [0, 1]]], "weights": [1]},
    {
        "means": [[0, 0], [4, -1], [-2, 3]],
        "covariances": [[[1, 0.3], [0.3, 0.5]], [[0.2, -0.1], [-0.1, 0.4]], [[2, 0], [0, 0.01]]],
        "weights": [1, 2, 5],
    },
    {
        "means": [[1, 2, 3], [-1, 0, 1]],
        "covariances": [[[2, 0.5, 0.1], [0.5, 1, 0.2], [0.1, 0.2, 3]], [[1, 0, 0], [0, 1, 0], [0, 0, 1]]],
        "weights": [0.25, 0.75],
    },
]
generator = np.random.default_rng(0)
for case in cases:
    size = len(case["means"][0])
    points = np.concatenate([generator.normal(size=(6, size)) * 3, np.full((1, size), 100.0)]).round(3)
    weights = np.array(case["weights"]) / np.sum(case["weights"])
    terms = [
        np.log(w) + multivariate_normal(m, c).logpdf(points)
        for w, m, c in zip(weights, case["means"], case["covariances"])
    ]
    case["points"] = points.tolist()
    case["logProb"] = logsumexp(terms, axis=0).tolist()

target = pathlib.Path(__file__).parent.parent / "src" / "shapes" / "mixtureGolden.json"
target.write_text(json.dumps(cases, indent=2) + "\n")
