import Basics
import TestSupport

@testable import Kernel

/// Random small unary resources, with the filtering rules that a test asks for.
struct DisjunctiveCase {
  enum Rule: CaseIterable { case overload, precedenceSets, notLast, edgeFinding }

  /// Which set rules stand beside the pairwise precedences; nil for the whole constraint as users post it.
  var rules: [Rule]?
  /// The ordering Booleans are variables of the case, so that explanations which name them are checked as well.
  var showsOrders = false
  /// No pairwise precedences, so that what they would have found first is left to the rules.
  var isBare = false
  var allowsOptionalTasks = false
  var allowsEmptyTasks = false
  /// The first task's duration is a variable, and so is its end.
  var hasVariableDuration = false
  var tasks = 3...4
  var width = 5
  var horizon = 8

  /// Variables: the starts, then the presence of each task where some are optional, then the shown orders, then a variable
  /// duration and the end that it makes.
  func make(_ random: inout RandomSource) -> PostedCase {
    let n = random.within(tasks)
    let durations = (0..<n).map { _ in Int32(random.within((allowsEmptyTasks ? 0 : 1)...4)) }
    var domains = durations.map { _ in random.domain(in: 0...horizon, width: width) }
    let firstPresence = domains.count
    if allowsOptionalTasks {
      for _ in 0..<n { domains.append(random.chance(50) ? 0...1 : 1...1) }
    }
    let firstOrder = domains.count
    let pairs = (0..<n).flatMap { i in ((i + 1)..<max(n, i + 1)).map { (i, $0) } }
    if showsOrders { domains += [ClosedRange<Int32>](repeating: 0...1, count: pairs.count) }
    let duration = domains.count
    if hasVariableDuration {
      let length = random.domain(in: 1...3, width: 2)
      domains += [length, (domains[0].lowerBound + length.lowerBound)...(domains[0].upperBound + length.upperBound)]
    }
    let limits = domains.indices.map { i in
      i < n || i > duration
        ? domains[i].lowerBound - 3...domains[i].upperBound + 3
        : i < duration ? 0...1 : 1...5
    }
    let (rules, showsOrders, allowsOptionalTasks, isBare, hasVariableDuration) = (
      self.rules, self.showsOrders, self.allowsOptionalTasks, self.isBare, self.hasVariableDuration
    )

    return PostedCase(domains: domains, limits: limits) { values in
      var durations = durations
      if hasVariableDuration {
        durations[0] = values[duration]
        if values[0] + durations[0] != values[duration + 1] { return false }
      }
      for (k, (i, j)) in pairs.enumerated() {
        if allowsOptionalTasks, values[firstPresence + i] == 0 || values[firstPresence + j] == 0 { continue }
        let isBefore = values[i] + durations[i] <= values[j]
        let isAfter = values[j] + durations[j] <= values[i]
        if showsOrders {
          if values[firstOrder + k] == 1 ? !isBefore : !isAfter { return false }
        } else if durations[i] > 0, durations[j] > 0, !isBefore, !isAfter {
          return false
        }
      }
      return true
    } post: { solver, variables in
      let tasks = (0..<n).map { i in
        var task = solver.makeTask(
          start: variables[i], duration: durations[i],
          presence: allowsOptionalTasks ? Literal(variables[firstPresence + i], atLeast: 1) : .always)
        if hasVariableDuration, i == 0 {
          task.duration = variables[duration]
          task.end = OffsetVariable(variables[duration + 1])
          let terms = [(1, variables[0]), (1, task.duration), (-1, task.end.variable)]
          for sign in [1, -1] { solver.postLinear(terms.map { (sign * $0.0, $0.1) }, atMost: 0) }
        }
        return task
      }
      guard let rules else {
        solver.postDisjunctive(tasks)
        return
      }
      var before = [Literal](repeating: UnaryView.never, count: n * n)
      for (k, (i, j)) in pairs.enumerated() where !isBare {
        let order = showsOrders ? Literal(variables[firstOrder + k], atLeast: 1) : solver.makeBoolean()
        before[i * n + j] = order
        before[j * n + i] = order.negated
        for (a, b, condition) in [(tasks[i], tasks[j], order), (tasks[j], tasks[i], order.negated)] {
          solver.addPrecedence(
            from: a.end.variable, to: b.start.variable, weight: a.end.offset - b.start.offset, if: condition)
        }
      }
      let isSequenced = solver.store.makeReversible(0)
      for isMirrored in [false, true] {
        for rule in rules {
          let view =
            isMirrored
            ? UnaryView(tasks: tasks.map(\.mirrored), isSequenced: isSequenced) { before[$1 * n + $0] }
            : UnaryView(tasks: tasks, isSequenced: isSequenced) { before[$0 * n + $1] }
          switch rule {
          case .overload: solver.post(DisjunctiveOverload(view))
          case .precedenceSets: solver.post(PrecedenceSets(view))
          case .notLast: solver.post(NotLast(view))
          case .edgeFinding: solver.post(EdgeFinding(view))
          }
        }
      }
    }
  }
}
