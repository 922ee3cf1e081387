import Basics
import Solving

extension Tardiness {
  /// The jobs of the given sequence keep their order; the others come by due date, among them or behind them, whichever
  /// is less late.
  public static func completed(
    start: SourceText, of instance: Instance
  ) throws(InputError) -> CompletedStart<Solution>? {
    guard var json = PartialSolution.body(of: start, problem: name) else { return nil }
    var sequence: [Int?]?
    var completions: [Int?]?
    try json.beginObject()
    while let key = try json.nextKey() {
      switch key {
      case "sequence": sequence = try PartialSolution.integers(&json, "a job")
      case "completions": completions = try PartialSolution.integers(&json, "a completion")
      default: try json.skipValue()
      }
    }
    let count = instance.jobCount
    guard sequence != nil || completions != nil, completions?.count ?? 0 <= count else { return nil }
    // What is whole and breaks a rule is no part of a solution.
    if let sequence, let completions, !sequence.contains(nil), !completions.contains(nil),
      sequence.count >= count, completions.count == count
    {
      return nil
    }
    var isGiven = [Bool](repeating: false, count: count)
    var order: [Int] = []
    var remarks: [String] = []
    for job in sequence?.compactMap(\.self) ?? byCompletion(completions ?? []) {
      if !isGiven.indices.contains(job) {
        remarks.append("there is no job \(job)")
      } else if isGiven[job] {
        remarks.append("job \(job) is there twice")
      } else {
        isGiven[job] = true
        order.append(job)
      }
    }
    let rest = (0..<count).filter { !isGiven[$0] }.sorted {
      (instance.jobs[$0].dueDate, $0) < (instance.jobs[$1].dueDate, $1)
    }
    let behind = Solution(order + rest, of: instance)
    let among = Solution(merged(order, rest, instance), of: instance)
    return CompletedStart(
      among.totalTardiness < behind.totalTardiness ? among : behind, used: order.count, of: count, "jobs",
      remarks: remarks)
  }

  private static func byCompletion(_ completions: [Int?]) -> [Int] {
    completions.indices.filter { completions[$0] != nil }.sorted {
      (completions[$0] ?? 0, $0) < (completions[$1] ?? 0, $1)
    }
  }

  /// Both lists in their orders, the one whose next job is due first going on.
  private static func merged(_ order: [Int], _ rest: [Int], _ instance: Instance) -> [Int] {
    var result: [Int] = []
    var next = 0
    for job in order {
      while next < rest.count, instance.jobs[rest[next]].dueDate < instance.jobs[job].dueDate {
        result.append(rest[next])
        next += 1
      }
      result.append(job)
    }
    return result + rest[next...]
  }
}
