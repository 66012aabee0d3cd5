"""Makes golden.json: the metrics by scikit-learn and SciPy.

    python3 packages/metrics/src/golden.py

scikit-learn 1.9, SciPy 1.17, NumPy 2.4. Latents are discretised as in disentanglement_lib: np.digitize by the edges of
np.histogram.
"""
import json
import os

import numpy as np
from scipy.ndimage import laplace
from scipy.stats import entropy
from sklearn.linear_model import LinearRegression
from sklearn.metrics import log_loss, mean_absolute_error, mean_squared_error, mutual_info_score

random = np.random.RandomState(3)
f32 = lambda x: np.asarray(x, dtype=np.float32).astype(np.float64)

# Two factors of five and three classes; latents that know one, the other, both and none.
n = 200
factors = np.stack([random.randint(0, 5, n), random.randint(0, 3, n)], 1)
noise = lambda: random.randn(n)
latents = f32(
    np.stack([factors[:, 0] + 0.3 * noise(), 2 * factors[:, 1] + 0.5 * noise(), factors.sum(1) + noise(), 0.05 * noise()], 1)
)


def gap(scores):
    ordered = np.sort(scores, 1)
    return float(np.mean(ordered[:, -1] - ordered[:, -2]))


def mig(bins):
    digitised = [np.digitize(z, np.histogram(z, bins)[1][:-1]) for z in latents.T]
    information = lambda v: [mutual_info_score(v, z) / mutual_info_score(v, v) for z in digitised]
    return gap([information(v) for v in factors.T])


def r2(z, v):
    return LinearRegression().fit(z[:, None], v).score(z[:, None], v)


indices = random.randint(0, 16, 60) // 2
data, reconstruction = f32(random.rand(4, 6)), f32(random.rand(4, 6))
bits = (data > 0.5).astype(float)
images, blurred = f32(random.rand(2, 5, 6, 2)), f32(0.5 * random.rand(3, 5, 6, 2))
inner = lambda image: laplace(image)[1:-1, 1:-1]
edges = lambda batch: np.mean([inner(image[:, :, c]).var() for image in batch for c in range(image.shape[-1])])

golden = {
    "factors": factors.tolist(),
    "latents": latents.tolist(),
    "variances": latents.var(0).tolist(),
    "mig": {str(bins): mig(bins) for bins in (5, 20)},
    "sap": gap([[r2(z, v) for z in latents.T] for v in factors.T]),
    "indices": indices.tolist(),
    "perplexity": float(np.exp(entropy(np.bincount(indices)))),
    "data": data.tolist(),
    "reconstruction": reconstruction.tolist(),
    "squared": 6 * mean_squared_error(data, reconstruction),
    "absolute": 6 * mean_absolute_error(data, reconstruction),
    "crossEntropyOfBits": log_loss(bits.ravel(), reconstruction.ravel(), labels=[0, 1]) * 6,
    "images": images.tolist(),
    "blurred": blurred.tolist(),
    "sharpness": float(edges(blurred) / edges(images)),
}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
