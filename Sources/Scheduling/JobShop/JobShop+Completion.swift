import Basics
import Solving

extension JobShop {
  /// The given starts say an order, in which each operation starts as early as its job and its machine are free; one
  /// without a start comes as soon as what is before it in its job would be over.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var given: [[Int?]] = []
    var hasMakespan = false
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "starts":
        try json.beginArray("a list of starts a job")
        while try json.nextElement() {
          given.append(json.takeNull() ? [] : try PartialSolution.integers(&json, "a start"))
        }
      case "makespan":
        hasMakespan = true
        try json.skipValue()
      default: try json.skipValue()
      }
    }
    let counts = instance.jobs.map(\.count)
    guard given.count <= counts.count, zip(given, counts).allSatisfy({ $0.count <= $1 }) else { return nil }
    given += [[Int?]](repeating: [], count: counts.count - given.count)
    let count = counts.reduce(0, +)
    // What is whole and breaks a rule is no part of a solution.
    if hasMakespan, given.joined().count(where: { $0 != nil }) == count { return nil }
    var remarks: [String] = []
    for job in given.indices {
      given[job] += [Int?](repeating: nil, count: counts[job] - given[job].count)
      for (place, time) in given[job].enumerated() {
        guard let time, !(0..<1 << 61).contains(time) else { continue }
        remarks.append("operation \(place) of job \(job) cannot start at \(time)")
        given[job][place] = nil
      }
    }
    return CompletedStart(
      listSchedule(given, instance), used: given.joined().count { $0 != nil }, of: count, "operations", remarks: remarks
    )
  }

  private static func listSchedule(_ given: [[Int?]], _ instance: Instance) -> Solution {
    var order: [(time: Int, job: Int, place: Int)] = []
    for (job, operations) in instance.jobs.enumerated() {
      var time = 0
      var end = 0
      for (place, operation) in operations.enumerated() {
        // Never before its predecessor in the job.
        time = max(time, given[job][place] ?? end)
        end = time + operation.duration
        order.append((time, job, place))
      }
    }
    order.sort { ($0.time, $0.job, $0.place) < ($1.time, $1.job, $1.place) }
    var starts = instance.jobs.map { [Int](repeating: 0, count: $0.count) }
    var jobEnds = [Int](repeating: 0, count: instance.jobs.count)
    var machineEnds = [Int](repeating: 0, count: instance.machineCount)
    for (_, job, place) in order {
      let operation = instance.jobs[job][place]
      let start =
        operation.duration > 0 ? max(jobEnds[job], machineEnds[operation.machine]) : jobEnds[job]
      starts[job][place] = start
      jobEnds[job] = start + operation.duration
      if operation.duration > 0 { machineEnds[operation.machine] = jobEnds[job] }
    }
    return Solution(makespan: jobEnds.max() ?? 0, starts: starts)
  }
}
