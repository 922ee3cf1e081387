import Basics
import Race
import Solving

extension Tardiness {
  public static func proving(_ instance: Instance) -> Proving {
    instance.hasReleaseDates ? .never("proofs of sequences with release dates have no certificate") : .afterwards
  }

  public static func proof(of objective: Objective?, _ solution: Solution?, of instance: Instance) -> [UInt8]? {
    objective.flatMap { proofFile(of: instance, objective: $0.first) }
  }

  /// Bytes for the memory of subproblems, or the tables of the relaxations.
  private static let certificateMemory = 2 << 30
  /// Entries of a table: some tens of megabytes of a file.
  private static let tableLimit = 20_000_000

  /// A proof file: no sequence has a total below `objective`. Equal weights are proved by a table of Lawler's
  /// decomposition, others by what took states out of a time-indexed relaxation; both are found anew.
  ///
  /// - Parameter objective: the optimum.
  /// - Returns: nil where that is not proved so: with release dates, when stopped, and when the memory does not suffice.
  public static func proofFile(
    of instance: Instance, objective: Int, shouldStop: () -> Bool = { false }
  ) -> [UInt8]? {
    if instance.hasReleaseDates { return nil }
    let weight = instance.jobs[0].weight
    let lines =
      instance.jobs.allSatisfy { $0.weight == weight }
      ? tableLines(instance, objective, shouldStop) : replayLines(instance, objective, shouldStop)
    return lines.map { $0.concluding(optimal: objective) }
  }

  /// A line a set, parts before what is made of them.
  private static func tableLines(
    _ instance: Instance, _ objective: Int, _ shouldStop: () -> Bool
  ) -> CertificateLines? {
    var lines = CertificateLines()
    let weight = instance.jobs[0].weight
    if weight == 0 { return objective <= 0 ? lines : nil }
    let solver = TotalTardinessSolver(
      processingTimes: instance.jobs.map(\.processingTime), dueDates: instance.jobs.map(\.dueDate))
    guard let solved = solver.solved(memoryLimit: certificateMemory, shouldStop: shouldStop),
      weight * solved.total == objective, solved.table.count <= tableLimit
    else { return nil }
    let table = solved.table
    var numbers: [Int] = []
    for (place, entry) in table.enumerated() {
      let isNew = place == 0 || table[place - 1].name != entry.name
      if !isNew, table[place - 1].start == entry.start { continue }
      if isNew {
        if !numbers.isEmpty { lines.append(64, numbers) }
        numbers = [Int(entry.name.first), Int(entry.name.last), Int(entry.name.rank)]
      }
      numbers.append(entry.start - (isNew ? 0 : table[place - 1].start))
      numbers.append(entry.value - (isNew ? 0 : table[place - 1].value))
    }
    if !numbers.isEmpty { lines.append(64, numbers) }
    return lines
  }

  private static func replayLines(
    _ instance: Instance, _ objective: Int, _ shouldStop: () -> Bool
  ) -> CertificateLines? {
    var solver = WeightedTardinessSolver(
      processingTimes: instance.jobs.map(\.processingTime), dueDates: instance.jobs.map(\.dueDate),
      weights: instance.jobs.map(\.weight))
    guard instance.jobCount <= WeightedTardinessSolver.jobLimit,
      let steps = solver.refutation(below: objective, memoryLimit: certificateMemory, shouldStop: shouldStop)
    else { return nil }
    var lines = CertificateLines()
    var known: [Int] = []
    for step in steps {
      switch step {
      case .eliminated(let multipliers):
        if known.isEmpty { known = [Int](repeating: 0, count: multipliers.count) }
        lines.append(65, zip(multipliers, known).map { $0 - $1 })
        known = multipliers
      case .refined(let jobs): lines.append(66, jobs)
      }
    }
    return lines
  }
}
