"""Models as text in OR-Tools CP-SAT, by its own constraints where it has them, else by hand."""
from ortools.sat.python import cp_model

import translation_graphs
import translation_intervals
import translation_values


class Translation:
    """A CP-SAT model of a text, whose first variables are the text's."""

    def __init__(self, text):
        self.text = text
        self.model = cp_model.CpModel()
        self.x = [self.model.new_int_var(low, high, f"x{index}") for index, (low, high, _) in enumerate(text.variables)]
        self.known_intervals, self.known_equal, self.known_atMost, self.known_affine = {}, {}, {}, {}
        for kind, parts in text.constraints:
            KINDS[kind](self, *parts)
        if text.objective:
            sense, form = text.objective
            (self.model.minimize if sense == "minimize" else self.model.maximize)(self.form(form))
        hints = {}
        for index, value in text.hints:
            hints.setdefault(index, value)
        for index, value in hints.items():
            self.model.add_hint(self.x[index], value)

    # Expressions

    def form(self, form):
        return form[0] + sum(factor * self.x[index] for factor, index in form[1])

    def range(self, form):
        low = high = form[0]
        for factor, index in form[1]:
            ends = sorted((factor * self.text.variables[index][0], factor * self.text.variables[index][1]))
            low, high = low + ends[0], high + ends[1]
        return low, high

    def affine(self, form):
        """The form, or a variable that equals it where it has several variables."""
        if len(form[1]) <= 1:
            return self.form(form)
        key = (form[0], tuple(form[1]))
        if key not in self.known_affine:
            made = self.model.new_int_var(*self.range(form), "")
            self.model.add(made == self.form(form))
            self.known_affine[key] = made
        return self.known_affine[key]

    def affines(self, forms):
        return [self.affine(form) for form in forms]

    def literal(self, literal):
        variable = self.x[literal[0]]
        return variable if literal[1] else variable.Not()

    def literals(self, literals):
        return [self.literal(literal) for literal in literals]

    def boolean(self):
        return self.model.new_bool_var("")

    def constant(self, truth):
        return self.model.new_constant(1 if truth else 0)

    def is_at_most(self, form, value):
        """A literal that is true exactly where the form is at most the value."""
        low, high = self.range(form)
        if high <= value or low > value:
            return self.constant(high <= value)
        key = (form[0] - value, tuple(form[1]))
        if key not in self.known_atMost:
            made = self.boolean()
            self.model.add(self.form(form) <= value).only_enforce_if(made)
            self.model.add(self.form(form) >= value + 1).only_enforce_if(made.Not())
            self.known_atMost[key] = made
        return self.known_atMost[key]

    def is_equal(self, form, value):
        low, high = self.range(form)
        if value < low or value > high or low == high:
            return self.constant(low == high == value)
        key = (form[0] - value, tuple(form[1]))
        if key not in self.known_equal:
            made = self.boolean()
            self.model.add(self.form(form) == value).only_enforce_if(made)
            self.model.add(self.form(form) != value).only_enforce_if(made.Not())
            self.known_equal[key] = made
        return self.known_equal[key]

    def all(self, literals):
        """A literal that is true exactly where all of these are."""
        if len(literals) == 1:
            return literals[0]
        made = self.boolean()
        self.model.add_bool_and(literals).only_enforce_if(made)
        self.model.add_bool_or([literal.Not() for literal in literals] + [made])
        return made

    def any(self, literals):
        return self.all([literal.Not() for literal in literals]).Not()

    def never(self):
        self.model.add_bool_or([])

    def linear_if(self, conditions, expression, sense):
        """The expression, which may be a number, is at least 0 or equal to 0, where all conditions hold."""
        if isinstance(expression, int):
            if expression < 0 or sense == "equal to 0" and expression != 0:
                self.model.add_bool_or([literal.Not() for literal in conditions])
            return
        constraint = self.model.add(expression >= 0 if sense == "at least 0" else expression == 0)
        if conditions:
            constraint.only_enforce_if(conditions)

    # Intervals

    def presences(self, interval):
        presence = self.text.intervals[interval][3]
        return [] if presence is None else [self.literal(presence)]

    def start(self, interval):
        return self.form(self.text.intervals[interval][0])

    def duration(self, interval):
        return self.form(self.text.intervals[interval][1])

    def end(self, interval):
        return self.form(self.text.intervals[interval][2])

    def interval(self, interval, is_strict=False):
        """Its interval, present only where it takes time unless strict; None where it never does.

        CP-SAT has rules of its own for empty intervals.
        """
        key = (interval, is_strict)
        if key in self.known_intervals:
            return self.known_intervals[key]
        start, duration, end, _, _ = self.text.intervals[interval]
        conditions = self.presences(interval)
        low, high = self.range(duration)
        made = None
        if high > 0 or is_strict:
            if low <= 0 and high > 0 and not is_strict:
                conditions = conditions + [self.is_at_most(duration, 0).Not()]
            times = [self.affine(start), self.affine(duration), self.affine(end)]
            if conditions:
                made = self.model.new_optional_interval_var(*times, self.all(conditions), f"t{interval}")
            else:
                made = self.model.new_interval_var(*times, f"t{interval}")
        self.known_intervals[key] = made
        return made

    def under_way(self, members):
        """Those that can take time: their places in the list and CP-SAT's intervals."""
        made = [(place, self.interval(interval)) for place, interval in enumerate(members)]
        return [(place, interval) for place, interval in made if interval is not None]

    # Pieces of several kinds

    def element(self, target, elements, index):
        self.linear_if([], self.form(index), "at least 0")
        self.linear_if([], len(elements) - 1 - self.form(index), "at least 0")
        low, high = self.range(index)
        if low == high and not 0 <= low < len(elements):
            return
        self.model.add_element(self.affine(index), elements, target)

    # Kinds

    def linear(self, form, comparison, conditions):
        expression = self.form(form)
        if not form[1]:
            holds = {"<= 0": form[0] <= 0, "= 0": form[0] == 0, "!= 0": form[0] != 0}[comparison]
            if not holds:
                self.model.add_bool_or([literal.Not() for literal in self.literals(conditions)])
            return
        relation = {"<= 0": lambda: expression <= 0, "= 0": lambda: expression == 0, "!= 0": lambda: expression != 0}
        constraint = self.model.add(relation[comparison]())
        if conditions:
            constraint.only_enforce_if(self.literals(conditions))

    def domain(self, variable, values):
        self.model.add_linear_expression_in_domain(self.x[variable], cp_model.Domain.from_values(values))

    def indicator(self, literal, variable, value):
        self.model.add(self.literal(literal) == self.is_equal((0, [(1, variable)]), value))

    def clause(self, literals):
        self.model.add_bool_or(self.literals(literals))

    def at_most_one(self, literals):
        if len(set(literals)) == len(literals):
            self.model.add_at_most_one(self.literals(literals))
        else:
            self.model.add(sum(self.literals(literals)) <= 1)

    def maximum(self, target, operands):
        self.model.add_max_equality(self.form(target), [self.form(operand) for operand in operands])

    def count(self, target, forms, value):
        self.model.add(sum(self.is_equal(form, value) for form in forms) == self.form(target))

    def element_of_forms(self, target, elements, index):
        self.element(self.affine(target), self.affines(elements), index)

    def no_overlap(self, members):
        self.model.add_no_overlap([interval for _, interval in self.under_way(members)])

    def cumulative(self, members, demands, capacity):
        busy = self.under_way(members)
        self.model.add_cumulative(
            [interval for _, interval in busy], [self.affine(demands[place]) for place, _ in busy],
            self.affine(capacity))

    def precedence(self, first, second, delay, conditions):
        conditions = self.literals(conditions) + self.presences(first) + self.presences(second)
        self.linear_if(conditions, self.start(second) - self.end(first) - delay, "at least 0")

    def alternative(self, main, options):
        chosen = []
        for option in options:
            presences = self.presences(option)
            is_chosen = presences[0] if presences else self.constant(True)
            chosen.append(is_chosen)
            for side in (self.start, self.duration, self.end):
                self.linear_if([is_chosen], side(main) - side(option), "equal to 0")
        presences = self.presences(main)
        self.model.add(sum(chosen) == (presences[0] if presences else 1))


