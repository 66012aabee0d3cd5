"""PyTorch on the CPU, on as many threads as the first argument says. Speaks the protocol of children/protocol.ts."""

import json
import sys
import time

import torch

from auto_encoders import AUTO_ENCODERS
from gans import GANS
from kernels import KERNELS
from tensors import read_tensors

PROGRAMS = {**AUTO_ENCODERS, **GANS, **KERNELS}


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
