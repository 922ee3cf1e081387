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
  var tasks = 3...4
  var width = 5
  var horizon = 8

  /// Variables: the starts, then the presence of each task where some are optional, then the shown orders.
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
    let (rules, showsOrders, allowsOptionalTasks, isBare) = (
      self.rules, self.showsOrders, self.allowsOptionalTasks, self.isBare
    )

    return PostedCase(domains: domains) { values in
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
        solver.makeTask(
          start: variables[i], duration: durations[i],
          presence: allowsOptionalTasks ? Literal(variables[firstPresence + i], atLeast: 1) : .always)
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
        solver.addPrecedence(from: variables[i], to: variables[j], weight: durations[i], if: order)
        solver.addPrecedence(from: variables[j], to: variables[i], weight: durations[j], if: order.negated)
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
