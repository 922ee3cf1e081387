"""Tours and flows."""

from __future__ import annotations

from collections.abc import Iterable
from typing import SupportsIndex

from . import _rows
from ._core import ModelCore
from ._integers import integer, integers
from .errors import ModelError
from .expressions import IntVar, Literal, Term


class GraphConstraints(ModelCore):
    """What is said of nodes and arcs, which are numbered from 0 on."""

    def circuit(self, successors: Iterable[Term], partial: bool = False) -> None:
        """The values are what comes next: one cycle through all, or, where ``partial``, through
        all but loops."""
        self._post(_rows.row(
            _rows.CIRCUIT, _rows.forms(self._forms(successors)), [int(partial)]
        ))

    def arc_circuit(
        self, nodes: SupportsIndex, arcs: Iterable[tuple[SupportsIndex, SupportsIndex, Literal]],
        depot: SupportsIndex | None = None,
    ) -> None:
        """The arcs ``(from, to, literal)`` that are true make one cycle through all nodes without a
        true loop.

        With a depot, there may be any number of cycles, each of which passes it.
        """
        triples = list(arcs)
        self._post(_rows.row(
            _rows.ARC_CIRCUIT, [integer(nodes), -1 if depot is None else integer(depot)],
            _rows.numbers([integer(arc[0]) for arc in triples]),
            _rows.numbers([integer(arc[1]) for arc in triples]),
            _rows.numbers(self._literals([arc[2] for arc in triples])),
        ))

    def flow(
        self, arcs: Iterable[tuple[SupportsIndex, SupportsIndex, Term]], balances: Iterable[Term],
        prices: Iterable[SupportsIndex] | None = None, cost: Term | None = None,
    ) -> IntVar | None:
        """Amounts on arcs ``(from, to, amount)``: what leaves a node less what enters it is its
        balance.

        With prices, amounts times prices add up to ``cost``; without that given, to a new
        variable, which is returned.
        """
        triples = list(arcs)
        amounts = self._forms([arc[2] for arc in triples])
        numbers = [0] * len(triples) if prices is None else integers(prices)
        head = [
            *_rows.numbers([integer(arc[0]) for arc in triples]),
            *_rows.numbers([integer(arc[1]) for arc in triples]),
            *_rows.forms(amounts), *_rows.forms(self._forms(balances)), *_rows.numbers(numbers),
        ]
        if prices is None:
            if cost is not None:
                raise ValueError("expected prices of a flow with a cost, found none")
            self._post(_rows.row(_rows.FLOW, head, [0, 0]))
            return None
        if cost is not None:
            self._post(_rows.row(_rows.FLOW, head, self._form(cost)))
            return None
        low = high = 0
        for form, price in zip(amounts, numbers):
            span = self._range(form)
            if span is None:
                raise ModelError("the cost of a flow needs amounts with bounds of their own")
            low += min(price * span[0], price * span[1])
            high += max(price * span[0], price * span[1])
        return self._target(low, high, lambda target: _rows.row(_rows.FLOW, head, target))
