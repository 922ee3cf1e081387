"""Expressions of truths as the pieces of one row."""

from __future__ import annotations

from ._rows import AT_MOST, EQUAL, Words, forms, numbers, table
from .expressions import BoolExpression, Literal, Relation, Truth


def formula_pieces(truth: Truth, target: int | None) -> Words:
    """The payload of a FORMULA row that says that ``truth`` holds.

    ``target`` is the variable that is true exactly where the rest is; it stands in ``truth`` as
    a literal.
    """
    literals: Words = []
    at_most: list[Words] = []
    equal: list[Words] = []
    places: dict[int, tuple[int, int]] = {}
    leaves = _leaves(truth)
    known: dict[int, int] = {}
    for leaf in leaves:
        if isinstance(leaf, Literal):
            number = leaf.variable.index
            if number not in known:
                known[number] = len(literals)
                literals.append(number)
            places[id(leaf)] = (0, known[number])
        else:
            assert isinstance(leaf, Relation)
            form = [len(leaf._terms) >> 1, leaf._constant, *leaf._terms]
            group = at_most if leaf._comparison == AT_MOST else equal
            places[id(leaf)] = (1 if group is at_most else 2, len(group))
            group.append(form)
    firsts = (0, len(literals), len(literals) + len(at_most))
    count = firsts[2] + len(equal)
    nodes: list[Words] = []

    def code(item: Truth) -> int:
        """Twice the number of the element, plus 1 where it is negated."""
        if isinstance(item, BoolExpression):
            codes = [code(operand) for operand in item._operands]
            if item._operation == "same":
                nodes.append([1, *codes])
                return 2 * (count + len(nodes) - 1)
            if item._operation == "and":
                nodes.append([0, *codes])
                return 2 * (count + len(nodes) - 1)
            nodes.append([0, *(operand ^ 1 for operand in codes)])
            return 2 * (count + len(nodes) - 1) + 1
        kind, place = places[id(item)]
        is_negated = (
            item.is_negated if isinstance(item, Literal)
            else isinstance(item, Relation) and item._comparison not in (AT_MOST, EQUAL)
        )
        return 2 * (firsts[kind] + place) + int(is_negated)

    root = code(truth)
    chosen = -1 if target is None else known[target]
    return [
        *numbers(literals), *forms(at_most), *forms(equal), *table(nodes), root, chosen,
    ]


def _leaves(truth: Truth) -> list[Truth]:
    if isinstance(truth, BoolExpression):
        return [leaf for operand in truth._operands for leaf in _leaves(operand)]
    return [truth]
