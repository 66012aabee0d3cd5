"""Makes golden.json: bijections with random weights in float64, written from the papers' formulas.

    /usr/bin/python3 packages/distributions/src/bijections/golden.py

PyTorch 1.13, SciPy 1.10. Log-determinants are those of the Jacobian that PyTorch differentiates, not of a formula; gradients
are of Σ sin(value) + log |det| by every weight.
"""
import json
import os

import numpy as np
import torch
from scipy.optimize import brentq
from torch.nn.functional import softplus

torch.set_default_dtype(torch.float64)
random = np.random.RandomState(7)
numbers = lambda values: [float(f"{value:.10g}") for value in torch.as_tensor(values).detach().flatten()]


def draw(*shape, scale=1.0):
    """Rounded to float32 first, so that both sides see the same numbers."""
    return torch.tensor(np.asarray(random.randn(*shape) * scale).round(4).astype(np.float32).astype(np.float64))


def network_weights(inputs, hidden, outputs, first=0):
    """Weights of a perceptron by the names of `sequential`: linear, activation, linear, …"""
    weights, sizes = {}, [inputs, *hidden, outputs]
    for i, (a, b) in enumerate(zip(sizes, sizes[1:])):
        weights[f"conditioner/{first + 2 * i}/kernel"] = draw(a, b, scale=0.8 / np.sqrt(a))
        weights[f"conditioner/{first + 2 * i}/bias"] = draw(b, scale=0.3)
    return weights


def perceptron(weights, x, masks=None, first=0):
    layers = sum(name.endswith("kernel") for name in weights)
    for i in range(layers):
        kernel = weights[f"conditioner/{first + 2 * i}/kernel"]
        x = x @ (kernel if masks is None else kernel * masks[i]) + weights[f"conditioner/{first + 2 * i}/bias"]
        x = torch.relu(x) if i < layers - 1 else x
    return x


# ---- RealNVP and neural spline flows: kept features choose the map of the others --------------------------------------
def split(size, mask, swap):
    first = size // 2
    parts = [list(range(first)), list(range(first, size))]
    if mask == "alternating":
        parts = [list(range(1, size, 2)), list(range(0, size, 2))]
    return parts[::-1] if swap else parts


def coupled(x, kept, moved, weights, element, inverse):
    parameters = perceptron(weights, x[kept]).reshape(len(moved), -1)
    result = x.clone()
    for i, feature in enumerate(moved):
        result[feature] = element(x[feature], parameters[i], inverse, i)
    return result


def affine(weights):
    def element(x, parameters, inverse, i):
        shift, raw = parameters
        scale = torch.exp(weights["scale"][i] * torch.tanh(raw))
        return (x - shift) / scale if inverse else shift + scale * x
    return element


def spline(bins, bound, least=1e-3):
    """Durkan et al. 2019, equations 4 to 8, by searching one bin."""
    def element(x, parameters, inverse, _):
        if not -bound <= x <= bound:
            return x
        widths = 2 * bound * (least + (1 - least * bins) * torch.softmax(parameters[:bins], 0))
        heights = 2 * bound * (least + (1 - least * bins) * torch.softmax(parameters[bins:2 * bins], 0))
        # As in the authors' code: parameters of 0 are slopes of 1.
        inner = least + softplus(parameters[2 * bins:] + np.log(np.exp(1 - least) - 1))
        slopes = torch.cat([torch.ones(1), inner, torch.ones(1)])
        xs = torch.cat([torch.tensor([-bound]), -bound + torch.cumsum(widths, 0)])
        ys = torch.cat([torch.tensor([-bound]), -bound + torch.cumsum(heights, 0)])
        k = int(np.searchsorted((ys if inverse else xs)[1:-1].detach().numpy(), float(x), side="right"))
        s = (ys[k + 1] - ys[k]) / (xs[k + 1] - xs[k])
        d0, d1 = slopes[k], slopes[k + 1]
        rise = ys[k + 1] - ys[k]
        if inverse:
            a = rise * (s - d0) + (x - ys[k]) * (d1 + d0 - 2 * s)
            b = rise * d0 - (x - ys[k]) * (d1 + d0 - 2 * s)
            c = -s * (x - ys[k])
            return 2 * c / (-b - torch.sqrt(b * b - 4 * a * c)) * (xs[k + 1] - xs[k]) + xs[k]
        xi = (x - xs[k]) / (xs[k + 1] - xs[k])
        return ys[k] + rise * (s * xi ** 2 + d0 * xi * (1 - xi)) / (s + (d1 + d0 - 2 * s) * xi * (1 - xi))
    return element


def coupling_case(name, size, hidden, options, make, count):
    kept, moved = split(size, options.get("mask", "halves"), options.get("swap", False))
    weights = network_weights(len(kept), hidden, len(moved) * count)
    if name == "coupling":
        weights["scale"] = 1 + draw(len(moved), scale=0.3)
    map = lambda inverse: lambda x, w: coupled(x, kept, moved, w, make(w), inverse)
    return dict(kind=name, size=size, options=dict(hidden=hidden, **options)), weights, map(False), map(True)


