"""Rows of words, as ``dovetail.h`` defines them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

VARIABLES = 1
DERIVED = 2
INTERVAL = 3
OBJECTIVE = 4
HINTS = 5
GROUP = 6
LINEAR = 16
REIFIED = 17
DOMAIN = 18
MEMBERSHIP = 19
INDICATOR = 20
CLAUSE = 24
AT_MOST_ONE = 25
CONJUNCTION = 26
PARITY = 27
FORMULA = 28
MAXIMUM = 32
INDEX_OF_MAXIMUM = 33
ARITHMETIC = 34
COUNT = 40
ALL_DIFFERENT = 41
INVERSE = 42
AMONG = 43
CARDINALITIES = 44
DISTINCT_COUNT = 45
ELEMENT = 48
MATRIX_ELEMENT = 49
TABLE = 50
FORBIDDEN_ROWS = 51
AUTOMATON = 52
COST_AUTOMATON = 53
LEXICOGRAPHIC = 56
VALUE_PRECEDENCE = 57
SORT = 58
SORTED_INDICES = 59
SLIDING_SUM = 60
NO_OVERLAP = 64
CUMULATIVE = 65
PRECEDENCE = 66
ALTERNATIVE = 67
TRANSITIONS = 68
DIRECT_TRANSITIONS = 69
SEQUENCE = 70
STATE = 71
TEMPORAL = 72
SPAN = 73
SYNCHRONIZE = 74
SELECTION = 75
RESERVOIR = 76
CALENDAR = 77
OPEN_TIMES = 78
CIRCUIT = 80
ARC_CIRCUIT = 81
FLOW = 82
NO_OVERLAP_2D = 88
PACK = 89
BIN_CAPACITY = 90
BIN_LOAD = 91
KNAPSACK = 92

DERIVED_START = 0
DERIVED_END = 1
DERIVED_LARGEST = 2
DERIVED_SMALLEST = 3
DERIVED_ONE_OF = 4
DERIVED_PRODUCT = 5
DERIVED_QUOTIENT = 6
DERIVED_REMAINDER = 7
DERIVED_POWER = 8

MINIMIZE = 0
MAXIMIZE = 1
SATISFY = 2

NAME_MODEL = 0
NAME_VARIABLES = 1
NAME_INTERVALS = 2
NAME_GROUPS = 3

AT_MOST = 0
EQUAL = 1
NOT_EQUAL = 2

GROUP_SINGLE = -1
GROUP_DEFINITION = -2

ANY_VALUE = -(1 << 63)
"""In a table: any value."""

LIMIT = (1 << 30) - 1
"""Of the magnitudes of bounds."""

LINEAR_LIMIT = 1 << 60
"""Of the magnitudes of sums."""

Words = list[int]


def row(opcode: int, *pieces: Sequence[int]) -> Words:
    """A row of some pieces, each of which is words already."""
    payload: Words = []
    for piece in pieces:
        payload += piece
    return [opcode, len(payload), *payload]


def numbers(items: Sequence[int]) -> Words:
    """A list of numbers, literals, variables or intervals."""
    return [len(items), *items]


def forms(items: Sequence[Words]) -> Words:
    """A list of forms."""
    words = [len(items)]
    for item in items:
        words += item
    return words


def table(rows: Iterable[Sequence[int]]) -> Words:
    """A list of lists of numbers."""
    count = 0
    words = [0]
    for line in rows:
        words.append(len(line))
        words += line
        count += 1
    words[0] = count
    return words


def opcodes_and_places(words: Sequence[int]) -> list[tuple[int, int]]:
    """Of each row, its opcode and the place where it begins."""
    found = []
    place = 0
    while place + 1 < len(words):
        found.append((words[place], place))
        place += 2 + words[place + 1]
    return found
