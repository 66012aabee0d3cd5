"""Makes golden.json: f-divergences and Rényi's of discrete distributions and of densities, in float64.

    /usr/bin/python3 packages/divergences/src/fDivergence/golden.py

SciPy 1.10 or newer. Every probability is a multiple of 2^-20, so float32 holds it exactly and rows sum to exactly 1.
"""
import json
import os

import numpy as np
from scipy.integrate import quad
from scipy.spatial.distance import cityblock, euclidean, jensenshannon
from scipy.special import lambertw, rel_entr
from scipy.stats import chisquare, entropy, norm

UNIT = 2.0**20
random = np.random.RandomState(11)


def rounded(row):
    """The row as multiples of 1 / UNIT with sum 1; the largest entry takes what is left."""
    counts = np.round(np.asarray(row) / np.sum(row) * UNIT)
    counts[np.argmax(counts)] += UNIT - counts.sum()
    return counts / UNIT


def alpha(a):
    def of(p, q):
        p, q = np.asarray(p), np.asarray(q)
        with np.errstate(divide="ignore", invalid="ignore"):
            both = np.where((p > 0) & (q > 0), p**a * q ** (1 - a), 0.0).sum()
        lost = (a > 1 and np.any((q == 0) & (p > 0))) or (a < 0 and np.any((p == 0) & (q > 0)))
        return np.inf if lost else (both - p.sum() * a - q.sum() * (1 - a)) / (a * (a - 1))

    return of


def pearson(p, q):
    """SciPy's χ² statistic of one observation spread over the cells: Σ (p - q)² / q."""
    if np.any((q == 0) & (p > 0)):
        return np.inf
    return chisquare(p[q > 0], q[q > 0]).statistic + 0.0


divergences = {
    "forwardKl": entropy,
    "reverseKl": lambda p, q: entropy(q, p),
    "symmetricKl": lambda p, q: rel_entr(p, q).sum() + rel_entr(q, p).sum(),
    "jensenShannon": lambda p, q: jensenshannon(p, q) ** 2,
    "ganObjective": lambda p, q: 2 * jensenshannon(p, q) ** 2 - np.log(4),
    "pearson": pearson,
    "neyman": lambda p, q: pearson(q, p),
    "squaredHellinger": lambda p, q: euclidean(np.sqrt(p), np.sqrt(q)) ** 2 / 2,
    "totalVariation": lambda p, q: cityblock(p, q) / 2,
    "triangular": lambda p, q: ((p - q) ** 2 / np.where(p + q > 0, p + q, 1)).sum(),
    **{f"alpha({a:g})": alpha(a) for a in (-1, 0.3, 0.5, 2, 3.5)},
}


def renyi(order):
    if order == 1:
        return entropy

    def of(p, q):
        with np.errstate(divide="ignore"):
            total = 1 + order * (order - 1) * alpha(order)(p, q)
            return np.inf if total < 1e-14 else np.log(total) / (order - 1)

    return of


rows = [(random.dirichlet(np.full(6, c)), random.dirichlet(np.full(6, c))) for c in (5, 2, 1, 0.6)]
base = rows[0][0]
rows += [
    (base, base + 1e-3 * (random.rand(6) - 0.5)),  # close
    (base, base + 2e-4 * (random.rand(6) - 0.5)),  # very close
    ([0.5, 0.2, 0.1, 0.1, 0.1 - 1e-5, 1e-5], [1e-5, 0.1, 0.1 - 1e-5, 0.2, 0.1, 0.5]),  # far
    ([0.5, 0.25, 0.25, 0, 0, 0], [0.25, 0.25, 0.125, 0.375, 0, 0]),  # P inside Q
    ([0.25, 0.25, 0.125, 0.375, 0, 0], [0.5, 0.25, 0.25, 0, 0, 0]),  # Q inside P
    ([0.5, 0.5, 0, 0, 0, 0], [0, 0, 0.25, 0.75, 0, 0]),  # disjoint
]
p = np.array([rounded(row) for row, _ in rows])
q = np.array([rounded(row) for _, row in rows])
assert np.array_equal(p.astype(np.float32), p) and np.all(p.sum(1) == 1) and np.all(q.sum(1) == 1)
number = lambda x: "Infinity" if np.isposinf(x) else float(f"{x:.12g}")

P, Q = norm(0, 1), norm(0.75, 1.1)
# f as in the definitions, written out once more: ∫ q f(p / q) as an integrand of x.
integrands = {
    "forwardKl": lambda p, q: p * np.log(p / q),
    "reverseKl": lambda p, q: q * np.log(q / p),
    "symmetricKl": lambda p, q: (p - q) * np.log(p / q),
    "jensenShannon": lambda p, q: (p * np.log(2 * p / (p + q)) + q * np.log(2 * q / (p + q))) / 2,
    "ganObjective": lambda p, q: p * np.log(p / (p + q)) + q * np.log(q / (p + q)),
    "pearson": lambda p, q: (p - q) ** 2 / q,
    "neyman": lambda p, q: (p - q) ** 2 / p,
    "squaredHellinger": lambda p, q: (np.sqrt(p) - np.sqrt(q)) ** 2 / 2,
    "totalVariation": lambda p, q: abs(p - q) / 2,
    "triangular": lambda p, q: (p - q) ** 2 / (p + q),
    **{
        f"alpha({a:g})": lambda p, q, a=a: (p**a * q ** (1 - a) - a * p - (1 - a) * q) / (a * (a - 1))
        for a in (-1, 0.3, 0.5, 2, 3.5)
    },
}
integral = lambda f: quad(lambda x: f(P.pdf(x), Q.pdf(x)), -12, 13, limit=500, epsabs=1e-13, epsrel=1e-13, points=[0, 0.75])[0]

slopes = [-1e4, -100, -10, -2, -0.5, 0, 0.5, 2, 10, 40]
with np.errstate(over="ignore"):
    w = [lambertw(np.exp(min(1 - t, 700))).real for t in slopes]
# Above 700 exp overflows in float64 as well: solve w + log w = 1 - t by iterating w = 1 - t - log w.
for i, t in enumerate(slopes):
    if 1 - t > 700:
        w[i] = 1 - t
        for _ in range(50):
            w[i] = 1 - t - np.log(w[i])

golden = {
    "p": [[float(x) for x in row] for row in p],
    "q": [[float(x) for x in row] for row in q],
    "divergences": {name: [number(f(a, b)) for a, b in zip(p, q)] for name, f in divergences.items()},
    "renyi": {str(order): [number(renyi(order)(a, b)) for a, b in zip(p, q)] for order in (0.5, 1, 2, 5)},
    "gaussians": {name: number(integral(f)) for name, f in integrands.items()},
    "symmetricKlConjugate": {"slopes": slopes, "values": [number(1 / x - np.log(x) - 1) for x in w]},
}
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