# ---- MADE: masks by degrees, and features one after the other ---------------------------------------------------------
def made_masks(size, hidden):
    degrees = [np.arange(1, size + 1)]
    for units in hidden:
        degrees.append(1 + np.arange(units) % (size - 1))
    masks = [torch.tensor((a[:, None] <= b[None]).astype(float)) for a, b in zip(degrees, degrees[1:])]
    return masks + [torch.tensor((degrees[-1][:, None] < np.repeat(degrees[0], 2)[None]).astype(float))]


def autoregressive_case(name, size, hidden):
    weights, masks = network_weights(size, hidden, 2 * size), made_masks(size, hidden)

    def pass_(x, w, inverse):
        seen_is_result = inverse == (name == "iaf")
        result = []
        for i in range(size):
            seen = torch.cat([*[value.reshape(1) for value in result], torch.zeros(size - i)]) if seen_is_result else x
            mu, alpha = perceptron(w, seen, masks).reshape(size, 2)[i]
            result.append((x[i] - mu) * torch.exp(-alpha) if inverse else mu + torch.exp(alpha) * x[i])
        return torch.stack(result)

    case = dict(kind=name, size=size, options=dict(hidden=hidden))
    return case, weights, lambda x, w: pass_(x, w, False), lambda x, w: pass_(x, w, True)


# ---- planar -----------------------------------------------------------------------------------------------------------
def planar_case(size, product):
    weights = dict(w=draw(size), u=draw(size), b=draw())
    # So that wᵀu, and with it how much the map bends, is about what is wanted.
    weights["u"] = weights["u"] + (product - weights["u"] @ weights["w"]) * weights["w"] / (weights["w"] @ weights["w"])
    weights["u"] = torch.tensor(weights["u"].numpy().astype(np.float32).astype(np.float64))

    def corrected(w):
        dot = w["w"] @ w["u"]
        return w["u"] + (softplus(dot) - 1 - dot) * w["w"] / (w["w"] @ w["w"])

    def forward(x, w):
        return x + corrected(w) * torch.tanh(w["w"] @ x + w["b"])

    def inverse(y, w):
        u = corrected(w)
        slope, target, b = w["w"] @ u, w["w"] @ y, w["b"]
        numeric = lambda z: z + float(slope) * np.tanh(z + float(b)) - float(target)
        z = torch.tensor(brentq(numeric, float(target) - 100, float(target) + 100, xtol=1e-14, rtol=1e-14))
        # Two Newton steps from the root: the first for its gradient, the second for that of its slope.
        for _ in range(2):
            h = torch.tanh(z + b)
            z = z - (z + slope * h - target) / (1 + slope * (1 - h * h))
        return y - u * torch.tanh(z + b)

    return dict(kind="planar", size=size, options={}), weights, forward, inverse


def measured(case, weights, forward, inverse):
    result = dict(case, weights={name: dict(shape=list(w.shape), values=numbers(w)) for name, w in weights.items()})
    points = draw(6, case["size"], scale=1.5)
    result["points"] = numbers(points)
    for direction, map in [("forward", forward), ("inverse", inverse)]:
        trained = {name: w.clone().requires_grad_() for name, w in weights.items()}
        values, determinants, total = [], [], 0
        for x in points:
            x = x.clone().requires_grad_()
            value = map(x, trained)
            rows = [torch.autograd.grad(value[i], x, create_graph=True)[0] for i in range(len(x))]
            determinant = torch.linalg.slogdet(torch.stack(rows))[1]
            values.append(value)
            determinants.append(determinant)
            total = total + torch.sin(value).sum() + determinant
        gradients = torch.autograd.grad(total, list(trained.values()), allow_unused=True)
        result[direction] = dict(
            value=numbers(torch.stack(values)),
            logDeterminant=numbers(torch.stack(determinants)),
            gradients={name: numbers(w * 0 if g is None else g) for (name, w), g in zip(trained.items(), gradients)},
        )
    return result


cases = [
    coupling_case("coupling", 2, [5], {}, affine, 2),
    coupling_case("coupling", 3, [5, 4], dict(swap=True), affine, 2),
    coupling_case("coupling", 5, [6], dict(mask="alternating"), affine, 2),
    coupling_case("coupling", 4, [6], dict(mask="alternating", swap=True), affine, 2),
    coupling_case("splineCoupling", 2, [6], dict(bins=5, bound=3), lambda _: spline(5, 3.0), 14),
    coupling_case("splineCoupling", 4, [6], dict(bins=2, bound=1.5, swap=True), lambda _: spline(2, 1.5), 5),
    autoregressive_case("maf", 3, [5, 4]),
    autoregressive_case("maf", 2, []),
    autoregressive_case("iaf", 3, [5]),
    planar_case(3, 0.7),
    planar_case(2, 4.0),
    planar_case(2, -3.0),
]
path = os.path.join(os.path.dirname(os.path.abspath(__file__)), "golden.json")
with open(path, "w") as file:
    json.dump([measured(*case) for case in cases], file)
    file.write("\n")
