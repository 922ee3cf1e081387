"""The split of a decoding step: which requests' attention runs on the GPU and which on the CPU.

Both work at the same time, so the step takes as long as the longer of the two. A request on the GPU has its cache there,
and the GPU's memory holds so many blocks. Times are in microseconds, memory in blocks of 16 tokens."""

import random

from model_lines import ModelLines, form


class Piece:
    """The attention of one request."""

    def __init__(self, name, blocks, gpu, cpu):
        self.name, self.blocks, self.gpu, self.cpu = name, blocks, gpu, cpu


class Step:
    """`base` is what the GPU does for the whole batch in any case."""

    def __init__(self, name, pieces, memory, base):
        self.name, self.pieces, self.memory, self.base = name, pieces, memory, base


def step(count, share, speed, seed):
    """Requests with contexts of 16 to 8000 tokens; the GPU has room for `share` percent of them, and is `speed` times
    as fast on a block. On the CPU a request costs a fixed time more, and up to a quarter for where its cache lies."""
    draws = random.Random(seed)
    pieces = []
    for number in range(count):
        blocks = draws.randint(1, 500)
        pieces.append(
            Piece(
                f"request {number + 1}", blocks, 4 + 2 * blocks,
                30 + 2 * speed * blocks * draws.randint(100, 125) // 100))
    memory = sum(piece.blocks for piece in pieces) * share // 100
    return Step(f"split-{count}", pieces, memory, base=20 * count)


# Requests, share of memory, speed, seed.
STEPS = [(20, 70, 4, 1), (50, 80, 6, 2), (100, 85, 8, 3)]


def time(step, on_gpu):
    """- Raises ValueError where the GPU's memory does not suffice."""
    chosen = set(on_gpu)
    blocks = sum(piece.blocks for piece in chosen)
    if blocks > step.memory:
        raise ValueError(f"{blocks} blocks, and the GPU holds {step.memory}")
    gpu = step.base + sum(piece.gpu for piece in chosen)
    return max(gpu, sum(piece.cpu for piece in step.pieces if piece not in chosen))


def gpu_first(step):
    """In the order of the batch, on the GPU whatever still has room there."""
    chosen, blocks = [], 0
    for piece in step.pieces:
        if blocks + piece.blocks <= step.memory:
            chosen.append(piece)
            blocks += piece.blocks
    return chosen


def balanced(step):
    """By descending times on the CPU, each to the side that is done sooner with it, as long as the GPU has room."""
    chosen, blocks, gpu, cpu = [], 0, step.base, 0
    for piece in sorted(step.pieces, key=lambda piece: -piece.cpu):
        if blocks + piece.blocks <= step.memory and gpu + piece.gpu <= cpu + piece.cpu:
            chosen.append(piece)
            blocks += piece.blocks
            gpu += piece.gpu
        else:
            cpu += piece.cpu
    return chosen


def model(step):
    lines = ModelLines(step.name)
    literal = [lines.boolean(piece.name) for piece in step.pieces]
    all_cpu = sum(piece.cpu for piece in step.pieces)
    length = lines.integer(0, max(all_cpu, step.base + sum(piece.gpu for piece in step.pieces)), "time")
    lines.at_most([(piece.blocks, x) for piece, x in zip(step.pieces, literal)], step.memory)
    lines.at_most([(piece.gpu, x) for piece, x in zip(step.pieces, literal)] + [(-1, length)], -step.base)
    lines.at_most([(-piece.cpu, x) for piece, x in zip(step.pieces, literal)] + [(-1, length)], -all_cpu)
    lines.add("minimize " + form([(1, length)]))
    return lines.text()


def choice(step, solution):
    return [piece for piece in step.pieces if solution["values"][piece.name] == 1]
