"""The bytes of proofs, read and written without the code of dovetail-verify; used by the tools beside it."""

MAGIC = b"dovetail-proof 1\n"

# The language: fields of each opcode. n and z are numbers; a list is its count and its elements' fields; ? is a list of
# at most one literal.
FIELDS = {
    3: [("list", "n")], 16: ["n", "n", "n"], 17: ["n", "n"], 18: [("list", "nz")], 19: [("list", "nz"), "z"],
    20: ["n", "z"], 21: [("list", "nz"), "z"], 22: [("list", "n"), ("list", "n")],
    32: ["n"], 33: ["n"], 34: ["n", "z", "z", "?"], 35: ["n", "z", "z", "n", "?"], 36: ["n", "z", "z", "?"],
    37: ["n", "n", "n"], 38: ["n", "n", "?"], 39: ["n", "?"], 40: [("list", "nz"), "?"], 41: ["n", "n", "n"],
    43: [("list", "n"), "?"],
}


# A line or step is [opcode, fields...]; a field ("n", number), ("z", number), or ("list", [[field, ...], ...]).
# A clause has its literals as a list and then its steps; a fact its step.

class Malformed(Exception):
    """The bytes are no proof, or end within a line."""


class Reader:
    def __init__(self, data):
        self.data, self.at = data, len(MAGIC)
        if not data.startswith(MAGIC):
            raise Malformed("expected 'dovetail-proof 1'")

    def at_end(self):
        return self.at >= len(self.data)

    def byte(self):
        if self.at_end():
            raise Malformed("the proof ends within a line")
        self.at += 1
        return self.data[self.at - 1]

    def n(self):
        number, shift = 0, 0
        while True:
            byte = self.byte()
            number |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return number

    def z(self):
        number = self.n()
        return (number >> 1) ^ -(number & 1)

    def fields(self, kinds):
        read = []
        for kind in kinds:
            if kind in ("n", "z"):
                read.append((kind, self.n() if kind == "n" else self.z()))
            else:
                each = "nz" if kind == "?" else kind[1]
                count = self.n()
                read.append(("list", [[(k, self.n() if k == "n" else self.z()) for k in each] for _ in range(count)]))
        return read

    def step(self, op):
        return [op, *self.fields(FIELDS[op])]

    def lines(self, most=float("inf")):
        found = []
        while not self.at_end() and len(found) < most:
            op = self.byte()
            if op == 1:
                found.append([1, self.step(self.byte())])
            elif op == 2:
                line = [2, *self.fields([("list", "nz")])]
                while (step := self.byte()) != 0:
                    line.append(self.step(step))
                found.append(line)
            elif op == 4:
                kind = self.n()
                found.append([4, ("n", kind)] + ([] if kind == 2 else [("z", self.z())]))
            elif op == 23:
                line = [23, ("n", self.n()), ("n", self.n()), ("n", self.n())]
                found.append(line + ([("n", self.n())] if line[2][1] == 2 else []))
            else:
                found.append(self.step(op))
        return found


def leb(number):
    out = bytearray()
    while True:
        out.append(number & 127 | (128 if number > 127 else 0))
        number >>= 7
        if not number:
            return bytes(out)


def zigzag(number):
    return leb(number << 1 if number >= 0 else (-number << 1) - 1)


def tokens(line):
    """[kind, content] of each number of a line: op, n, z, count, end."""
    found = [["op", line[0]]]
    for part in line[1:]:
        if isinstance(part, list):
            found += tokens(part)
        elif part[0] == "list":
            found.append(["count", len(part[1])])
            found += [list(field) for element in part[1] for field in element]
        else:
            found.append(list(part))
    if line[0] == 2:
        found.append(["end", 0])
    return found


def write(found):
    return b"".join(bytes([c]) if k in ("op", "end") else zigzag(c) if k == "z" else c if k == "raw" else leb(c)
                    for k, c in found)


def written(lines):
    return MAGIC + b"".join(write(tokens(line)) for line in lines)
