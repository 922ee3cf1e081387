"""Words of many linear rows, made by columns."""

from __future__ import annotations

from array import array
from typing import Any

from . import _rows
from ._integers import integers
from .errors import ModelError


def linear_words(
    starts: Any, variables: Any, coefficients: Any, signs: Any, right_sides: Any
) -> array[int] | memoryview:
    """The words of linear rows; ``signs`` is one pair of comparison and factor, or one for each
    row."""
    if any(type(column).__module__ == "numpy" for column in (variables, coefficients)):
        return _by_numpy(starts, variables, coefficients, signs, right_sides)
    ends, names, sizes, limits = map(_column, (starts, variables, coefficients, right_sides))
    count = len(limits)
    _check(ends, count, len(names), len(sizes), signs)
    if not count:
        return array("q")
    widths = ends[1] - ends[0]
    is_even = ends == array("q", range(ends[0], ends[0] + count * widths + 1, widths or 1))
    if is_even and isinstance(signs, tuple) and widths:
        return _even(count, widths, names, sizes, signs, limits)
    words = array("q")
    for row in range(count):
        kind, sign = signs if isinstance(signs, tuple) else signs[row]
        first, last = ends[row], ends[row + 1]
        terms = [0] * (2 * (last - first))
        terms[::2] = names[first:last]
        terms[1::2] = sizes[first:last] if sign > 0 else [-size for size in sizes[first:last]]
        words.fromlist(
            [_rows.LINEAR, 4 + len(terms), last - first, -sign * limits[row], *terms, kind, 0]
        )
    return words


def _even(
    count: int, width: int, names: array[int], sizes: array[int], sign: tuple[int, int],
    limits: array[int],
) -> array[int]:
    """Rows of equally many terms, column by column."""
    kind, factor = sign
    step = 6 + 2 * width
    words = array("q", [0]) * (count * step)
    words[0::step] = array("q", [_rows.LINEAR]) * count
    words[1::step] = array("q", [step - 2]) * count
    words[2::step] = array("q", [width]) * count
    words[3::step] = array("q", [-factor * limit for limit in limits])
    if factor < 0:
        sizes = array("q", [-size for size in sizes])
    for term in range(width):
        words[4 + 2 * term :: step] = names[term::width]
        words[5 + 2 * term :: step] = sizes[term::width]
    words[4 + 2 * width :: step] = array("q", [kind]) * count
    return words


def _by_numpy(
    starts: Any, variables: Any, coefficients: Any, signs: Any, right_sides: Any
) -> array[int] | memoryview:
    import numpy

    def column(values: Any) -> Any:
        made = numpy.asarray(values)
        if made.dtype.kind not in "iub":
            raise TypeError(f"expected integers, found an array of {made.dtype}")
        if made.dtype == numpy.uint64 and made.max(initial=0) > _rows.LINEAR_LIMIT:
            raise ModelError("expected sums within -2^60 ... 2^60, found a larger number")
        return made.astype(numpy.int64, copy=False)

    ends, names, sizes, limits = map(column, (starts, variables, coefficients, right_sides))
    count = len(limits)
    _check(ends, count, len(names), len(sizes), signs)
    pairs = numpy.array([signs] if isinstance(signs, tuple) else signs, dtype=numpy.int64)
    if not count:
        return array("q")
    if max(numpy.abs(limits).max(), numpy.abs(sizes).max(initial=0)) > _rows.LINEAR_LIMIT:
        raise ModelError("expected sums within -2^60 ... 2^60, found a larger number")
    kinds = numpy.broadcast_to(pairs[:, 0], count)
    factors = numpy.broadcast_to(pairs[:, 1], count)
    widths = numpy.diff(ends)
    width = int(widths[0])
    if (widths == width).all():
        # Equally long rows are a matrix.
        block = numpy.zeros((count, 6 + 2 * width), dtype=numpy.int64)
        block[:, 0], block[:, 1], block[:, 2] = _rows.LINEAR, 4 + 2 * width, width
        block[:, 3] = -factors * limits
        block[:, 4 : 4 + 2 * width : 2] = names.reshape(count, width)
        block[:, 5 : 5 + 2 * width : 2] = sizes.reshape(count, width) * factors[:, None]
        block[:, 4 + 2 * width] = kinds
        return _words(block)
    places = 6 * numpy.arange(count) + 2 * (ends[:-1] - ends[0])
    words = numpy.zeros(6 * count + 2 * len(names), dtype=numpy.int64)
    words[places] = _rows.LINEAR
    words[places + 1] = 4 + 2 * widths
    words[places + 2] = widths
    words[places + 3] = -factors * limits
    rows = numpy.repeat(numpy.arange(count), widths)
    terms = 6 * rows + 4 + 2 * numpy.arange(len(names))
    words[terms] = names
    words[terms + 1] = sizes * factors[rows]
    words[places + 4 + 2 * widths] = kinds
    return _words(words)


def _words(block: Any) -> memoryview:
    return memoryview(block.reshape(-1))


def _column(values: Any) -> array[int]:
    if isinstance(values, array) and values.typecode == "q":
        return values
    return array("q", integers(values))


def _check(ends: Any, count: int, names: int, sizes: int, signs: Any) -> None:
    if len(ends) != count + 1:
        raise ValueError(f"expected {count + 1} starts of {count} rows, found {len(ends)}")
    if names != sizes:
        raise ValueError(f"expected as many coefficients as variables, found {sizes} and {names}")
    if not isinstance(signs, tuple) and len(signs) != count:
        raise ValueError(f"expected {count} comparisons, found {len(signs)}")
    is_ordered = all(first <= last for first, last in zip(ends, ends[1:])) if isinstance(
        ends, array
    ) else bool((ends[1:] >= ends[:-1]).all())
    if not is_ordered or ends[0] != 0 or ends[-1] != names:
        raise ValueError(f"expected starts that ascend from 0 to {names}")
