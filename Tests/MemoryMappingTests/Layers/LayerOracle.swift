@testable import MemoryMapping

/// The most time that can be saved, by enumeration of everything: for each tensor all stays with all beginnings and
/// ends, then copies by earliest deadline first, then all addresses. Shares no code with what it judges.
struct LayerOracle {
  /// One copy: `demand` from the supplies of `window`.
  private struct Job {
    let window: ClosedRange<Int>
    let demand: Int
  }

  private struct Stay {
    let start: Int
    let end: Int
  }

  /// What one tensor can do.
  private struct Plan {
    var stays: [Stay] = []
    var jobs: [Job] = []
    /// Instructions of the events in fast memory.
    var served: Set<Int> = []
  }

  private let program: LayerProgram
  private var best = 0
  private var chosen: [Plan] = []

  static func optimum(of program: LayerProgram) -> Int {
    var oracle = LayerOracle(program: program)
    let plans = program.tensors.indices.map { oracle.plans(of: program.tensors[$0]) }
    oracle.combine(plans)
    return oracle.best
  }

  private init(program: LayerProgram) { self.program = program }

  private func plans(of tensor: LayerProgram.Tensor) -> [Plan] {
    var result: [Plan] = []
    let end = program.instructions.count
    /// `from`: the first instruction that a copy can begin in; `next`: the first use that is not decided.
    func copies(_ plan: Plan, from: Int, next: Int) {
      result.append(plan)
      for first in tensor.uses.indices where first >= next {
        for last in first..<tensor.uses.count {
          let use = tensor.uses[first]
          let starts = tensor.copyDemand == 0 ? (from <= use ? [use] : []) : Array(from..<max(from, use))
          for start in starts {
            var longer = plan
            longer.stays.append(.init(start: start, end: tensor.uses[last]))
            if tensor.copyDemand > 0 { longer.jobs.append(.init(window: start...(use - 1), demand: tensor.copyDemand)) }
            longer.served.formUnion(tensor.uses[first...last])
            copies(longer, from: tensor.uses[last] + 1, next: last + 1)
          }
        }
      }
    }
    copies(Plan(), from: tensor.definition + 1, next: 0)
    guard !tensor.isInput else { return result }
    for served in 0...tensor.uses.count {
      let last = served == 0 ? tensor.definition : tensor.uses[served - 1]
      var plan = Plan()
      plan.served = Set([tensor.definition] + tensor.uses[..<served])
      plan.stays = [.init(start: tensor.definition, end: last)]
      let isLeft = served < tensor.uses.count
      guard isLeft || tensor.endsInSlowMemory else {
        result.append(plan)
        continue
      }
      let limit = isLeft ? tensor.uses[served] : end
      if tensor.copyDemand == 0 {
        copies(plan, from: last + 1, next: served)
        continue
      }
      for back in (tensor.definition + 1)..<max(tensor.definition + 1, limit) {
        var written = plan
        written.stays = [.init(start: tensor.definition, end: max(last, back))]
        written.jobs = [.init(window: (tensor.definition + 1)...back, demand: tensor.copyDemand)]
        copies(written, from: max(last, back) + 1, next: served)
      }
    }
    return result
  }

  private mutating func combine(_ plans: [[Plan]]) {
    guard chosen.count < plans.count else {
      let saved = timeSaved()
      if saved > best, agrees(), canCopy(), canPlace([]) { best = saved }
      return
    }
    for plan in plans[chosen.count] {
      chosen.append(plan)
      combine(plans)
      chosen.removeLast()
    }
  }

  private func timeSaved() -> Int {
    var earned = [Int](repeating: 0, count: program.instructions.count)
    for (tensor, plan) in zip(program.tensors, chosen) {
      if plan.served.contains(tensor.definition) { earned[tensor.definition] += tensor.definitionBenefit }
      for (use, benefit) in zip(tensor.uses, tensor.benefits) where plan.served.contains(use) {
        earned[use] += benefit
      }
    }
    return zip(earned, program.instructions).reduce(0) { $0 + min($1.0, $1.1.baseTime) }
  }

  /// Aliases make the same choice where they share an instruction.
  private func agrees() -> Bool {
    for (i, first) in program.tensors.enumerated() {
      for (j, second) in program.tensors.enumerated() where j > i {
        guard let group = first.aliasGroup, second.aliasGroup == group else { continue }
        let shared = Set([first.definition] + first.uses).intersection([second.definition] + second.uses)
        for time in shared where time >= 0 && chosen[i].served.contains(time) != chosen[j].served.contains(time) {
          return false
        }
      }
    }
    return true
  }

  private func canCopy() -> Bool {
    var jobs = chosen.flatMap(\.jobs)
    for (time, instruction) in program.instructions.enumerated() {
      var supply = instruction.supply
      let order = jobs.indices.filter { jobs[$0].window.contains(time) }
        .sorted { jobs[$0].window.upperBound < jobs[$1].window.upperBound }
      for index in order {
        let amount = min(supply, jobs[index].demand)
        supply -= amount
        jobs[index] = .init(window: jobs[index].window, demand: jobs[index].demand - amount)
      }
    }
    return jobs.allSatisfy { $0.demand == 0 }
  }

  private func canPlace(_ addresses: [Int]) -> Bool {
    let stays = chosen.enumerated().flatMap { tensor, plan in plan.stays.map { (tensor, $0) } }
    guard addresses.count < stays.count else { return true }
    let (tensor, stay) = stays[addresses.count]
    let size = program.tensors[tensor].size
    for address in stride(from: 0, through: program.capacity - size, by: program.alignment) {
      let isFree = zip(stays, addresses).allSatisfy { other, low in
        guard other.1.start <= stay.end, other.1.end >= stay.start else { return true }
        let group = program.tensors[tensor].aliasGroup
        if group != nil, program.tensors[other.0].aliasGroup == group { return low == address }
        return low + program.tensors[other.0].size <= address || address + size <= low
      }
      if isFree, canPlace(addresses + [address]) { return true }
    }
    return false
  }
}
