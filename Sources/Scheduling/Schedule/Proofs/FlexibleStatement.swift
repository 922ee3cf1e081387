import Modeling
import Solving

/// A flexible job shop as the verifier states it from a `.fjs` file: all times from 0 to the horizon, no bound of the
/// makespan, and variables and constraints in the order of the file.
///
/// The makespan is variable 0. An operation has its start and, where it can choose, its end, its duration, and for each
/// choice whether it is taken and when it then starts.
struct FlexibleStatement: Sendable {
  private(set) var data = ModelData(name: "shop")
  private var operations: [Operation] = []
  private let horizon: Int

  typealias Choice = (machine: Int, duration: Int)

  private struct Operation: Sendable {
    let start: Int
    var end: Int?
    var duration: Int?
    var choices: [(presence: Int, start: Int)] = []
    let durations: [Int]
  }

  /// - Parameters:
  ///   - jobs: the operations of each, whose choices are machines with durations.
  ///   - horizon: a makespan that some schedule reaches.
  init(machineCount: Int, jobs: [[[Choice]]], horizon: Int) {
    self.horizon = horizon
    _ = variable(0...horizon)
    var users = [[Int]](repeating: [], count: machineCount)
    var choosing: [any Constraint] = []
    var following: [any Constraint] = []
    for job in jobs {
      var previous: Int?
      for choices in job {
        let main = add(choices, &users, &choosing)
        if let previous {
          following.append(PrecedenceConstraint(first: previous, second: main, delay: 0, if: []))
        }
        previous = main
      }
      if let previous {
        var overrun = data.intervals[previous].end
        overrun.terms.insert(LinearForm.Term(variable: 0, coefficient: -1), at: 0)
        following.append(LinearConstraint(overrun, .atMost))
      }
    }
    data.constraints = choosing + following + users.filter { $0.count > 1 }.map { NoOverlapConstraint($0) }
    data.objective = ModelData.Objective(cost: form(of: 0), isMaximised: false)
  }

  /// - Returns: the interval of the operation.
  private mutating func add(
    _ choices: [Choice], _ users: inout [[Int]], _ constraints: inout [any Constraint]
  ) -> Int {
    var operation = Operation(start: variable(0...horizon), durations: choices.map(\.duration))
    let main = data.intervals.count
    defer { operations.append(operation) }
    if choices.count == 1 {
      add(start: operation.start, duration: choices[0].duration, presence: nil)
      if choices[0].duration > 0 { users[choices[0].machine].append(main) }
      return main
    }
    let (end, duration) = (
      variable(0...horizon), variable((operation.durations.min() ?? 0)...(operation.durations.max() ?? 0))
    )
    (operation.end, operation.duration) = (end, duration)
    for _ in choices { operation.choices.append((variable(0...1), variable(0...horizon))) }
    data.intervals.append(
      Interval(
        name: "operation \(operations.count)", start: form(of: operation.start), duration: form(of: duration),
        end: form(of: end), presence: nil))
    for (choice, variables) in zip(choices, operation.choices) {
      if choice.duration > 0 { users[choice.machine].append(data.intervals.count) }
      let presence = BoolVar(variable: IntVar(model: 0, position: Int32(variables.presence)), isNegated: false)
      add(start: variables.start, duration: choice.duration, presence: presence)
    }
    let terms = [(operation.start, 1), (end, -1), (duration, 1)]
    constraints.append(
      LinearConstraint(LinearForm(terms: terms.map { LinearForm.Term(variable: $0, coefficient: $1) }), .equal))
    constraints.append(AlternativeConstraint(main, of: Array((main + 1)..<data.intervals.count)))
    return main
  }

  private mutating func add(start: Int, duration: Int, presence: BoolVar?) {
    data.intervals.append(
      Interval(
        name: "choice \(data.intervals.count)", start: form(of: start), duration: LinearForm(constant: duration),
        end: form(of: start, plus: duration), presence: presence))
  }

  private mutating func variable(_ range: ClosedRange<Int>) -> Int {
    data.lower.append(range.lowerBound)
    data.upper.append(range.upperBound)
    data.names.append("")
    return data.variableCount - 1
  }

  private func form(of variable: Int, plus constant: Int = 0) -> LinearForm {
    LinearForm(terms: [LinearForm.Term(variable: variable, coefficient: 1)], constant: constant)
  }

  // MARK: Schedules

  func decode(_ values: [Int]) -> GeneralSchedule.Solution {
    GeneralSchedule.Solution(
      operations.map { operation in
        let mode = operation.choices.firstIndex { values[$0.presence] == 1 } ?? 0
        let start = values[operation.start]
        return GeneralSchedule.Placement(mode: mode, start: start, end: start + operation.durations[mode])
      })
  }

  /// nil where some operation is left out, or ends too late.
  func encode(_ solution: GeneralSchedule.Solution) -> [Int]? {
    var values = [Int](repeating: 0, count: data.variableCount)
    for (operation, placement) in zip(operations, solution.tasks) {
      guard let placement, placement.end <= horizon else { return nil }
      values[operation.start] = placement.start
      values[0] = max(values[0], placement.end)
      if let end = operation.end { values[end] = placement.end }
      if let duration = operation.duration { values[duration] = placement.end - placement.start }
      for (mode, choice) in operation.choices.enumerated() {
        values[choice.presence] = mode == placement.mode ? 1 : 0
        values[choice.start] = placement.start
      }
    }
    return values
  }

  var translation: ModelTranslation<GeneralSchedule.Solution> {
    ModelTranslation {
      decode($0)
    } encode: {
      encode($0)
    }
  }
}
