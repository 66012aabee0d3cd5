"""Makes goldenSingular.json: divergences of Gaussians with singular covariances, in float64.

    /usr/bin/python3 packages/distributions/src/closedForms/goldenSingular.py

By SciPy, nothing from the factors themselves: Wasserstein-2 by sqrtm of the covariances; KL by the entropy and the log
density of multivariate_normal with allow_singular, which are those on the support, and -inf beside it; Bhattacharyya, where
KL is finite, by the determinants and solutions on the support that scipy.linalg.orth finds, and held to twice the
quadrature of sqrt(p q) where that is a line. Infinity stands for what is infinite.
"""
import json
import os

import numpy as np
import scipy.integrate
import scipy.linalg
from scipy.stats import multivariate_normal, norm

point, along_x, along_z = np.zeros((3, 3)), np.diag([2.0, 0, 0]), np.diag([0, 0, 3.0])
ball, plane = np.eye(3), np.diag([1.0, 2, 0])
slanted = np.array([[1.0, 0, 0], [2, 0, 0], [-1, 0, 0]])  # of rank 1
wider = 3 * slanted
tilted = np.array([[1.0, 0, 0], [0.5, 2, 0], [0.3, -0.7, 0]])  # of rank 2, z = 0.475 x - 0.35 y
within = np.array([[2.0, 0, 0], [-1, 0.5, 0], [1.3, -0.175, 0]])  # on the same plane
gap = np.array([[1.0, 0, 0], [0.5, 0, 0], [0.25, 0, 2]])  # of rank 2, y = x / 2
gap_too = np.array([[3.0, 0, 0], [1.5, 0, 0], [-1, 0, 0.5]])
full = np.array([[1.0, 0, 0], [0.5, 2, 0], [0.3, -0.7, 0.5]])
o = np.zeros(3)

cases = {
    "two points": (o, point, o, point),
    "two different points": (o, point, np.array([1.0, 0, 2]), point),
    "a point and a ball": (o, point, o, ball),
    "a point and an ellipsoid beside it": (np.array([1.0, 2, 3]), point, o, full),
    "a point and a segment through it": (o, point, o, slanted),
    "two segments at right angles": (o, along_x, o, along_z),
    "a slanted segment and an ellipsoid": (o, slanted, np.array([0.5, 0, 0]), full),
    "a segment and itself": (o, slanted, o, slanted),
    "a segment and a longer one on its line": (np.array([1.0, 2, -1]), slanted, o, wider),
    "a segment and a longer one beside it": (np.array([1.0, 2, 1]), slanted, o, wider),
    "a plane and another": (o, plane, o, tilted),
    "a plane and an ellipsoid": (o, tilted, o, full),
    "two ellipses on a plane": (np.array([1.0, -2, 1.175]), tilted, o, within),
    "two ellipses on parallel planes": (np.array([1.0, -2, 1]), tilted, o, within),
    "two ellipses on a plane, by factors with a gap": (np.array([2.0, 1, 4]), gap, o, gap_too),
    "an ellipse and a segment in it": (o, tilted, o, tilted * [1, 0, 0]),
}


def wasserstein(m, a, n, b):
    root = scipy.linalg.sqrtm(a)
    return ((m - n) ** 2).sum() + np.trace(a + b - 2 * scipy.linalg.sqrtm(root @ b @ root)).real


def kl(m, a, n, b):
    if not a.any() or not b.any():  # SciPy has no entropy of a point
        return 0.0 if not a.any() and not b.any() and (m == n).all() else np.inf
    p, q = multivariate_normal(m, a, allow_singular=True), multivariate_normal(n, b, allow_singular=True)
    rank = np.linalg.matrix_rank
    if rank(a) != rank(b) or rank(a + b) != rank(a):
        return np.inf
    return -p.entropy() - q.logpdf(m) + np.trace(scipy.linalg.pinvh(b) @ a) / 2


def bhattacharyya(m, a, n, b):
    if not np.isfinite(kl(m, a, n, b)):
        return np.inf
    basis = scipy.linalg.orth(a) if a.any() else np.zeros((3, 0))
    a, b, shift = basis.T @ a @ basis, basis.T @ b @ basis, basis.T @ (m - n)
    average = (a + b) / 2
    log_det = lambda matrix: np.linalg.slogdet(matrix)[1]
    value = shift @ np.linalg.solve(average, shift) / 8 + log_det(average) / 2 - (log_det(a) + log_det(b)) / 4
    if len(a) == 1:
        p, q = norm(shift[0], np.sqrt(a[0, 0])), norm(0, np.sqrt(b[0, 0]))
        overlap = scipy.integrate.quad(lambda x: np.sqrt(p.pdf(x) * q.pdf(x)), -60, 60, limit=500, points=[0])[0]
        assert abs(value + np.log(overlap)) < 1e-9
    return value


number = lambda x: "Infinity" if np.isposinf(x) else float(f"{x:.8g}") if abs(x) > 1e-9 else 0
result = []
for name, (m, f, n, g) in cases.items():
    one, other = (m, f @ f.T, n, g @ g.T), (n, g @ g.T, m, f @ f.T)
    result.append({
        "name": name,
        "p": {"mean": m.tolist(), "factor": f.tolist()},
        "q": {"mean": n.tolist(), "factor": g.tolist()},
        "squaredWasserstein": number(wasserstein(*one)),
        "kl": number(kl(*one)),
        "reverseKl": number(kl(*other)),
        "bhattacharyya": number(bhattacharyya(*one)),
    })

with open(os.path.join(os.path.dirname(__file__), "goldenSingular.json"), "w") as file:
    json.dump(result, file, indent=1)
    file.write("\n")
