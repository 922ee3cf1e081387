import Basics
import Statements

/// Tasks on resources, alternatives and spans.
extension Builtins {
  /// A task with values.
  private struct Task {
    var start: Int
    var duration: Int
    var isPresent: Bool

    var end: Int { start + duration }
  }

  /// Where a constraint has its lists.
  private struct Places: Sendable {
    var presences: Int?
    var starts: Int
    var durations: Int
  }

  private static func tasks(_ arguments: Arguments, _ assignment: [Int], _ places: Places) -> [Task] {
    let presences = places.presences.map { Array(arguments.list($0)) }
    return zip(arguments.list(places.starts), arguments.list(places.durations)).enumerated().map { place, pair in
      Task(
        start: pair.0.value(assignment), duration: pair.1.value(assignment),
        isPresent: presences.map { $0[place].value(assignment) == 1 } ?? true)
    }
  }

  /// The intervals of tasks that can be there, and their places in the list.
  private static func intervals(
    _ arguments: Arguments, _ translation: Translation, _ places: Places
  ) -> (intervals: [IntervalVar], members: [Int]) {
    let starts = Array(arguments.list(places.starts))
    let durations = Array(arguments.list(places.durations))
    let presences: [Operand?] = places.presences.map { Array(arguments.list($0)) } ?? starts.map { _ in nil }
    let members = starts.indices.filter { presences[$0]?.number != 0 }
    return (
      translation.intervals(
        members.map { starts[$0] }[...], members.map { durations[$0] }[...],
        members.map { presences[$0]?.number == nil ? presences[$0] : nil }), members
    )
  }

  private static func cumulative(_ name: String, isOptional: Bool) -> Builtin {
    let first = isOptional ? 1 : 0
    let places = Places(presences: isOptional ? 0 : nil, starts: first, durations: first + 1)
    return Builtin(
      name, (isOptional ? [.booleans] : []) + [.integers, .integers, .integers, .integer],
      equalLengths: [Array(0..<first + 3)]
    ) { (arguments, translation) throws(InputError) in
      let (intervals, members) = intervals(arguments, translation, places)
      let demands = translation.forms(arguments, first + 2)
      translation.post(
        CumulativeConstraint(
          intervals.map(\.index), demands: members.map { demands[$0] },
          capacity: translation.form(arguments[first + 3])))
    } holds: { arguments, assignment in
      let tasks = tasks(arguments, assignment, places)
      let demands = arguments.list(first + 2).map { $0.value(assignment) }
      let capacity = arguments[first + 3].value(assignment)
      // Demand rises where a task begins, so these are the times to look at.
      return tasks.allSatisfy { task in
        if !task.isPresent || task.duration <= 0 { return true }
        var total = 0
        for (other, demand) in zip(tasks, demands)
        where other.isPresent && other.start <= task.start && task.start < other.end { total += demand }
        return total <= capacity
      }
    }
  }

  private static func disjunctive(_ name: String, isStrict: Bool, isOptional: Bool) -> Builtin {
    let first = isOptional ? 1 : 0
    let places = Places(presences: isOptional ? 0 : nil, starts: first, durations: first + 1)
    return Builtin(
      name, (isOptional ? [.booleans] : []) + [.integers, .integers], equalLengths: [Array(0..<first + 2)]
    ) { (arguments, translation) throws(InputError) in
      translation.model.noOverlap(intervals(arguments, translation, places).intervals, isStrict: isStrict)
    } holds: { arguments, assignment in
      let tasks = tasks(arguments, assignment, places).filter { $0.isPresent && (isStrict || $0.duration > 0) }
      return tasks.indices.allSatisfy { i in
        tasks[..<i].allSatisfy { $0.end <= tasks[i].start || tasks[i].end <= $0.start }
      }
    }
  }

  /// A whole and its parts: presence, start and duration of the whole, then the parts' lists.
  private static func composition(
    _ name: String,
    post: @escaping @Sendable (Translation, IntervalVar, [IntervalVar]) -> Void,
    holds: @escaping @Sendable (_ isPresent: Bool, _ start: Int, _ duration: Int, _ parts: [(Int, Int)]) -> Bool
  ) -> Builtin {
    Builtin(
      name, [.boolean, .integer, .integer, .booleans, .integers, .integers], equalLengths: [[3, 4, 5]]
    ) { (arguments, translation) throws(InputError) in
      // Where the whole is absent, its duration is 0; else that of its parts, which is not negative.
      translation.require(translation.form(arguments[2]).negated, .atMost)
      let duration = translation.natural(arguments[2])
      let presence = translation.truth(arguments[0])
      let start = translation.expression(translation.form(arguments[1]))
      let whole: IntervalVar
      if case .always = presence {
        whole = translation.model.interval(start: start, duration: duration)
      } else {
        whole = translation.model.interval(
          start: start, duration: duration, presence: translation.literal(presence))
      }
      let parts = translation.intervals(
        arguments.list(4), arguments.list(5), arguments.list(3).map { $0.number == 1 ? nil : $0 })
      if parts.isEmpty {
        translation.require(translation.form(arguments[0]), .equal)
      } else {
        post(translation, whole, parts)
      }
      translation.post(
        LinearConstraint(translation.form(arguments[2]), .equal, if: [translation.literal(presence.opposite)]))
    } holds: { arguments, assignment in
      let parts = tasks(arguments, assignment, Places(presences: 3, starts: 4, durations: 5)).filter(\.isPresent)
      return holds(
        arguments[0].value(assignment) == 1, arguments[1].value(assignment), arguments[2].value(assignment),
        parts.map { ($0.start, $0.duration) })
    }
  }

  static var scheduling: [Builtin] {
    [
      cumulative("dovetail_cumulative", isOptional: false), cumulative("dovetail_cumulative_opt", isOptional: true),
      disjunctive("dovetail_disjunctive", isStrict: false, isOptional: false),
      disjunctive("dovetail_disjunctive_strict", isStrict: true, isOptional: false),
      disjunctive("dovetail_disjunctive_opt", isStrict: false, isOptional: true),
      disjunctive("dovetail_disjunctive_strict_opt", isStrict: true, isOptional: true),
      composition("dovetail_alternative") { translation, whole, parts in
        translation.model.alternative(whole, of: parts)
      } holds: { isPresent, start, duration, parts in
        isPresent ? parts.count == 1 && parts[0] == (start, duration) : parts.isEmpty && duration == 0
      },
      composition("dovetail_span") { translation, whole, parts in
        translation.model.span(whole, parts)
      } holds: { isPresent, start, duration, parts in
        guard isPresent else { return parts.isEmpty && duration == 0 }
        return parts.map(\.0).min() == start && parts.map { $0.0 + $0.1 }.max() == start + duration
      },
    ]
  }
}
