"""A small FlatZinc program of dovetail_ constraints as a MiniZinc model of the standard library's predicates.

The model goes through a library, its conditional forms included, and has to have the solutions that trying out finds.
"""
import random

import meaning
from flatzinc import Call, Name, expression, read

# Builtins that a MiniZinc model may name as they are.
KEPT = {"int_eq", "int_ne", "int_le", "int_lt", "int_lin_eq", "int_lin_le", "int_plus", "int_times", "bool_clause"}


def array(items, base=1):
    return f"array1d({base}..{base + len(items) - 1},{expression(items)})"


def grid(items, rows, columns):
    return f"array2d(1..{rows},1..{columns},{expression(items)})"


class Writer:
    def __init__(self, program):
        self.program = program
        self.lines = []
        self.count = 0

    def bounds(self, argument):
        if not isinstance(argument, Name):
            return argument, argument
        values = meaning.domain(self.program.variables[argument])
        return values[0], values[-1]

    def optional(self, occurs, start):
        """An optional variable that is there where `occurs` holds, and then equals `start`."""
        self.count += 1
        name = f"optional{self.count}"
        low, high = self.bounds(start)
        self.lines.append(f"var opt {low}..{high}: {name};")
        self.lines.append(f"constraint occurs({name}) <-> {expression(occurs)};")
        self.lines.append(f"constraint occurs({name}) -> deopt({name}) = {expression(start)};")
        return Name(name)

    def optionals(self, occurs, starts):
        return [self.optional(*pair) for pair in zip(occurs, starts)]

    def call(self, name, a):
        """The constraint as an expression of MiniZinc."""
        plain = {"all_different": "all_different", "all_equal": "all_equal", "all_different_except": "alldifferent_except",
                 "among": "among", "count_eq": "count_eq", "global_cardinality": "global_cardinality",
                 "global_cardinality_closed": "global_cardinality_closed", "nvalue": "nvalue", "lex_less": "lex_less",
                 "lex_lesseq": "lex_lesseq", "value_precede": "value_precede", "value_precede_chain": "value_precede_chain",
                 "sort": "sort", "sliding_sum": "sliding_sum", "bin_packing": "bin_packing", "knapsack": "knapsack",
                 "diffn": "diffn", "diffn_nonstrict": "diffn_nonstrict", "cumulative": "cumulative",
                 "disjunctive": "disjunctive", "disjunctive_strict": "disjunctive_strict"}
        if name in plain:
            return f"{plain[name]}({','.join(expression(item) for item in a)})"
        if name in ("circuit", "subcircuit"):
            return f"{name}({array(*a)})"
        if name in ("inverse", "inverse_in_range"):
            return f"{name}({array(a[0], a[1])},{array(a[2], a[3])})"
        if name == "arg_sort":
            return f"arg_sort({array(a[0], a[2])},{array(a[1])})"
        if name in ("maximum_arg", "minimum_arg"):
            return f"{name}({array(a[0], a[2])},{expression(a[1])})"
        if name in ("table", "table_bool"):
            return f"table({expression(a[0])},{grid(a[1], len(a[1]) // len(a[0]), len(a[0]))})"
        if name in ("regular", "cost_regular"):
            x, states, symbols, delta, start, final, *costs = a
            text = f"{name}({expression(x)},{states},{symbols},{grid(delta, states, symbols)},{start},{expression(final)}"
            return text + (f",{grid(costs[0], states, symbols)},{expression(costs[1])})" if costs else ")")
        if name == "regular_nfa":
            x, states, symbols, source, symbol, target, start, final = a
            sets = [[to for of, on, to in zip(source, symbol, target) if (of, on) == (state, value)]
                    for state in range(1, states + 1) for value in range(1, symbols + 1)]
            shown = "[" + ",".join(expression(frozenset(each)) for each in sets) + "]"
            return (f"regular_nfa({expression(x)},{states},{symbols},array2d(1..{states},1..{symbols},{shown}),{start},"
                    f"{expression(final)})")
        if name == "mdd":
            x, nodes, level, _, source, label, target = a
            edges = sorted({(of, to) for of, to in zip(source, target)})
            labels = ["{" + ",".join(str(v) for f, v, t in zip(source, label, target) if (f, t) == edge) + "}"
                      for edge in edges]
            return (f"mdd({expression(x)},{nodes},{level},{len(edges)},{[e[0] for e in edges]},[{','.join(labels)}],"
                    f"{[e[1] for e in edges]})")
        if name == "bin_packing_load":
            return f"bin_packing_load({array(a[0], a[3])},{expression(a[1])},{expression(a[2])})"
        if name == "bin_packing_capa":
            return f"bin_packing_capa({array(a[0], a[3])},{expression(a[1])},{expression(a[2])})"
        if name == "cumulative_opt":
            return f"cumulative({','.join(expression(item) for item in [self.optionals(a[0], a[1]), *a[2:]])})"
        if name in ("disjunctive_opt", "disjunctive_strict_opt"):
            return f"{name.removesuffix('_opt')}({expression(self.optionals(a[0], a[1]))},{expression(a[2])})"
        if name in ("alternative", "span"):
            main = self.optional(a[0], a[1])
            return f"{name}({main},{expression(a[2])},{expression(self.optionals(a[3], a[4]))},{expression(a[5])})"
        if name in ("network_flow", "network_flow_cost"):
            rest = ",".join(expression(item) for item in a[1:])
            return f"{name}({grid(a[0], len(a[0]) // 2, 2)},{rest})"
        raise KeyError(name)


