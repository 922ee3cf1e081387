"""Objectives with fractions as coefficients, which are solved as integers."""

from __future__ import annotations

from fractions import Fraction
from math import lcm
from typing import TYPE_CHECKING, Any

from cpmpy.exceptions import NotSupportedError

import dovetail as dt

if TYPE_CHECKING:
    from .posting import Poster

LARGEST_SCALE = 10**12


def scaled(poster: Poster, expression: Any) -> Any:
    """A sum with fractions, times the least number that makes its coefficients integers.

    Fractions are what their decimals say: 0.1 is a tenth. The constant, which changes no order, is
    left out.
    """
    coefficients, variables, _ = expression.components()
    fractions = [Fraction(repr(float(coefficient))) for coefficient in coefficients]
    scale = lcm(*(fraction.denominator for fraction in fractions))
    if scale > LARGEST_SCALE:
        raise NotSupportedError(f"coefficients with too many decimals: {expression}")
    weights = [int(fraction * scale) for fraction in fractions]
    return dt.dot(weights, poster.terms(variables))
