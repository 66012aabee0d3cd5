"""Makes golden.json: closed forms between distributions, with gradients, in float64.

    /usr/bin/python3 packages/distributions/src/closedForms/golden.py

KL by torch.distributions (PyTorch 1.13) and its gradients by autograd; Bhattacharyya by numpy from the covariances and,
in one dimension, by SciPy's quadrature of sqrt(p q); Wasserstein-2 by SciPy's sqrtm of the covariances (POT 0.8.2 of
Debian has no Gaussian distances) and, in one dimension, by its quantiles; gamma and beta by SciPy's special functions too. Arguments are rounded to float32 first, so that both sides see the same numbers.
"""
import json
import os

import numpy as np
import scipy.integrate
import scipy.linalg
import torch
from scipy.special import betaln, gammaln, psi
from scipy.stats import norm
from torch.distributions import Bernoulli, Beta, Categorical, Gamma, MultivariateNormal, Normal, kl_divergence

random = np.random.RandomState(11)
single = lambda values: np.float32(values).astype(np.float64)
# float32 arguments in few digits, values in 10
short = lambda values: [float(str(np.float32(v))) for v in np.ravel(values)]
digits = lambda values: [float(f"{v:.10g}") for v in np.ravel(values)]


def differentiated(divergence, *arguments):
    """The value, and the gradient of its sum by each argument."""
    inputs = [torch.tensor(a, requires_grad=True) for a in arguments]
    value = divergence(*inputs)
    grads = torch.autograd.grad(value.sum(), inputs)
    return {"value": digits(value.detach().numpy()), "gradients": [digits(g.numpy()) for g in grads]}


def case(divergence, *arguments):
    return {"shape": list(arguments[0].shape), "inputs": [short(a) for a in arguments], **differentiated(divergence, *arguments)}


# Gaussians with diagonal covariances: unlike, near one another, nearly equal, sharp, wide.
mean = random.randn(7, 3)
log_variance = random.randn(7, 3)
step = np.array([2, 1, 0.1, 1e-2, 1e-3, 1, 1])[:, None]
level = np.array([0, 0, 0, 0, 0, -9, 8])[:, None]
scale = np.exp(level / 2)
m, v = single(mean * scale), single(log_variance + level)
n, w = single(mean * scale + step * scale * random.randn(7, 3)), single(log_variance + level + step * random.randn(7, 3))


def bhattacharyya(m, v, n, w):
    average = (v.exp() + w.exp()) / 2
    return ((m - n) ** 2 / average / 8 + average.log() / 2 - (v + w) / 4).sum(-1)


def wasserstein(m, v, n, w):
    return ((m - n) ** 2 + ((v / 2).exp() - (w / 2).exp()) ** 2).sum(-1)


def normal_kl(m, v, n, w):
    return kl_divergence(Normal(m, (v / 2).exp()), Normal(n, (w / 2).exp())).sum(-1)


# The formulas above against SciPy's distributions.
for i in range(3):
    p, q = norm(m[i, 0], np.exp(v[i, 0] / 2)), norm(n[i, 0], np.exp(w[i, 0] / 2))
    overlap = scipy.integrate.quad(lambda x: np.sqrt(p.pdf(x) * q.pdf(x)), -40, 40, limit=500)[0]
    one = [torch.tensor(a[i, :1]) for a in (m, v, n, w)]
    assert abs(bhattacharyya(*one).item() + np.log(overlap)) < 1e-10
    levels = (np.arange(200_000) + 0.5) / 200_000  # in one dimension it is the distance of the quantiles
    assert abs(wasserstein(*one).item() - ((p.ppf(levels) - q.ppf(levels)) ** 2).mean()) < 1e-3

diagonal = case(normal_kl, m, v, n, w)
diagonal["bhattacharyya"] = differentiated(bhattacharyya, m, v, n, w)
diagonal["squaredHellinger"] = differentiated(lambda *a: -torch.expm1(-bhattacharyya(*a)), m, v, n, w)
diagonal["squaredWasserstein"] = differentiated(wasserstein, m, v, n, w)

# Gaussians with full covariances, by factors.
size = 4
lower = lambda scale: np.tril(scale * random.randn(5, size, size), -1)
spread = np.array([1, 0.5, 0.1, 1e-2, 0.5])[:, None, None]
factor_p = lower(0.6) + np.eye(size) * np.exp(0.4 * random.randn(5, size))[:, :, None]
factor_q = factor_p + spread * lower(0.6)
factor_q *= np.exp(0.5 * spread * random.randn(5, 1, size))
factor_p[4] *= np.array([1, 0.3, 0.1, 0.03])  # standard deviations a factor of 30 apart
factor_q[4] *= np.array([1, 0.3, 0.1, 0.03])
factor_p, factor_q = single(factor_p), single(factor_q)
mean_p = single(random.randn(5, size))
mean_q = single(mean_p + spread[:, 0] * np.einsum("bij,bj->bi", factor_q, random.randn(5, size)))
covariance = lambda factor: factor @ factor.transpose(-1, -2)


