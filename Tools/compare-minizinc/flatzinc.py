"""FlatZinc as Python reads it: names, numbers and lists, for the tools beside this file. Integers and Booleans only."""
import re

TOKEN = re.compile(
    r"""[ \t\r]+|(?P<line>\n)|%[^\n]*|(?P<text>"(?:[^"\\\n]|\\.)*")"""
    r"""|(?P<int>-?(?:0x[0-9a-fA-F]+|0o[0-7]+|[0-9]+))(?!\.[0-9]|[eE])|(?P<float>-?[0-9]+(?:\.[0-9]+)?(?:[eE][-+]?[0-9]+)?)"""
    r"""|(?P<name>[A-Za-z_][A-Za-z0-9_]*)|(?P<sign>\.\.|::|[][(){},;:=])"""
)


class Malformed(ValueError):
    pass


class Name(str):
    """A name in an argument, beside numbers, truths, lists and sets."""


class Text(str):
    """A string of an annotation."""


class Call(tuple):
    """An annotation with arguments: (name, arguments)."""


class Variable:
    def __init__(self, name, kind, domain, annotations, value, line):
        self.name = name
        # "int" or "bool".
        self.kind = kind
        # None, a range or a sorted tuple.
        self.domain = domain
        self.annotations = annotations
        # What it is an alias of: a Name, a number or a truth; else None.
        self.value = value
        self.line = line

    def is_output(self):
        return "output_var" in self.annotations


class Array:
    """An array of variables, or of parameters where `is_variable` is false."""

    def __init__(self, name, kind, is_variable, items, annotations):
        self.name, self.kind, self.is_variable, self.items, self.annotations = name, kind, is_variable, items, annotations

    def output_shape(self):
        """The index sets that it is printed with, or None."""
        for annotation in self.annotations:
            if isinstance(annotation, Call) and annotation[0] == "output_array":
                return annotation[1][0]
        return None


class Program:
    def __init__(self):
        # Name: value.
        self.parameters = {}
        self.variables = {}
        self.arrays = {}
        # (name, arguments, annotations, line).
        self.constraints = []
        # "satisfy", "minimize" or "maximize".
        self.goal = None
        self.objective = None
        self.search = []

    def expanded(self, argument):
        """The argument with named arrays and parameters in place of their names."""
        if isinstance(argument, Name):
            if argument in self.variables:
                return argument
            if argument in self.arrays:
                return [self.expanded(item) for item in self.arrays[argument].items]
            if argument in self.parameters:
                return self.parameters[argument]
            raise Malformed(f"{argument} is not declared")
        if isinstance(argument, list):
            return [self.expanded(item) for item in argument]
        return argument

    def outputs(self):
        """(name, index sets or None, items) of what is printed, in the order of declaration."""
        for name, variable in self.variables.items():
            if variable.is_output():
                yield name, None, [Name(name)]
        for name, array in self.arrays.items():
            shape = array.output_shape()
            if shape is not None:
                yield name, shape, array.items


