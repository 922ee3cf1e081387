import Kernel
import Modeling
import Solving

/// The verifier's statement has the makespan as variable 0 and the start of activity a as variable 1 + a, all from 0 on. By
/// activity it has a precedence for each successor, ascending, or that the activity ends by the makespan; then by resource
/// what its users share, where machines need two.
extension ScheduleFormulation: CertifiableFormulation {
  func begin(_ proof: ProofTracer) {
    let numbers = StatementNumbers(network)
    proof.log.begin(variables: 1 + network.activities.count, constraints: numbers.count)
    // Times of the model are cut by heads and tails, and by the bound.
    let links = numbers.inTopologicalOrder(network)
    for link in links + links.reversed() { proof.log.fact(.bounds(link)) }
    certifyBound(numbers, links, proof)
    proof.sources = statements.map { statement in
      switch statement {
      case .precedence(let before, let after): numbers.successors[before][after].map(Int32.init) ?? -1
      case .last(let activity): numbers.last[activity].map(Int32.init) ?? -1
      case .resource(let resource): numbers.resources[resource].map(Int32.init) ?? -1
      case .disjoint(let tasks):
        Int32(proof.log.define(.clique(tasks, by: numbers.resources.compactMap(\.self))).constraint)
      }
    }
    proof.objectiveRows = [ProofLog.Row(numbers.count, times: 1)]
  }

  /// That no schedule is shorter than the bound of the model: with one that is, heads and tails cross, or some resource has
  /// more to do in a window than it can.
  private func certifyBound(_ numbers: StatementNumbers, _ links: [Int], _ proof: ProofTracer) {
    let paths = network.longestPaths
    guard bound > paths.length else { return }
    var steps = (links + links.reversed()).map(ProofStep.bounds)
    guard let (resource, window) = overload(below: bound, paths), let number = numbers.resources[resource] else {
      return proof.refuse("the bound \(bound) of the makespan has no window")
    }
    steps.append(.window(number, from: window.lowerBound, to: window.upperBound))
    let clause = proof.log.clause([.atLeast(0, bound)], steps)
    proof.log.fact(.clause(clause))
  }

  /// A resource and a window that has too much to do in each schedule shorter than this.
  private func overload(below makespan: Int, _ paths: LongestPaths) -> (resource: Int, window: Range<Int>)? {
    for (resource, users) in network.users.enumerated() {
      let users = users.map { user in
        let duration = network.activities[user.activity].modes[0].duration
        return (
          start: paths.heads[user.activity], end: makespan - 1 - paths.tails[user.activity],
          energy: duration * user.demand
        )
      }
      let capacity = network.resources[resource].capacity
      for start in Set(users.map(\.start)) {
        // All that begins from then on, by the latest end.
        var energy = 0
        for user in users.filter({ $0.start >= start }).sorted(by: { $0.end < $1.end }) {
          energy += user.energy
          if energy > capacity * (user.end - start) { return (resource, start..<max(start + 1, user.end)) }
        }
      }
    }
    return nil
  }
}

/// The numbers of constraints in the verifier's statement.
private struct StatementNumbers {
  /// By activity, of its precedences by successor.
  private(set) var successors: [[Int: Int]] = []
  /// By activity.
  private(set) var last: [Int?] = []
  private(set) var resources: [Int?] = []
  private(set) var count = 0

  init(_ network: ActivityNetwork) {
    for links in network.successors {
      let following = Set(links.map(\.after)).sorted()
      successors.append(Dictionary(uniqueKeysWithValues: following.map { ($0, next()) }))
      last.append(following.isEmpty ? next() : nil)
    }
    for (resource, users) in zip(network.resources, network.users) {
      resources.append(resource.isMachine && users.count < 2 ? nil : next())
    }
  }

  private mutating func next() -> Int {
    count += 1
    return count - 1
  }

  /// The precedences and ends, such that what leads to an activity comes before what leaves it.
  func inTopologicalOrder(_ network: ActivityNetwork) -> [Int] {
    network.precedences.compactMap { successors[$0.before][$0.after] } + last.compactMap(\.self)
  }
}
