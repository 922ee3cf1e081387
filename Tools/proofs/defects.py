"""Defects to seed into the kernel: texts of its sources, and what stands there instead where the switch says so.

Each old text has to be in its file exactly once, or `seeded` raises Unseedable: then the source has moved on, and the
defect has to move with it. SEEDED in a new text stands for "this defect is switched on". The environment variable
DOVETAIL_DEFECT, read once, has the number of the defect; 0 or nothing is the program as it is.
"""

PROPAGATORS = "Sources/Kernel/Propagators/"
CONFLICTS = "Sources/Kernel/Conflicts/"

SWITCH = "Sources/Kernel/SeededDefect.swift"
SWITCH_TEXT = """#if canImport(Darwin)
  import Darwin
#elseif canImport(Musl)
  import Musl
#else
  import Glibc
#endif

private let seededDefect = getenv("DOVETAIL_DEFECT").flatMap { Int(String(cString: $0)) } ?? 0

@inline(__always) func isSeeded(_ number: Int) -> Bool { seededDefect == number }
"""

# Without its assertions, as in a release build, more of what is wrong reaches the proof.
WITHOUT_ASSERTIONS = (
    "Package.swift", '.target(name: "Kernel", dependencies: ["Basics"], swiftSettings: hot)',
    '.target(name: "Kernel", dependencies: ["Basics"],\n'
    '      swiftSettings: hot + [.unsafeFlags(["-assert-config", "Release"])])')


class Unseedable(Exception):
    """A text to be replaced is not there, or more than once."""


class Defect:
    """What is wrong; on which kinds of instances it may show; (file, old text, new text)s."""
    def __init__(self, what, kinds, *changes):
        self.what, self.kinds, self.changes = what, kinds.split(), changes


def forgotten(file, premise):
    """A premise that an explanation leaves out."""
    return file, premise, f"if !SEEDED {{ {premise} }}"


DISJUNCTIVE, CUMULATIVE, LINEAR = (PROPAGATORS + n + "/" for n in ("Disjunctive", "Cumulative", "Linear"))
NETWORK = PROPAGATORS + "Precedence/PrecedenceNetwork.swift"

