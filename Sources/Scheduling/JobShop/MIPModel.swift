import Basics
import MIP
import Race
import Solving

extension JobShop {
  /// The disjunctive model: a start for each operation, an order binary for each pair on a machine, big-M rows.
  ///
  /// With heads h and tails t from the jobs and a horizon U that some schedule reaches, the start of i lies in
  /// [h, U - t] (t with i's own duration), so M = (U - t_i) + p_i - h_j is enough to switch "i before j" off. Pairs
  /// whose order these windows decide get no binary.
  ///
  /// - Source: Manne 1960, "On the job-shop scheduling problem".
  public struct DisjunctiveModel: LinearFormulation {
    public private(set) var model: LinearModel
    private let instance: Instance
    private let horizon: Int
    private let operations: [Place]
    private let makespanColumn: Int
    private var pairs: [Pair] = []

    /// More pairs than this make no model that a solver could do anything with.
    static let pairLimit = 1_000_000

    private struct Place {
      let job, position, machine, duration: Int
      /// The earliest and latest start.
      let earliest, latest: Int
    }

    /// Operations by number; the binary is 1 where the first comes first.
    private struct Pair {
      let first, second, column: Int
    }

    /// - Parameter horizon: a makespan that some schedule reaches; the model contains all schedules up to it.
    /// - Throws: as `checkSize`.
    public init(_ instance: Instance, horizon: Int) throws(MIPError) {
      self.instance = instance
      self.horizon = horizon
      operations = Self.places(of: instance, horizon)
      try Self.checkSize(of: instance)
      model = LinearModel(name: instance.name)
      model.isObjectiveIntegral = true
      for place in operations {
        model.addColumn(
          "start_\(place.job)_\(place.position)", .continuous, from: Double(place.earliest), to: Double(place.latest))
      }
      makespanColumn = model.addColumn(
        "makespan", .continuous, from: Double(Bounds(of: instance).best), to: Double(horizon), cost: 1)
      addJobRows()
      var members = [[Int]](repeating: [], count: instance.machineCount)
      for (number, place) in operations.enumerated() { members[place.machine].append(number) }
      for numbers in members { addPairs(of: numbers) }
    }

    /// - Throws: `MIPError` where the machines have more than `pairLimit` pairs of operations.
    static func checkSize(of instance: Instance) throws(MIPError) {
      let pairCount = ConstraintModel.pairCount(of: instance)
      guard pairCount <= pairLimit else {
        throw MIPError(
          "the disjunctive model of \(instance.name) would have \(pairCount) order binaries, above the limit of "
            + "\(pairLimit)", kind: .tooLarge)
      }
    }

    private static func places(of instance: Instance, _ horizon: Int) -> [Place] {
      let paths = instance.longestPaths
      var places: [Place] = []
      for (job, operations) in instance.jobs.enumerated() {
        for (position, operation) in operations.enumerated() {
          places.append(
            Place(
              job: job, position: position, machine: operation.machine, duration: operation.duration,
              earliest: paths.heads[places.count],
              latest: horizon - operation.duration - paths.tails[places.count]))
        }
      }
      return places
    }

    /// Job order, and the makespan behind each job's last operation.
    private mutating func addJobRows() {
      for (number, place) in operations.enumerated() {
        let isLast = place.position == instance.jobs[place.job].count - 1
        let after = isLast ? makespanColumn : number + 1
        model.addRow(
          "job_\(place.job)_\(place.position)", [.init(after, 1), .init(number, -1)], from: Double(place.duration))
      }
    }

    private mutating func addPairs(of members: [Int]) {
      // An operation without duration takes no capacity.
      let busy = members.filter { operations[$0].duration > 0 }
      for (index, i) in busy.enumerated() {
        for j in busy.dropFirst(index + 1) where operations[i].job != operations[j].job { addPair(i, j) }
      }
    }

    private mutating func addPair(_ i: Int, _ j: Int) {
      let (a, b) = (operations[i], operations[j])
      let name = "\(a.job)_\(a.position)_\(b.job)_\(b.position)"
      if a.earliest + a.duration > b.latest {
        model.addRow("fixed_\(name)", [.init(i, 1), .init(j, -1)], from: Double(b.duration))
        return
      }
      if b.earliest + b.duration > a.latest {
        model.addRow("fixed_\(name)", [.init(j, 1), .init(i, -1)], from: Double(a.duration))
        return
      }
      let order = model.addColumn("order_\(name)", .binary, from: 0, to: 1)
      pairs.append(Pair(first: i, second: j, column: order))
      let firstM = Double(a.latest + a.duration - b.earliest)
      let secondM = Double(b.latest + b.duration - a.earliest)
      model.addRow(
        "before_\(name)", [.init(j, 1), .init(i, -1), .init(order, -firstM)], from: Double(a.duration) - firstM)
      model.addRow("after_\(name)", [.init(i, 1), .init(j, -1), .init(order, secondM)], from: Double(b.duration))
    }

    /// The semi-active schedule of the machine sequences that the start columns show.
    ///
    /// Big-M rows hold within the solver's tolerance only, so start values are good for an order, not for times.
    public func decode(_ values: [Double]) -> Solution? {
      guard values.count == model.columns.count, values.allSatisfy(\.isFinite) else { return nil }
      var starts = instance.jobs.map { $0.map { _ in 0 } }
      for (number, place) in operations.enumerated() {
        starts[place.job][place.position] = Int(values[number].rounded())
      }
      return JobShop.leftShifted(starts, instance)
    }

    public func encode(_ solution: Solution) -> [Double]? {
      guard solution.makespan <= horizon else { return nil }
      var values = [Double](repeating: 0, count: model.columns.count)
      for (number, place) in operations.enumerated() {
        values[number] = Double(solution.starts[place.job][place.position])
      }
      values[makespanColumn] = Double(solution.makespan)
      for pair in pairs {
        let end = values[pair.first] + Double(operations[pair.first].duration)
        values[pair.column] = end <= values[pair.second] ? 1 : 0
      }
      return values
    }
  }

  /// The semi-active schedule with the machine sequences of `starts`; operations of a job keep their order whatever
  /// `starts` says.
  static func leftShifted(_ starts: [[Int]], _ instance: Instance) -> Solution {
    var ordered = starts
    for job in ordered.indices {
      for position in ordered[job].indices.dropFirst() {
        ordered[job][position] = max(ordered[job][position], ordered[job][position - 1])
      }
    }
    var graph = DisjunctiveGraph(instance)
    graph.load(startTimes: ordered)
    return graph.solution()
  }

  /// The shortest makespan of a few dispatching schedules: a horizon for models.
  static func dispatchingHorizon(of instance: Instance) -> Int {
    var builder = GifflerThompson(instance)
    var random = RandomSource(seed: 0)
    var best = Int.max
    for rule in [DispatchingRule.mwkr, .mopnr, .fifo] {
      builder.build(by: rule, &random)
      best = min(best, builder.makespan)
    }
    return best
  }
}
