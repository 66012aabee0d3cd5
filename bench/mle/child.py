"""scikit-learn's side of the comparison: one line of JSON in for each fit, one out.

In:  {"points": [...], "size": 2, "means": [...], "iterations": 30}
Out: {"seconds": ..., "score": ...}
"""
import json
import sys
import time
import warnings

import numpy as np
from sklearn.mixture import GaussianMixture

warnings.filterwarnings("ignore", message=".*did not converge.*")
for line in sys.stdin:
    request = json.loads(line)
    size = request["size"]
    points = np.array(request["points"]).reshape(-1, size)
    means = np.array(request["means"]).reshape(-1, size)
    components = len(means)
    model = GaussianMixture(
        components,
        covariance_type="full",
        max_iter=request["iterations"],
        tol=0,
        weights_init=np.full(components, 1 / components),
        means_init=means,
        precisions_init=np.array([np.eye(size)] * components),
        # What is given above takes the place of what it finds here, which would otherwise be a whole k-means.
        init_params="random",
        random_state=0,
    )
    start = time.perf_counter()
    model.fit(points)
    seconds = time.perf_counter() - start
    print(json.dumps({"seconds": seconds, "score": model.lower_bound_, "iterations": model.n_iter_}), flush=True)
