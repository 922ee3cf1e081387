import MIP
import Race
import Solving

extension Workflow {
  /// The workflow as a linear model: which element runs each task, when it starts, and of each two tasks that no path
  /// joins which one is first where they share an element.
  struct OrderModel: LinearFormulation {
    private(set) var model: LinearModel
    private let instance: Instance
    /// By task, the column of each of its elements.
    private var choices: [[Int]] = []
    private var starts: [Int] = []
    private var ends: [Int] = []
    private var makespan = -1
    /// By pair of tasks without a path, the column that is 1 where the first one is first.
    private var orders: [(first: Int, second: Int, column: Int)] = []
    private let latest: Double

    /// Rows that say that two tasks do not share an element at a time.
    static let rowLimit = 200_000

    /// - Throws: `MIPError` where the model would be too large.
    static func checkSize(of instance: Instance) throws(MIPError) {
      let (tasks, elements) = (instance.tasks.count, instance.platform.elementCount)
      let rows = tasks * tasks * elements
      let arcs = instance.arcs.count * elements * elements
      guard tasks <= 1_000, rows <= rowLimit, arcs <= rowLimit else {
        throw MIPError(
          "the linear model of \(instance.name) would have more than \(rowLimit) rows", kind: .tooLarge)
      }
    }

    /// - Parameter limit: an objective that some schedule reaches.
    init(_ instance: Instance, limit: Objective? = nil) throws(MIPError) {
      try Self.checkSize(of: instance)
      self.instance = instance
      model = LinearModel(name: instance.name)
      model.isObjectiveIntegral = true
      let bound = instance.aim == .makespan ? limit?.first ?? instance.horizon : instance.horizon
      latest = Double(bound)
      addColumns()
      for arc in instance.arcs.indices { addArc(arc) }
      addOrders()
    }

    private mutating func addColumns() {
      for (number, task) in instance.tasks.enumerated() {
        let release = Double(instance.jobs[task.job].release)
        starts.append(model.columns.count)
        model.addColumn("start_\(number)", .continuous, from: release, to: latest)
        choices.append(
          instance.elements[number].map { element in
            model.addColumn("on_\(number)_\(element)", .binary, from: 0, to: 1)
            return model.columns.count - 1
          })
        model.addRow("one_\(number)", choices[number].map { .init($0, 1) }, from: 1, to: 1)
      }
      let isMakespan = instance.aim == .makespan
      for (number, job) in instance.jobs.enumerated() where !isMakespan || number == 0 {
        ends.append(model.columns.count)
        model.addColumn(
          isMakespan ? "makespan" : "end_\(number)", .continuous, from: isMakespan ? 0 : Double(job.release),
          to: latest,
          cost: 1)
      }
      if !isMakespan {
        let sum = instance.jobs.reduce(0) { $0 + $1.release }
        model.objectiveConstant = -Double(sum)
      }
      for (number, task) in instance.tasks.enumerated() where instance.outgoing[number].isEmpty {
        let end = LinearModel.Term(ends[isMakespan ? 0 : task.job], 1)
        model.addRow("ends_\(number)", [end] + endTerms(number).map { .init($0.column, -$0.coefficient) }, from: 0)
      }
    }

    /// Start plus the time on the chosen element.
    private func endTerms(_ task: Int) -> [LinearModel.Term] {
      let times = zip(choices[task], instance.elements[task]).map { column, element in
        LinearModel.Term(column, Double(instance.duration(of: task, on: element)))
      }
      return [.init(starts[task], 1)] + times.filter { $0.coefficient != 0 }
    }

