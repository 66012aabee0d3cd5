"""Makes classesGolden.json: metrics of classes by SciPy and scikit-learn.

    /usr/bin/python3 packages/metrics/src/samples/classesGolden.py

scikit-learn 1.2, SciPy 1.10, NumPy 1.24. Purity as in the sum over the contingency matrix, the usual definition (Manning et al., "Introduction to Information Retrieval").
"""
import json
import os

import numpy as np
from scipy.stats import entropy
from sklearn.metrics import accuracy_score, recall_score
from sklearn.metrics.cluster import contingency_matrix

random = np.random.RandomState(7)
count, classes = 60, 6

logits = 2 * random.randn(count, classes)
logits[:, 4] -= 20
probabilities = np.asarray(np.exp(logits) / np.exp(logits).sum(1, keepdims=True), dtype=np.float32).astype(np.float64)
best = probabilities.argmax(1)
shares = np.bincount(best, minlength=classes) / count
requested = np.where(random.rand(count) < 0.7, best, random.randint(0, classes, count))
groups = random.randint(0, 8, count)

golden = {
    "probabilities": probabilities.tolist(),
    "shares": shares.tolist(),
    "entropy": float(entropy(shares)),
    "missing": [int(i) for i in np.flatnonzero(shares == 0)],
    "confidence": float(probabilities.max(1).mean()),
    "requested": requested.tolist(),
    "accuracy": float(accuracy_score(requested, best)),
    "recalls": recall_score(requested, best, average=None, labels=list(range(classes))).tolist(),
    "groups": groups.tolist(),
    "purity": float(contingency_matrix(groups, requested).max(1).sum() / count),
}
with open(os.path.join(os.path.dirname(__file__), "classesGolden.json"), "w") as file:
    json.dump(golden, file)
