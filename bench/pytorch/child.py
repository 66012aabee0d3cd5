"""PyTorch on the CPU, on as many threads as the first argument says. Speaks the protocol of children/protocol.ts."""

import json
import pathlib
import sys
import time

import torch

sys.path.append(str(pathlib.Path(__file__).parents[1] / "reproduce" / "pytorch"))

from auto_encoders import AUTO_ENCODERS  # noqa: E402
from gans import GANS  # noqa: E402
from kernels import KERNELS  # noqa: E402
from tensors import read_tensors  # noqa: E402
from training import Training, in_phases  # noqa: E402
from variants import VARIANTS  # noqa: E402


def variant(tensors, settings):
    """A twin of `pnpm reproduce`; its noise is its own."""
    batch = tensors["batch"], tensors["label"].long()
    step = in_phases(VARIANTS[settings["variant"]](tensors))
    return Training(lambda compared=None: [step(*batch).item()])


PROGRAMS = {**AUTO_ENCODERS, **GANS, **KERNELS, "variant": variant}


def main():
    torch.set_num_threads(int(sys.argv[1]))
    answer()
    runner = None
    for line in sys.stdin:
        request = json.loads(line)
        if request["ask"] == "load":
            runner = None
            program = PROGRAMS.get(request["program"])
            if program is None:
                answer(unable="cannot")
                continue
            runner = program(read_tensors(request["file"]), request["settings"])
            answer(losses=runner.compare())
        else:
            start = time.perf_counter()
            for _ in range(request["times"]):
                runner.run()
            answer(milliseconds=(time.perf_counter() - start) * 1e3)


def answer(**message):
    print(json.dumps(message), flush=True)


if __name__ == "__main__":
    main()
