"""scikit-learn and POT on one thread, in float32. Speaks the protocol of children/protocol.ts.

`python.py log` has the same algorithms: scikit-learn's rbf_kernel, POT's Sinkhorn in the log domain. `python.py plain` has
faster ones: distances once for all bandwidths, and Sinkhorn on the exponentials themselves, which overflow for a small ε.
"""

import json
import sys
import time

import numpy as np
import ot
from sklearn.metrics.pairwise import euclidean_distances, rbf_kernel

PLAIN = sys.argv[1] == "plain"


def read_arrays(path):
    with open(path, "rb") as file:
        header = json.loads(file.read(int.from_bytes(file.read(8), "little")))
        data = file.read()
    values = lambda entry: np.frombuffer(data[slice(*entry["data_offsets"])], np.float32).reshape(entry["shape"])
    return {name: values(entry) for name, entry in header.items()}


def kernel_sum(a, b, bandwidths):
    if PLAIN:
        distances = euclidean_distances(a, b, squared=True)
        return sum(np.exp(distances * np.float32(-0.5 / s**2)).sum(dtype=float) for s in bandwidths) / len(bandwidths)
    return sum(rbf_kernel(a, b, gamma=0.5 / s**2).sum(dtype=float) for s in bandwidths) / len(bandwidths)


def mmd(x, y, settings):
    bandwidths = [float(s) for s in settings["bandwidths"].split(",")]
    n = len(x)
    own = lambda a: (kernel_sum(a, a, bandwidths) - n) / (n * (n - 1))
    return own(x) + own(y) - 2 * kernel_sum(x, y, bandwidths) / n**2


def transport(a, b, settings):
    epsilon, weights = settings["epsilon"], ot.unif(len(a)).astype(np.float32)
    costs = ot.dist(a, b)
    solve = ot.bregman.sinkhorn_knopp if PLAIN else ot.bregman.sinkhorn_log
    _, log = solve(weights, weights, costs, epsilon, numItermax=settings["iterations"], stopThr=0, log=True, warn=False)
    f, g = (np.log(log["u"]), np.log(log["v"])) if PLAIN else (log["log_u"], log["log_v"])
    return epsilon * float((f.mean(dtype=float) + g.mean(dtype=float) + 2 * np.log(len(a))))


def sinkhorn(x, y, settings):
    return transport(x, y, settings) - (transport(x, x, settings) + transport(y, y, settings)) / 2


def main():
    answer()
    for line in sys.stdin:
        request = json.loads(line)
        if request["ask"] == "load":
            program, settings = {"mmd": mmd, "sinkhorn": sinkhorn}[request["program"]], request["settings"]
            arrays = read_arrays(request["file"])
            run = lambda: program(arrays["x"], arrays["y"], settings)
            answer(losses=[run()])
        else:
            start = time.perf_counter()
            for _ in range(request["times"]):
                run()
            answer(milliseconds=(time.perf_counter() - start) * 1e3)


def answer(**message):
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main()
