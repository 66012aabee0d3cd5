"""Makes golden.json: quantiles of the normal distribution and logarithms, from SciPy and NumPy in float64.

    /usr/bin/python3 packages/random/src/golden.py

SciPy 1.10.1. `normal` has pairs of u and √2 erfinv(u), by ndtri of the smaller tail so that no digit is lost.
"""
import json
import os

import numpy as np
from scipy.special import ndtri

lowest = -1 + 2.0**-24
u = [0.0, 2.0**-24, 1e-3, 0.1, 0.5, 0.8499999, 0.85, 0.8500001, 0.9, 0.99, 0.999, 0.9999, 0.99999, 0.999999, 1 - 2.0**-22]
u = [float(np.float32(value)) for value in u]
u = sorted([-value for value in u if value] + u + [lowest])
normal = [[value, float(-np.sign(value) * ndtri((1 - abs(value)) / 2))] for value in u]
x = [2.0**-126, 1e-30, 1e-6, 0.1, 0.5, 0.7071067, 0.7071068, 0.999999, 1.0, 1.000001, 1.4142135, 1.4142136, 2.0, 3.0, 87.3, 1e30]
log = [[value, float(np.log(value))] for value in x]
with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump({"normal": normal, "log": log}, file)
    file.write("\n")