def full_kl(m, f, n, g):
    return kl_divergence(MultivariateNormal(m, scale_tril=f), MultivariateNormal(n, scale_tril=g))


def full_bhattacharyya(m, f, n, g):
    average = (covariance(f) + covariance(g)) / 2
    distance = ((m - n).unsqueeze(1) @ torch.linalg.solve(average, (m - n).unsqueeze(2)))[:, 0, 0]
    log_det = lambda factor: 2 * torch.diagonal(factor, dim1=1, dim2=2).log().sum(-1)
    return distance / 8 + (torch.logdet(average) - (log_det(f) + log_det(g)) / 2) / 2


arguments = (mean_p, factor_p, mean_q, factor_q)
# What is above the diagonal is not read, so it has no gradient either.
below = lambda divergence: lambda m, f, n, g: divergence(m, f.tril(), n, g.tril())
full = case(below(full_kl), *arguments)
full["bhattacharyya"] = differentiated(below(full_bhattacharyya), *arguments)
full["squaredHellinger"] = differentiated(below(lambda *a: -torch.expm1(-full_bhattacharyya(*a))), *arguments)


def bures(m, f, n, g):
    a, b = covariance(f), covariance(g)
    root = scipy.linalg.sqrtm(a)
    return ((m - n) ** 2).sum() + np.trace(a + b - 2 * scipy.linalg.sqrtm(root @ b @ root)).real


# The subtraction leaves it 1e-14 of the covariance: 1e-10 of the nearest case here.
full["squaredWasserstein"] = {"value": digits([bures(*one) for one in zip(*arguments)])}

# Bernoulli and categorical.
p = single([[0.5, 0.1], [0.9, 0.01], [0.3, 1e-5], [0.7, 0.999], [0.6, 0.2]])
q = single([[0.2, 0.4], [0.6, 0.9], [0.31, 2e-5], [0.7001, 0.5], [0.61, 0.2002]])
a = single([[0, 2], [-3, 4], [8, -8], [0.5, -0.5], [12, 0]])
b = single([[1, -2], [-1, 4.001], [-8, -7], [0.6, -0.5], [3, 1e-3]])
simplex = lambda logits: (lambda e: e / e.sum(-1, keepdims=True))(np.exp(logits))
c = single(2 * random.randn(6, 5))
d = single(c + np.array([3, 1, 0.3, 1e-1, 1e-2, 6])[:, None] * random.randn(6, 5))
cs, ds = single(simplex(c)), single(simplex(d))
sums = lambda kl: kl.sum(-1)
discrete = {
    "bernoulli": case(lambda p, q: sums(kl_divergence(Bernoulli(p), Bernoulli(q))), p, q),
    "bernoulliFromLogits": case(lambda a, b: sums(kl_divergence(Bernoulli(logits=a), Bernoulli(logits=b))), a, b),
    "categorical": {
        "shape": list(cs.shape),
        "inputs": [short(cs), short(ds)],
        "value": digits(kl_divergence(Categorical(torch.tensor(cs)), Categorical(torch.tensor(ds))).numpy()),
    },
    "categoricalFromLogits": case(lambda a, b: kl_divergence(Categorical(logits=a), Categorical(logits=b)), c, d),
}

# Gamma and beta: small, ordinary and large parameters, unlike and near, and of equal means.
ap = single([[0.01, 0.3], [1, 2.5], [7.5, 8.5], [30, 500], [2, 40], [0.7, 100], [9, 1000]])
aq = single([[0.5, 0.2], [2, 1], [9, 7], [33, 450], [2.02, 39.6], [20, 110], [9.01, 5]])
bp = single([[1, 2], [3, 0.5], [1, 1], [10, 5], [2, 40], [0.1, 100], [3, 2]])
bq = single([[2, 2], [1, 1.5], [1.5, 0.9], [12, 4.5], [2.02, 39.6], [5, 110], [3, 0.0078125]])
gamma = case(lambda a, b, c, d: sums(kl_divergence(Gamma(a, b), Gamma(c, d))), ap, bp, aq, bq)
beta = case(lambda a, b, c, d: sums(kl_divergence(Beta(a, b), Beta(c, d))), ap, bp, aq, bq)


# SciPy on the same.
def scipy_gamma(a, b, c, d):
    return (a - c) * psi(a) - gammaln(a) + gammaln(c) + c * np.log(b / d) + a * (d / b - 1)


def scipy_beta(a, b, c, d):
    return betaln(c, d) - betaln(a, b) + (a - c) * psi(a) + (b - d) * psi(b) + (c + d - a - b) * psi(a + b)


np.testing.assert_allclose(gamma["value"], scipy_gamma(ap, bp, aq, bq).sum(-1), rtol=1e-9)
np.testing.assert_allclose(beta["value"], scipy_beta(ap, bp, aq, bq).sum(-1), rtol=1e-9)

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump({"diagonal": diagonal, "full": full, "discrete": discrete, "gamma": gamma, "beta": beta}, file, indent=1)
    file.write("\n")