def is_standard(name, a):
    """Whether the standard library takes these arguments: many of its files want at least one element."""
    lists = [item for item in a if isinstance(item, list)]
    if name in ("element2d",) or any(not item for item in lists):
        return False
    if name == "sliding_sum":
        return a[2] <= len(a[3])
    if name in ("lex_less", "lex_lesseq"):
        return True
    if name == "value_precede_chain":
        return len(a[0]) > 1
    if name == "mdd":
        # It has one edge between two nodes, and wants no value on two edges of one node.
        pairs = list(zip(a[4], a[5]))
        return len(pairs) == len(set(pairs)) and {edge for edge in a[6]} >= {0}
    return True


def convert(text, seed):
    """(the model, its solutions as sets of (name, text)), or None where the standard library has no such constraint."""
    program = read(text)
    pick = random.Random(f"model {seed}")
    writer = Writer(program)
    head, tail = [], []
    constraints = []
    has_global = False
    for number, (name, arguments, notes, line) in enumerate(program.constraints):
        arguments = [program.expanded(argument) for argument in arguments]
        if name in KEPT:
            tail.append(f"constraint {name}({','.join(map(expression, arguments))});")
            constraints.append((name, arguments, notes, line))
        elif name.startswith("dovetail_"):
            plain = name.removeprefix("dovetail_")
            condition = arguments.pop() if plain.endswith("_imp") else None
            plain = plain.removesuffix("_imp")
            if not is_standard(plain, arguments):
                continue
            has_global = True
            call = writer.call(plain, arguments)
            how = pick.choice(["root", "root", "imp", "reif"])
            if condition is not None or how != "root":
                condition = f"condition{number}" if condition is None else expression(condition)
                if condition.startswith("condition"):
                    head.append(f"var bool: {condition};")
                    program.variables[condition] = read(f"var bool: {condition};\nsolve satisfy;").variables[condition]
                value = {"true": True, "false": False}.get(condition, Name(condition))
                end = "_reif" if how == "reif" else "_imp"
                tail.append(f"constraint {condition} {'<->' if how == 'reif' else '->'} {call};")
                constraints.append((f"dovetail_{plain}{end}", [*arguments, value], notes, line))
            else:
                tail.append(f"constraint {call};")
                constraints.append((f"dovetail_{plain}", arguments, notes, line))
    if not has_global:
        return None
    program.constraints = constraints
    names = [name for name, variable in program.variables.items() if variable.value is None]
    for name, variable in program.variables.items():
        kind = "bool" if variable.kind == "bool" else expression(meaning.domain(variable))
        if name.startswith("condition"):
            continue
        value = "" if variable.value is None else f" = {expression(program.expanded(variable.value))}"
        head.append(f"var {kind}: {name}{value};")
    shown = [f'"{name} = \\({name});\\n"' for name in names]
    model = ['include "globals.mzn";', *head, *writer.lines, *tail, "solve satisfy;", f"output [{','.join(shown)}];"]
    found = {frozenset((name, meaning.printed(values[name])) for name in names) for values in meaning.solutions(program)}
    return "\n".join(model) + "\n", found
