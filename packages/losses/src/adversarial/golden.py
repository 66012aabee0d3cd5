"""Makes golden.json: PyTorch's values of the relativistic losses, with gradients, in float64.

    /usr/bin/python3 packages/losses/src/adversarial/golden.py

PyTorch 1.13. The losses are written as their author's programs have them, by labels of 1 and 0, without the factor 1/2.
"""
import json
import os

import numpy as np
import torch
import torch.nn.functional as F

random = np.random.RandomState(11)
new = lambda size: torch.tensor((2 * random.randn(size)).round(3), dtype=torch.float64, requires_grad=True)
flat = lambda tensor: [float(f"{value:.10g}") for value in tensor.detach().flatten().tolist()]
ones, zeros = torch.ones_like, torch.zeros_like
bce = F.binary_cross_entropy_with_logits
real, fake = new(5), new(5)


def case(loss):
    """The value, and the gradient by the scores of real and of generated examples."""
    value = loss(real, fake)
    return {"value": flat(value), "gradients": [flat(grad) for grad in torch.autograd.grad(value, (real, fake))]}


golden = {
    "real": flat(real),
    "fake": flat(fake),
    "critic": {
        "RSGAN": case(lambda r, f: bce(r - f, ones(r))),
        "RaSGAN": case(lambda r, f: bce(r - f.mean(), ones(r)) + bce(f - r.mean(), zeros(f))),
        "RaLSGAN": case(lambda r, f: F.mse_loss(r - f.mean(), ones(r)) + F.mse_loss(f - r.mean(), -ones(f))),
        "RaHingeGAN": case(lambda r, f: F.relu(1 - (r - f.mean())).mean() + F.relu(1 + (f - r.mean())).mean()),
    },
    "generator": {
        "RSGAN": case(lambda r, f: bce(f - r, ones(f))),
        "RaSGAN": case(lambda r, f: bce(r - f.mean(), zeros(r)) + bce(f - r.mean(), ones(f))),
        "RaLSGAN": case(lambda r, f: F.mse_loss(r - f.mean(), -ones(r)) + F.mse_loss(f - r.mean(), ones(f))),
        "RaHingeGAN": case(lambda r, f: F.relu(1 + (r - f.mean())).mean() + F.relu(1 - (f - r.mean())).mean()),
    },
}

with open(os.path.join(os.path.dirname(__file__), "golden.json"), "w") as file:
    json.dump(golden, file, indent=1)
    file.write("\n")
