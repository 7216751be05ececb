"""llama.cpp's OpenAI-compatible server: python llama_server.py MODEL.gguf PORT. It ends with its parent."""

import os
import sys
import time

import xllamacpp


def main(model: str, port: int) -> None:
    parameters = xllamacpp.CommonParams()
    parameters.model.path = model
    parameters.port = port
    parameters.n_ctx = 8192
    parameters.n_parallel = 1
    parameters.use_jinja = True
    # One: threads that wait for one another come to a halt where the cores are shared.
    parameters.cpuparams.n_threads = parameters.cpuparams_batch.n_threads = 1
    parent = os.getppid()
    server = xllamacpp.Server(parameters)
    print(server.listening_address, flush=True)
    while os.getppid() == parent:
        time.sleep(0.2)


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
