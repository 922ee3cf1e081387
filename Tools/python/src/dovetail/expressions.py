"""Variables, sums of them, and what can be said of these."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, NoReturn, SupportsIndex, TypeAlias, Union

from ._integers import integer, is_numpy_bool, not_an_integer
from ._rows import AT_MOST, EQUAL, NOT_EQUAL

if TYPE_CHECKING:
    from ._core import ModelCore

Parts: TypeAlias = "tuple[ModelCore | None, list[int], int]"
"""Of a sum: its model, ``variable, coefficient, ...`` and its constant."""


def _joint(first: ModelCore | None, second: ModelCore | None) -> ModelCore | None:
    if first is second or second is None:
        return first
    if first is None:
        return second
    raise ValueError("the variables of an expression are of different models")


class Expression:
    """A variable, or a sum of variables times integers."""

    __slots__ = ()
    # Scalars and arrays of NumPy leave operators to the methods below.
    __array_ufunc__ = None

    def _parts(self) -> Parts:
        raise NotImplementedError

    # Arithmetic

    def __add__(self, other: Term) -> LinearExpression:
        model, terms, constant = self._parts()
        if isinstance(other, Expression):
            second, more, number = other._parts()
            if second is not model:
                model = _joint(model, second)
            return LinearExpression(model, terms + more, constant + number)
        return LinearExpression(model, terms[:], constant + integer(other))

    def __radd__(self, other: SupportsIndex) -> LinearExpression:
        model, terms, constant = self._parts()
        return LinearExpression(model, terms[:], constant + integer(other))

    def __sub__(self, other: Term) -> LinearExpression:
        model, terms, constant = self._parts()
        if isinstance(other, Expression):
            second, more, number = other._parts()
            if second is not model:
                model = _joint(model, second)
            return LinearExpression(model, terms + _scaled(more, -1), constant - number)
        return LinearExpression(model, terms[:], constant - integer(other))

    def __rsub__(self, other: SupportsIndex) -> LinearExpression:
        model, terms, constant = self._parts()
        return LinearExpression(model, _scaled(terms, -1), integer(other) - constant)

    def __neg__(self) -> LinearExpression:
        model, terms, constant = self._parts()
        return LinearExpression(model, _scaled(terms, -1), -constant)

    def __pos__(self) -> LinearExpression:
        model, terms, constant = self._parts()
        return LinearExpression(model, terms[:], constant)

    def __mul__(self, other: Term) -> LinearExpression:
        model, terms, constant = self._parts()
        if type(other) is int:
            return LinearExpression(model, _scaled(terms, other), constant * other)
        if isinstance(other, Expression):
            second, more, number = other._parts()
            if not more:
                return LinearExpression(
                    _joint(model, second), _scaled(terms, number), constant * number
                )
            if not terms:
                return LinearExpression(
                    _joint(model, second), _scaled(more, constant), constant * number
                )
            raise TypeError("the product of two expressions is not linear; use m.product(x, y)")
        factor = integer(other)
        return LinearExpression(model, _scaled(terms, factor), constant * factor)

    __rmul__ = __mul__

    def _not_linear(self, other: object) -> NoReturn:
        raise TypeError(
            "this is not linear; use m.quotient, m.remainder, m.power, m.absolute or m.product"
        )

    __floordiv__ = __rfloordiv__ = __mod__ = __rmod__ = _not_linear
    __truediv__ = __rtruediv__ = __pow__ = __rpow__ = _not_linear

    def __abs__(self) -> NoReturn:
        self._not_linear(None)

    # Comparisons

    def _difference(self, other: Term) -> Parts:
        """Less another sum."""
        model, terms, constant = self._parts()
        if isinstance(other, Expression):
            second, more, number = other._parts()
            if second is not model:
                model = _joint(model, second)
            return model, terms + _scaled(more, -1), constant - number
        return model, terms[:], constant - integer(other)

    def __le__(self, other: Term) -> Relation:
        model, terms, constant = self._parts()
        if type(other) is int:
            return Relation(model, terms[:], constant - other, AT_MOST)
        if type(other) is IntVar and other._model is model:
            return Relation(model, [*terms, other.index, -1], constant, AT_MOST)
        model, terms, constant = self._difference(other)
        return Relation(model, terms, constant, AT_MOST)

    def __lt__(self, other: Term) -> Relation:
        model, terms, constant = self._difference(other)
        return Relation(model, terms, constant + 1, AT_MOST)

    def __ge__(self, other: Term) -> Relation:
        model, terms, constant = self._difference(other)
        return Relation(model, _scaled(terms, -1), -constant, AT_MOST)

    def __gt__(self, other: Term) -> Relation:
        model, terms, constant = self._difference(other)
        return Relation(model, _scaled(terms, -1), 1 - constant, AT_MOST)

    def __eq__(self, other: object) -> Relation:  # type: ignore[override]
        made: Relation = self._equality(other, EQUAL)
        return made

    def __ne__(self, other: object) -> Relation:  # type: ignore[override]
        made: Relation = self._equality(other, NOT_EQUAL)
        return made

    def _equality(self, other: Any, comparison: int) -> Any:
        if not isinstance(other, Expression) and type(other) is not int:
            if isinstance(self, Literal) and isinstance(other, Truth):
                return self.equivalent(other) if comparison == EQUAL else self ^ other
            if not hasattr(other, "__index__") and not is_numpy_bool(other):
                # "Something else" would be a constraint that never holds, and nobody would notice.
                raise TypeError(not_an_integer(other))
        model, terms, constant = self._difference(other)
        if isinstance(self, (IntVar, Literal)) and isinstance(other, (IntVar, Literal)):
            is_true = (_key(self) == _key(other)) == (comparison == EQUAL)
            return VariableRelation(model, terms, constant, comparison, is_true)
        return Relation(model, terms, constant, comparison)

    def __hash__(self) -> int:
        raise TypeError("an expression is no key; a variable is")

    def __bool__(self) -> bool:
        raise TypeError("an expression has a value in a solution only: use result[expression]")


def _scaled(terms: list[int], factor: int) -> list[int]:
    if len(terms) == 2:
        return [terms[0], terms[1] * factor]
    made = terms[:]
    made[1::2] = [coefficient * factor for coefficient in terms[1::2]]
    return made


class LinearExpression(Expression):
    """A sum of variables times integers, and a constant. Does not change, but by ``+=`` and
    ``-=``."""

    __slots__ = ("_constant", "_model", "_terms")

    def __init__(self, model: ModelCore | None, terms: list[int], constant: int = 0) -> None:
        self._model = model
        self._terms = terms
        self._constant = constant

    def _parts(self) -> Parts:
        return self._model, self._terms, self._constant

    @property
    def constant(self) -> int:
        """What it is where all variables are 0."""
        return self._constant

    @property
    def terms(self) -> list[tuple[int, int]]:
        """Variables, by their numbers, and their coefficients, as they came together."""
        return list(zip(self._terms[::2], self._terms[1::2]))

    def __iadd__(self, other: Term) -> LinearExpression:
        if isinstance(other, Expression):
            second, more, number = other._parts()
            if second is not self._model:
                self._model = _joint(self._model, second)
            self._terms += more
            self._constant += number
        else:
            self._constant += integer(other)
        return self

    def __isub__(self, other: Term) -> LinearExpression:
        return self.__iadd__(-other if isinstance(other, Expression) else -integer(other))

    def __repr__(self) -> str:
        return _shown(self._model, self._terms, self._constant)


def _shown(model: ModelCore | None, terms: list[int], constant: int) -> str:
    text = ""
    for variable, coefficient in zip(terms[::2], terms[1::2]):
        sign = "-" if coefficient < 0 else "+"
        size = abs(coefficient)
        name = model._variable_name(variable) if model is not None else f"x{variable}"
        text += f" {sign} {name}" if size == 1 else f" {sign} {size} {name}"
    if constant or not text:
        text += f" {'-' if constant < 0 else '+'} {abs(constant)}"
    return text[3:] if text.startswith(" +") else "-" + text[3:]


class Truth:
    """What is true or false in a solution: a literal, a relation, or an expression of these."""

    __slots__ = ()

    def __and__(self, other: Truth | bool) -> BoolExpression:
        return _made("and", (self, _truth(other)))

    def __rand__(self, other: bool) -> BoolExpression:
        return _made("and", (_truth(other), self))

    def __or__(self, other: Truth | bool) -> BoolExpression:
        return _made("or", (self, _truth(other)))

    def __ror__(self, other: bool) -> BoolExpression:
        return _made("or", (_truth(other), self))

    def __xor__(self, other: Truth | bool) -> BoolExpression:
        return _made("same", (negated(self), _truth(other)))

    def __rxor__(self, other: bool) -> BoolExpression:
        return _made("same", (negated(_truth(other)), self))

    def implies(self, other: Truth | bool) -> BoolExpression:
        """Where this is true, so is the other."""
        return _made("or", (negated(self), _truth(other)))

    def equivalent(self, other: Truth | bool) -> BoolExpression:
        """Both are true, or both are false; ``==`` of relations says the same."""
        return _made("same", (self, _truth(other)))

    def __eq__(self, other: object) -> Any:
        return _made("same", (self, _truth(_as_bool(other))))

    def __ne__(self, other: object) -> Any:
        return _made("same", (negated(self), _truth(_as_bool(other))))

    def __hash__(self) -> int:
        return object.__hash__(self)

    def _model_of(self) -> ModelCore | None:
        raise NotImplementedError


def _as_bool(value: object) -> object:
    """Numbers that are truths."""
    return bool(value) if type(value) is int and value in (0, 1) else value


def _truth(value: object) -> Truth:
    if isinstance(value, Truth):
        return value
    if isinstance(value, bool) or is_numpy_bool(value):
        return BoolExpression(None, "and" if value else "or", ())
    raise TypeError(f"expected a Boolean or a relation, found {value!r}")


def negated(value: Truth) -> Truth:
    """What is true exactly where ``value`` is false."""
    if isinstance(value, (Literal, Relation)):
        return ~value
    assert isinstance(value, BoolExpression)
    operands = value._operands
    if value._operation == "same":
        return BoolExpression(value._model, "same", (negated(operands[0]), operands[1]))
    flipped = "or" if value._operation == "and" else "and"
    return BoolExpression(value._model, flipped, tuple(map(negated, operands)))


def constant_truth(value: Truth) -> bool | None:
    """Of an expression that is always true, or never; ``None`` of others."""
    if isinstance(value, BoolExpression) and not value._operands:
        return value._operation == "and"
    return None


def _made(operation: str, operands: tuple[Truth, ...]) -> BoolExpression:
    model: ModelCore | None = None
    for operand in operands:
        model = _joint(model, operand._model_of())
    known = [constant_truth(operand) for operand in operands]
    if operation == "same":
        for place, value in enumerate(known):
            if value is not None:
                other = operands[1 - place]
                return _made("and", (other if value else negated(other),))
        return BoolExpression(model, operation, operands)
    # What decides nothing is left out, and what decides all is all.
    neutral = operation == "and"
    if any(value is (not neutral) for value in known):
        return BoolExpression(None, "or" if neutral else "and", ())
    flat: list[Truth] = []
    for operand, value in zip(operands, known):
        if value is not None:
            continue
        if isinstance(operand, BoolExpression) and operand._operation == operation:
            flat += operand._operands
        else:
            flat.append(operand)
    if len(flat) == 1 and isinstance(flat[0], BoolExpression):
        return flat[0]
    return BoolExpression(model, operation, tuple(flat))


class BoolExpression(Truth):
    """Literals and relations under ``&``, ``|``, ``~``, ``^``, ``implies`` and ``equivalent``."""

    __slots__ = ("_model", "_operands", "_operation")

    def __init__(
        self, model: ModelCore | None, operation: str, operands: tuple[Truth, ...]
    ) -> None:
        self._model = model
        self._operation = operation
        self._operands = operands

    def _model_of(self) -> ModelCore | None:
        return self._model

    def __invert__(self) -> BoolExpression:
        made = negated(self)
        assert isinstance(made, BoolExpression)
        return made

    def __bool__(self) -> bool:
        raise TypeError("a Boolean expression has a value in a solution only; use &, | and ~")

    def __repr__(self) -> str:
        if not self._operands:
            return "true" if self._operation == "and" else "false"
        sign = {"and": " & ", "or": " | ", "same": " == "}[self._operation]
        return "(" + sign.join(map(repr, self._operands)) + ")"


class Relation(Truth):
    """A comparison of sums."""

    __slots__ = ("_comparison", "_constant", "_model", "_terms")

    def __init__(
        self, model: ModelCore | None, terms: list[int], constant: int, comparison: int
    ) -> None:
        self._model = model
        self._terms = terms
        self._constant = constant
        # With 0: AT_MOST, EQUAL or NOT_EQUAL.
        self._comparison = comparison

    def _model_of(self) -> ModelCore | None:
        return self._model

    def __invert__(self) -> Relation:
        if self._comparison == AT_MOST:
            return Relation(self._model, _scaled(self._terms, -1), 1 - self._constant, AT_MOST)
        return Relation(
            self._model, self._terms, self._constant, EQUAL + NOT_EQUAL - self._comparison
        )

    def __bool__(self) -> bool:
        raise TypeError(
            "a relation has no truth of its own: add it to a model, and write two relations "
            "for one such as 0 <= x <= 5"
        )

    def __repr__(self) -> str:
        sign = ("<=", "==", "!=")[self._comparison]
        return f"{_shown(self._model, self._terms, 0)} {sign} {-self._constant}"


class VariableRelation(Relation):
    """That two variables are equal, or not. As a truth, whether they are the same, as look-ups
    in dictionaries ask."""

    __slots__ = ("_is_true",)

    def __init__(
        self, model: ModelCore | None, terms: list[int], constant: int, comparison: int,
        is_true: bool,
    ) -> None:
        super().__init__(model, terms, constant, comparison)
        self._is_true = is_true

    def __bool__(self) -> bool:
        return self._is_true


class IntVar(Expression):
    """An integer variable of a model."""

    __slots__ = ("_model", "index")

    index: int
    """Its number in the model, from 0 on."""

    def __init__(self, model: ModelCore, index: int) -> None:
        self._model = model
        self.index = index

    def _parts(self) -> Parts:
        return self._model, [self.index, 1], 0

    def __rmul__(self, other: Term) -> LinearExpression:
        if type(other) is int:
            return LinearExpression(self._model, [self.index, other])
        return self * other

    @property
    def name(self) -> str:
        """The name that it was given, or ``x`` and its number."""
        return self._model._variable_name(self.index)

    def __hash__(self) -> int:
        return hash((id(self._model), self.index))

    def __repr__(self) -> str:
        return self.name


class Literal(Expression, Truth):
    """A Boolean variable, or the negation of one. In sums it counts 1 where it is true."""

    __slots__ = ()

    @property
    def word(self) -> int:
        """``b`` of a variable ``b``, ``-b-1`` of its negation: as rows of words have it."""
        raise NotImplementedError

    @property
    def variable(self) -> BoolVar:
        """The variable that it is, or is the negation of."""
        raise NotImplementedError

    @property
    def is_negated(self) -> bool:
        """Whether it is the negation of its variable."""
        raise NotImplementedError

    def __invert__(self) -> Literal:
        raise NotImplementedError


class BoolVar(IntVar, Literal):
    """A variable that is 0 or 1, false or true. ``~b`` is its negation."""

    __slots__ = ()

    @property
    def word(self) -> int:
        return self.index

    @property
    def variable(self) -> BoolVar:
        return self

    @property
    def is_negated(self) -> bool:
        return False

    def __invert__(self) -> Literal:
        return NegatedBool(self)

    def _model_of(self) -> ModelCore | None:
        return self._model


class NegatedBool(Literal):
    """The negation of a Boolean variable."""

    __slots__ = ("_variable",)

    def __init__(self, variable: BoolVar) -> None:
        self._variable = variable

    def _parts(self) -> Parts:
        return self._variable._model, [self._variable.index, -1], 1

    @property
    def index(self) -> int:
        """The number of its variable."""
        return self._variable.index

    @property
    def word(self) -> int:
        return -self._variable.index - 1

    @property
    def variable(self) -> BoolVar:
        return self._variable

    @property
    def is_negated(self) -> bool:
        return True

    def __invert__(self) -> Literal:
        return self._variable

    def _model_of(self) -> ModelCore | None:
        return self._variable._model

    def __hash__(self) -> int:
        return hash((id(self._variable._model), self.word))

    def __repr__(self) -> str:
        return "~" + self._variable.name


def _key(value: IntVar | Literal) -> tuple[int, int]:
    model, _, _ = value._parts()
    return id(model), value.word if isinstance(value, Literal) else value.index


Term: TypeAlias = Union[Expression, SupportsIndex]
"""What sums are made of: variables, expressions and integers."""


def parts_of(value: Term) -> Parts:
    """Model, terms and constant of an expression or a number."""
    if isinstance(value, Expression):
        return value._parts()
    return None, [], integer(value)


def sum(items: Iterable[Term]) -> LinearExpression:
    """The sum of variables, expressions and numbers, in one go; Python's own is quadratic."""
    model: ModelCore | None = None
    terms: list[int] = []
    constant = 0
    for item in items:
        if isinstance(item, Expression):
            owner, more, number = item._parts()
            if owner is not model:
                model = _joint(model, owner)
            terms += more
            constant += number
        else:
            constant += integer(item)
    return LinearExpression(model, terms, constant)


def dot(coefficients: Iterable[SupportsIndex], items: Iterable[Term]) -> LinearExpression:
    """The sum of items times integers; both are equally many."""
    model: ModelCore | None = None
    terms: list[int] = []
    constant = 0
    factors, things = list(coefficients), list(items)
    if len(factors) != len(things):
        raise ValueError(f"expected as many coefficients as items, found {len(factors)} "
                         f"and {len(things)}")
    for factor, item in zip(factors, things):
        size = integer(factor)
        if isinstance(item, Expression):
            owner, more, number = item._parts()
            if owner is not model:
                model = _joint(model, owner)
            terms += _scaled(more, size)
            constant += size * number
        else:
            constant += size * integer(item)
    return LinearExpression(model, terms, constant)
