"""Makes responsibilities.json: scikit-learn's responsibilities and predictions of mixtures with known parameters.

    /usr/bin/python3 packages/mle/src/mixture/responsibilities.py

scikit-learn 1.2.
"""
import json
import os

import numpy as np
from sklearn.mixture import GaussianMixture
from sklearn.mixture._gaussian_mixture import _compute_precision_cholesky

random = np.random.RandomState(7)
single = lambda values: np.asarray(values).round(3).astype(np.float32).astype(np.float64)
components, size = 3, 2
weights = np.array([0.5, 0.3, 0.2])
means = single(2 * random.randn(components, size))
points = single(3 * random.randn(12, size))


def matrix():
    a = random.randn(size, size)
    return single(0.5 * np.eye(size) + a @ a.T)


covariances = {
    "spherical": ("spherical", single(random.rand(components) + 0.3)),
    "diagonal": ("diag", single(random.rand(components, size) + 0.3)),
    "tied": ("tied", matrix()),
    "full": ("full", np.array([matrix() for _ in range(components)])),
}
golden = {"weights": weights.tolist(), "means": means.tolist(), "points": points.tolist(), "covariances": {}}
for name, (kind, values) in covariances.items():
    model = GaussianMixture(components, covariance_type=kind)
    model.weights_, model.means_, model.covariances_ = weights, means, values
    model.precisions_cholesky_ = _compute_precision_cholesky(values, kind)
    golden["covariances"][name] = {
        "covariances": values.tolist(),
        "responsibilities": [[float(f"{r:.8g}") for r in row] for row in model.predict_proba(points)],
        "predictions": model.predict(points).tolist(),
    }
with open(os.path.join(os.path.dirname(__file__), "responsibilities.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
