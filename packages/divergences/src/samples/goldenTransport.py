"""Makes goldenTransport.json: divergences from samples, by SciPy, POT and scikit-learn, in float64.

    /usr/bin/python3 packages/divergences/src/samples/goldenTransport.py
    pnpm exec biome format --write packages/divergences/src/samples/goldenTransport.json

SciPy 1.10, POT 0.8, scikit-learn 1.2.
"""
import json
import os

import numpy as np
import ot
from scipy.stats import fisher_exact, wasserstein_distance
from sklearn.neighbors import NearestNeighbors

random = np.random.RandomState(11)
# Multiples of 1/128, which float32 has, so that both sides see the same.
new = lambda *shape, scale=1, shift=0: ((shift + scale * random.randn(*shape)) * 128).round() / 128
flat = lambda values: [float(f"{value:.9g}") for value in np.ravel(values)]
orders = [1, 1.5, 2, 3]


def one_dimensional(n, m, rows=3):
    """Rows of samples; POT gives the power p of the distance, and takes the samples along the first axis."""
    x, y = new(rows, n), new(rows, m, scale=1.5, shift=0.5)
    x[0, 1] = x[0, 0]  # a tie
    distance = lambda p: [ot.wasserstein_1d(a, b, p=p) ** (1 / p) for a, b in zip(x, y)]
    assert np.allclose(distance(1), [wasserstein_distance(a, b) for a, b in zip(x, y)], rtol=1e-12)
    return {"shapes": [x.shape, y.shape], "x": flat(x), "y": flat(y), "byOrder": [[p, flat(distance(p))] for p in orders]}


def sliced(n, m, d, projections):
    x, y = new(n, d), new(m, d, scale=1.5, shift=0.5)
    directions = random.randn(projections, d)
    directions = (directions / np.linalg.norm(directions, axis=1, keepdims=True)).astype(np.float32).astype(np.float64)
    # POT divides by n_projections, whatever the number of projections that it is given.
    distance = lambda p: ot.sliced_wasserstein_distance(x, y, n_projections=projections, projections=directions.T, p=p)
    return {
        "shapes": [x.shape, y.shape, directions.shape],
        "x": flat(x),
        "y": flat(y),
        "directions": flat(directions),
        "byOrder": [[p, distance(p)] for p in orders],
    }


def nearest(n, m, d):
    x, y = new(n, d), new(m, d, scale=1.5, shift=0.5)

    def kl(k):
        own = NearestNeighbors(n_neighbors=k + 1).fit(x).kneighbors(x)[0][:, k]
        other = NearestNeighbors(n_neighbors=k).fit(y).kneighbors(x)[0][:, k - 1]
        return d / n * np.log(other / own).sum() + np.log(m / (n - 1))

    return {"shapes": [x.shape, y.shape], "x": flat(x), "y": flat(y), "byNeighbours": [[k, kl(k)] for k in (1, 3, 5)]}


def fisher(of_x, of_y, taken_for_x, rightly):
    wrongly = taken_for_x - rightly
    table = [[rightly, of_x - rightly], [wrongly, of_y - wrongly]]
    outcome = {"ofX": of_x, "ofY": of_y, "takenForX": taken_for_x, "rightly": rightly}
    return {**outcome, "pValue": fisher_exact(table, alternative="greater")[1]}


golden = {
    "wasserstein1d": [one_dimensional(7, 7), one_dimensional(6, 9), one_dimensional(5, 1)],
    "slicedWasserstein": [sliced(9, 9, 3, 4), sliced(8, 12, 3, 4)],
    "nearestNeighbourKl": [nearest(40, 30, 2), nearest(20, 25, 20)],
    "fisher": [fisher(*c) for c in [(10, 10, 10, 8), (50, 40, 45, 30), (3, 5, 0, 0), (7, 5, 12, 7), (500, 500, 480, 260), (5, 5, 5, 0)]],
}

with open(os.path.join(os.path.dirname(__file__), "goldenTransport.json"), "w") as file:
    json.dump(golden, file)
    file.write("\n")