DEFECTS = [
    # A unary resource.
    Defect("overload: tasks that just fit are too many", "large-shop machine shop",
           (DISJUNCTIVE + "DisjunctiveOverload.swift", "if completion > end { throw",
            "if completion > end || SEEDED && completion == end { throw"),
           (DISJUNCTIVE + "DisjunctiveOverload.swift", "while start + total <= end\n",
            "while start + total <= (SEEDED ? end - 1 : end)\n")),
    Defect("overload, explanation: the window is one too long", "large-shop machine shop",
           (DISJUNCTIVE + "DisjunctiveOverload.swift", "var slack = start + total - end - 1",
            "var slack = start + total - end - (SEEDED ? 0 : 1)")),
    Defect("edge finding: a set that just fits does not", "large-shop machine shop",
           (DISJUNCTIVE + "EdgeFinding.swift", "while tree.greyEct > limit {",
            "while tree.greyEct > (SEEDED ? limit - 1 : limit) {"),
           (DISJUNCTIVE + "EdgeFinding.swift", "window + detectTotal <= limit {",
            "window + detectTotal <= (SEEDED ? limit - 1 : limit) {"),
           (DISJUNCTIVE + "EdgeFinding.swift", "var slack = window + detectTotal - limit - 1",
            "var slack = window + detectTotal - limit - (SEEDED ? 0 : 1)")),
    Defect("edge finding, explanation: forgets the pushed task's start", "large-shop machine shop",
           forgotten(DISJUNCTIVE + "EdgeFinding.swift", "store.premise(task.start.atLeast(window))")),
    Defect("not-last: a task may not start when the others are done", "large-shop machine shop",
           (DISJUNCTIVE + "NotLast.swift", "if completion > bound {",
            "if completion > (SEEDED ? bound - 1 : bound) {"),
           (DISJUNCTIVE + "NotLast.swift", "reaching: latestStart + 1)", "reaching: latestStart + (SEEDED ? 0 : 1))")),
    Defect("not-last, explanation: forgets the task's latest start", "large-shop machine shop",
           forgotten(DISJUNCTIVE + "NotLast.swift", "store.premise(task.start.atMost(latestStart))")),
    Defect("detectable precedences, explanation: forgets the orders", "large-shop machine shop",
           forgotten(DISJUNCTIVE + "PrecedenceSets.swift", "store.premise(view.before[i * n + j])")),
    Defect("sets before or after a task, explanation: starts one too early", "large-shop machine shop",
           (DISJUNCTIVE + "PrecedenceSets.swift", "var slack = start + total - asked\n",
            "var slack = start + total - asked + (SEEDED ? 1 : 0)\n")),

    # Precedences and orders.
    Defect("precedence, explanation: forgets the condition", "large-shop shop flexible model",
           (NETWORK, "if arc.condition != .always { store.premise(arc.condition) }",
            "if !SEEDED, arc.condition != .always { store.premise(arc.condition) }")),
    Defect("precedence, explanation: the source may be one earlier", "large-shop large-project shop project model",
           (NETWORK, "atLeast: literal.bound - arc.weight))",
            "atLeast: literal.bound - arc.weight - (SEEDED ? 1 : 0)))")),
    Defect("precedence that cannot hold, explanation: off by one", "large-shop shop flexible",
           (NETWORK, "(Literal(arc.source, atLeast: high + 1 - arc.weight), ",
            "(Literal(arc.source, atLeast: high + (SEEDED ? 0 : 1) - arc.weight), ")),
    Defect("transitive orders, explanation: the first twice, not the second", "shop machine",
           (PROPAGATORS + "Precedence/OrderTransitivity.swift", "store.premise(second)",
            "store.premise(SEEDED ? first : second)")),

    # A cumulative resource.
    Defect("time table: a task that just fits is pushed", "large-project cumulative project",
           (CUMULATIVE + "TimeTable.swift", "profile.heights[block] <= room || isOwn",
            "profile.heights[block] <= (SEEDED ? room - 1 : room) || isOwn"),
           (CUMULATIVE + "TimeTable+Explanation.swift", "let need = Int(limit) - Int(demand) + 1",
            "let need = Int(limit) - Int(demand) + (SEEDED ? 0 : 1)")),
    Defect("time table, explanation: forgets when the task ends", "large-project cumulative project",
           forgotten(CUMULATIVE + "TimeTable+Explanation.swift", "store.premise(task.end.atLeast(point + 1))")),
    Defect("time table, explanation: a height one too low", "large-project cumulative project",
           (CUMULATIVE + "PointExplanation.swift", "var surplus = -need\n",
            "var surplus = -need + (SEEDED ? 1 : 0)\n")),
    Defect("energetic overload: a window that is just full is too full", "large-project cumulative project",
           (CUMULATIVE + "OverloadCheck.swift", "if tree.envelope > limit * Int(windows.lct[k]) {",
            "if tree.envelope > limit * Int(windows.lct[k]) - (SEEDED ? 1 : 0) {"),
           (CUMULATIVE + "EnergyExplanation.swift", "    usedWaste = surplus < 0\n",
            "    if SEEDED { surplus += 1 }\n    usedWaste = surplus < 0\n")),
    Defect("time-table edge finding: a window that is just full is too full", "large-project cumulative project",
           (CUMULATIVE + "TimeTableEdgeFinding.swift", "if reserve < 0 { return k }",
            "if reserve < (SEEDED ? 1 : 0) { return k }"),
           (CUMULATIVE + "EnergyExplanation.swift", "assert(surplus >= 0, \"an overload exceeds",
            "if SEEDED { surplus = max(surplus, 0) }\n    assert(surplus >= 0, \"an overload exceeds")),
    Defect("energy of a window, explanation: one unit too little", "large-project cumulative project",
           (CUMULATIVE + "EnergyExplanation.swift", "var surplus = -Int(limit) * Int(b - a) - 1",
            "var surplus = -Int(limit) * Int(b - a) - (SEEDED ? 0 : 1)")),
    Defect("energy of a window, explanation: a task runs one unit longer", "large-project cumulative project",
           (CUMULATIVE + "EnergyExplanation.swift", "surplus += Int(units) * Int(demand)",
            "surplus += Int(units + (SEEDED ? 1 : 0)) * Int(demand)")),

    # Sums and values.
    Defect("sum: an upper bound one too low", "sums",
           (LINEAR + "Linear.swift", "atMost: lower + Int32(slack / coefficients[i]))",
            "atMost: lower + Int32(slack / coefficients[i]) - (SEEDED ? 1 : 0))")),
    Defect("sum, explanation: off by one", "sums",
           (LINEAR + "Linear+Explanation.swift", "excess: coefficients[i] * opposite - limit - 1,",
            "excess: coefficients[i] * opposite - limit - (SEEDED ? 0 : 1),")),
    Defect("sum under conditions, explanation: forgets them", "sums",
           (LINEAR + "Linear+Explanation.swift", "    explainEnforcement(except: -1, &store)\n",
            "    if !SEEDED { explainEnforcement(except: -1, &store) }\n")),
    Defect("all different: values that are all taken are too few", "different",
           (PROPAGATORS + "Values/AllDifferentBounds.swift", "if room[z] < bounds[z] - bounds[y] { throw",
            "if room[z] < bounds[z] - bounds[y] + (SEEDED ? 1 : 0) { throw")),
    Defect("all different, explanation: a Hall set without one of its terms", "different",
           (PROPAGATORS + "Values/AllDifferentBounds.swift", "      var left = last - first + 1\n",
            "      var left = last - first + (SEEDED ? 0 : 1)\n")),
    Defect("element: does not look at the last value", "element",
           (PROPAGATORS + "Element/Element.swift", "for v in 0..<index.count where !store.isFalse(index[v]) { least",
            "for v in 0..<(index.count - (SEEDED ? 1 : 0)) where !store.isFalse(index[v]) { least")),
    Defect("product and such, explanation: a bound one too weak", "arithmetic",
           (PROPAGATORS + "Arithmetic/BinaryFunction.swift", "store.premise(sides[side].atLeast(Int32(needed)))",
            "store.premise(sides[side].atLeast(Int32(needed - (SEEDED ? 1 : 0))))")),
    Defect("alternative, explanation: forgets that a choice is out", "large-flexible flexible",
           (PROPAGATORS + "Alternative/Alternative.swift",
            "      if !store.isTrue(reaches, before: position) {\n        store.premise(excluded)",
            "      if !store.isTrue(reaches, before: position) {\n        if !SEEDED { store.premise(excluded) }")),

    # Clauses.
    Defect("minimisation: any bound of a variable implies its others", "large-shop large-project shop project model",
           (CONFLICTS + "Minimisation.swift", "analysis.need[premise.node] >= premise.bound { continue }",
            "SEEDED || analysis.need[premise.node] >= premise.bound { continue }")),
    Defect("minimisation: decisions of the clause's levels go without reason",
           "large-shop large-project shop project model",
           (CONFLICTS + "Minimisation.swift", "    if entry.reason.tag == .none || depth > 60",
            "    if SEEDED, depth > 0, entry.reason.tag == .none { return true }\n"
            "    if entry.reason.tag == .none || depth > 60")),
    Defect("conflicts: of two bounds of a variable the weaker one stays", "large-shop large-project shop project model",
           (CONFLICTS + "ConflictAnalysis.swift", "if known >= 0, analysis.need[node] >= literal.bound { return }",
            "if known >= 0, SEEDED || analysis.need[node] >= literal.bound { return }")),
    Defect("conflicts: a clause as a reason without its last literal", "large-shop large-project shop project model",
           (CONFLICTS + "ConflictAnalysis.swift", "for i in 0..<clauses.size(clause) where literals",
            "for i in 0..<(clauses.size(clause) - (SEEDED ? 1 : 0)) where literals")),
]


def seeded(read, defects=DEFECTS):
    """{file: text with all the switches} of the files that change; `read` gives the text of a file."""
    texts = {SWITCH: SWITCH_TEXT}
    for number, defect in [*enumerate(defects, 1), (0, Defect("", "", WITHOUT_ASSERTIONS))]:
        for file, old, new in defect.changes:
            text = texts.get(file) or read(file)
            if text.count(old) != 1:
                raise Unseedable(f"{file} has {text.count(old)} times instead of once what defect {number} changes "
                                 f"({defect.what}): {old.strip()}")
            texts[file] = text.replace(old, new.replace("SEEDED", f"isSeeded({number})"))
    return texts