    private mutating func addArc(_ number: Int) {
      let arc = instance.arcs[number]
      let gap = [LinearModel.Term(starts[arc.to], 1)] + endTerms(arc.from).map { .init($0.column, -$0.coefficient) }
      let times = instance.elements[arc.from].map { source in
        instance.elements[arc.to].map { instance.transfer(number, from: source, to: $0) }
      }
      let least = times.joined().min() ?? 0
      model.addRow("arc_\(number)", gap, from: Double(least))
      for (from, row) in times.enumerated() {
        for (to, time) in row.enumerated() where time > least {
          let more = Double(time - least)
          model.addRow(
            "arc_\(number)_\(from)_\(to)",
            gap + [.init(choices[arc.from][from], -more), .init(choices[arc.to][to], -more)], from: Double(least) - more
          )
        }
      }
    }

    private mutating func addOrders() {
      let reach = Reachability(instance)
      for first in instance.tasks.indices {
        for second in instance.tasks.indices.dropFirst(first + 1) where !reach.joins(first, second) {
          let shared = instance.elements[first].filter { element in
            instance.duration(of: first, on: element) > 0 && instance.elements[second].contains(element)
              && instance.duration(of: second, on: element) > 0
          }
          if shared.isEmpty { continue }
          let column = model.columns.count
          model.addColumn("first_\(first)_\(second)", .binary, from: 0, to: 1)
          orders.append((first, second, column))
          for element in shared {
            addOrder(first, second, on: element, .init(column, -latest), slack: 3)
            addOrder(second, first, on: element, .init(column, latest), slack: 2)
          }
        }
      }
    }

    /// `after` starts behind the end of `before`, unless one of them is elsewhere or the order is the other one.
    private mutating func addOrder(
      _ before: Int, _ after: Int, on element: Int, _ order: LinearModel.Term, slack: Double
    ) {
      func column(_ task: Int) -> Int { choices[task][instance.elements[task].firstIndex(of: element) ?? 0] }
      let duration = Double(instance.duration(of: before, on: element))
      let terms: [LinearModel.Term] = [
        .init(starts[after], 1), .init(starts[before], -1), .init(column(before), -latest),
        .init(column(after), -latest), order,
      ]
      model.addRow("order_\(before)_\(after)_\(element)", terms, from: duration - slack * latest)
    }

    /// The orders and elements of the model, with starts made anew, since its own are within tolerances only.
    func decode(_ values: [Double]) -> Solution? {
      guard values.count == model.columns.count else { return nil }
      var elements: [Int] = []
      for task in instance.tasks.indices {
        guard let place = choices[task].firstIndex(where: { values[$0] > 0.5 }) else { return nil }
        elements.append(instance.elements[task][place])
      }
      let topological = instance.order.enumerated().sorted {
        let (left, right) = (values[starts[$0.element]].rounded(), values[starts[$1.element]].rounded())
        return (left, $0.offset) < (right, $1.offset)
      }
      var place = [Int](repeating: 0, count: instance.tasks.count)
      for (number, entry) in topological.enumerated() { place[entry.element] = number }
      return Timing.solution(of: instance, elements: elements, places: place)
    }

    func encode(_ solution: Solution) -> [Double]? {
      var values = [Double](repeating: 0, count: model.columns.count)
      var jobEnds = instance.jobs.map { Double($0.release) }
      for (task, data) in instance.tasks.enumerated() {
        let element = solution.elements[task]
        guard let place = instance.elements[task].firstIndex(of: element) else { return nil }
        values[starts[task]] = Double(solution.starts[task])
        values[choices[task][place]] = 1
        let end = Double(solution.starts[task] + instance.duration(of: task, on: element))
        guard end <= latest else { return nil }
        jobEnds[data.job] = max(jobEnds[data.job], end)
      }
      for order in orders {
        values[order.column] = solution.starts[order.first] < solution.starts[order.second] ? 1 : 0
      }
      if instance.aim == .makespan {
        values[ends[0]] = jobEnds.max() ?? 0
      } else {
        for (job, column) in ends.enumerated() { values[column] = jobEnds[job] }
      }
      return values
    }
  }

  public static func linearModel(of instance: Instance, _ options: SolveOptions<Solution>) throws -> LinearModel {
    try OrderModel(instance, limit: ListRule.heft.solution(of: instance).map { Objective($0.objective) }).model
  }
}