KINDS = {
    "linear": Translation.linear,
    "domain": Translation.domain,
    "indicator": Translation.indicator,
    "clause": Translation.clause,
    "atMostOne": Translation.at_most_one,
    "maximum": Translation.maximum,
    "count": Translation.count,
    "element": Translation.element_of_forms,
    "noOverlap": Translation.no_overlap,
    "cumulative": Translation.cumulative,
    "precedence": Translation.precedence,
    "alternative": Translation.alternative,
    **translation_values.KINDS,
    **translation_graphs.KINDS,
    **translation_intervals.KINDS,
}


def solve(text, seconds, workers, seed=0):
    """Status, values, objective, bound and seconds of CP-SAT."""
    import time

    translation = Translation(text)
    solver = cp_model.CpSolver()
    solver.parameters.max_time_in_seconds = seconds
    solver.parameters.num_workers = workers
    solver.parameters.random_seed = seed
    begun = time.monotonic()
    status = solver.status_name(solver.solve(translation.model)).lower()
    answer = {"status": status, "time": time.monotonic() - begun, "values": None, "objective": None, "bound": None}
    if status == "model_invalid":
        answer["error"] = translation.model.validate()
    if status in ("optimal", "feasible"):
        answer["values"] = [solver.value(variable) for variable in translation.x]
        answer["objective"] = round(solver.objective_value) if text.objective else 0
    if text.objective and status != "infeasible":
        answer["bound"] = round(solver.best_objective_bound)
    return answer