class Reader:
    def __init__(self, text):
        self.kinds, self.values, self.lines = [], [], []
        position, line, end = 0, 1, len(text)
        match = TOKEN.match
        while position < end:
            found = match(text, position)
            if not found:
                raise Malformed(f"{line}: unexpected {text[position]!r}")
            position = found.end()
            kind = found.lastgroup
            if kind is None:
                continue
            if kind == "line":
                line += 1
                continue
            self.kinds.append(kind)
            self.values.append(found.group(kind))
            self.lines.append(line)
        self.kinds.append("end")
        self.values.append("the end of the file")
        self.lines.append(line)
        self.at = 0

    def fail(self, expected):
        raise Malformed(f"{self.lines[self.at]}: expected {expected}, found {self.values[self.at]}")

    def is_next(self, value):
        return self.values[self.at] == value and self.kinds[self.at] in ("sign", "name")

    def take(self, value):
        if not self.is_next(value):
            self.fail(value)
        self.at += 1

    def take_if(self, value):
        if self.is_next(value):
            self.at += 1
            return True
        return False

    def name(self):
        if self.kinds[self.at] != "name":
            self.fail("a name")
        self.at += 1
        return self.values[self.at - 1]

    def integer(self):
        if self.kinds[self.at] != "int":
            self.fail("an integer")
        self.at += 1
        text = self.values[self.at - 1]
        digits = text.lstrip("-")
        number = int(digits, 16) if digits[:2] == "0x" else int(digits, 8) if digits[:2] == "0o" else int(digits)
        return -number if text.startswith("-") else number

    def expression(self):
        kind, value = self.kinds[self.at], self.values[self.at]
        if kind == "int":
            low = self.integer()
            return range(low, self.integer() + 1) if self.take_if("..") else low
        if kind == "float":
            self.at += 1
            return float(value)
        if kind == "text":
            self.at += 1
            return Text(value[1:-1])
        if kind == "name":
            self.at += 1
            if value in ("true", "false"):
                return value == "true"
            if self.take_if("("):
                return Call((value, self.items(")")))
            if self.take_if("["):
                number = self.integer()
                self.take("]")
                return Call(("[]", [Name(value), number]))
            return Name(value)
        if self.take_if("["):
            return self.items("]")
        if self.take_if("{"):
            return tuple(sorted(set(self.items("}"))))
        self.fail("an expression")

    def items(self, closing):
        items = []
        while not self.take_if(closing):
            items.append(self.expression())
            if not self.is_next(closing):
                self.take(",")
        return items

    def annotations(self):
        found = []
        while self.take_if("::"):
            found.append(self.expression())
        return found

    def domain(self):
        """(kind, domain) of a type without `var`."""
        if self.take_if("set"):
            self.take("of")
            return "set", self.domain()[1]
        if self.take_if("int"):
            return "int", None
        if self.take_if("bool"):
            return "bool", None
        if self.take_if("{"):
            return "int", tuple(sorted(set(self.items("}"))))
        if self.kinds[self.at] == "int":
            low = self.integer()
            self.take("..")
            return "int", range(low, self.integer() + 1)
        self.fail("the type of an integer or a Boolean")

    def program(self):
        program = Program()
        while self.kinds[self.at] != "end":
            line = self.lines[self.at]
            if self.take_if("predicate"):
                while not self.is_next(";"):
                    self.at += 1
            elif self.take_if("constraint"):
                name = self.name()
                self.take("(")
                arguments = self.items(")")
                program.constraints.append((name, arguments, self.annotations(), line))
            elif self.take_if("solve"):
                program.search = self.annotations()
                program.goal = self.name()
                if program.goal != "satisfy":
                    program.objective = self.expression()
                    if isinstance(program.objective, Call):
                        name, number = program.objective[1]
                        program.objective = program.arrays[name].items[number - 1]
            else:
                self.declaration(program, line)
            self.take(";")
        if program.goal is None:
            self.fail("a solve item")
        return program

    def declaration(self, program, line):
        is_array = self.take_if("array")
        if is_array:
            self.take("[")
            low = self.integer()
            self.take("..")
            high = self.integer()
            self.take("]")
            self.take("of")
        is_variable = self.take_if("var")
        kind, domain = self.domain()
        self.take(":")
        name = self.name()
        if name in program.variables or name in program.arrays or name in program.parameters:
            self.fail(f"another name than {name}")
        annotations = self.annotations()
        value = self.expression() if self.take_if("=") else None
        if is_array:
            if len(value) != max(high - low + 1, 0):
                self.fail(f"{high - low + 1} items")
            program.arrays[name] = Array(name, kind, is_variable, value, annotations)
        elif is_variable:
            program.variables[name] = Variable(name, kind, domain, annotations, value, line)
        else:
            program.parameters[name] = value


def read(text):
    return Reader(text).program()


def expression(value):
    """The text of an argument."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Text):
        return f'"{value}"'
    if isinstance(value, Call):
        return f"{value[0]}({','.join(map(expression, value[1]))})"
    if isinstance(value, range):
        return f"{value.start}..{value.stop - 1}"
    if isinstance(value, (tuple, frozenset, set)):
        return "{" + ",".join(map(str, sorted(value))) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(expression, value)) + "]"
    return str(value)
