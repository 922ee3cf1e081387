import Shops

/// What came of a policy on a shop.
package struct ShopHistory: Sendable, Equatable {
  /// By operation.
  package var starts: [Int]
  /// When the last job was done.
  package var makespan: Int
}

/// Plays a shop from its first moment to its last one. A downtime is shown to the policy when it begins.
package struct InterruptionSimulation {
  private let shop: InterruptedShop
  private var view: ShopView
  /// By machine, the first downtime that has not begun.
  private var coming: [Int]
  private var makespan = 0

  private init(_ shop: InterruptedShop) {
    self.shop = shop
    view = ShopView(shop.chains)
    coming = [Int](repeating: 0, count: shop.chains.machineCount)
  }

  /// A policy that lets jobs wait for ever.
  package struct Standstill: Error, CustomStringConvertible {
    package let description: String
  }

  /// - Throws: where the policy leaves jobs waiting that nothing will wake.
  package static func run(
    _ shop: InterruptedShop, _ policy: inout some InterruptionPolicy
  ) throws(Standstill) -> ShopHistory {
    var simulation = InterruptionSimulation(shop)
    var isNews = true
    while true {
      if simulation.reveal() { isNews = true }
      policy.look(at: simulation.view, isNews: isNews)
      isNews = false
      while simulation.enterFreeMachines(&policy) || simulation.exchange(&policy) {}
      if simulation.isOver { break }
      guard let time = simulation.nextMoment else {
        throw Standstill(description: "\(policy.name) lets jobs wait for ever from \(simulation.view.now) on")
      }
      simulation.advance(to: time)
    }
    return ShopHistory(starts: simulation.view.starts, makespan: simulation.makespan)
  }

  private var isOver: Bool {
    (0..<shop.chains.jobCount).allSatisfy { view.held[$0] < 0 && view.unstarted(of: $0).isEmpty }
  }

  /// Downtimes that begin now; whether there are any.
  private mutating func reveal() -> Bool {
    var hasAny = false
    for (machine, stretches) in shop.downtimes.byMachine.enumerated() {
      guard coming[machine] < stretches.count, stretches[coming[machine]].lowerBound == view.now else { continue }
      let stretch = stretches[coming[machine]]
      coming[machine] += 1
      view.downUntil[machine] = stretch.upperBound
      view.seen.append((machine, stretch.lowerBound, stretch.upperBound))
      hasAny = true
    }
    return hasAny
  }

  /// When something ends or begins next.
  private var nextMoment: Int? {
    var next = Int.max
    for machine in 0..<shop.chains.machineCount {
      let stretches = shop.downtimes.byMachine[machine]
      if coming[machine] < stretches.count { next = min(next, stretches[coming[machine]].lowerBound) }
      if !view.isUp(machine) {
        next = min(next, view.downUntil[machine])
      } else if view.occupant[machine] >= 0, view.remaining[view.occupant[machine]] > 0 {
        next = min(next, view.now + view.remaining[view.occupant[machine]])
      }
    }
    return next < .max ? next : nil
  }

  /// Machines that are up work until then.
  private mutating func advance(to time: Int) {
    let passed = time - view.now
    let working = view.occupant.indices.filter { machine in
      view.occupant[machine] >= 0 && view.isUp(machine) && view.remaining[view.occupant[machine]] > 0
    }
    view.now = time
    for machine in working {
      let job = view.occupant[machine]
      view.remaining[job] -= passed
      if view.remaining[job] == 0 { complete(job) }
    }
  }

  /// A job is done where it is: with its last operation it leaves.
  private mutating func complete(_ job: Int) {
    view.ready[job] = view.now
    guard view.unstarted(of: job).isEmpty else { return }
    view.occupant[view.chains.machines[view.held[job]]] = -1
    view.held[job] = -1
    makespan = view.now
  }

  /// A job starts its next operation, on a machine that it has taken already.
  private mutating func start(_ job: Int) {
    let operation = view.next[job]
    view.starts[operation] = view.now
    view.held[job] = operation
    view.next[job] += 1
    view.remaining[job] = view.chains.durations[operation]
    if view.remaining[job] == 0 { complete(job) }
  }

  /// Jobs enter machines that are free and up; whether any did.
  private mutating func enterFreeMachines(_ policy: inout some InterruptionPolicy) -> Bool {
    var hasMoved = false
    for machine in 0..<shop.chains.machineCount where view.occupant[machine] < 0 && view.isUp(machine) {
      let waiting = (0..<shop.chains.jobCount).filter { view.isWaiting($0) && view.nextMachine(of: $0) == machine }
      guard !waiting.isEmpty, let job = policy.choose(among: waiting, for: machine, view) else { continue }
      precondition(waiting.contains(job), "the policy chose a job that does not wait for the machine")
      if view.held[job] >= 0 { view.occupant[view.chains.machines[view.held[job]]] = -1 }
      view.occupant[machine] = job
      start(job)
      hasMoved = true
    }
    return hasMoved
  }

  /// Moves the first ring of jobs that wait for each other's machines, all of which are up; whether there is one.
  private mutating func exchange(_ policy: inout some InterruptionPolicy) -> Bool {
    for machine in 0..<shop.chains.machineCount {
      guard let ring = ring(through: machine), ring.allSatisfy(view.isUp) else { continue }
      let jobs = ring.map { view.occupant[$0] }
      var isAdmitted = true
      for job in jobs where isAdmitted { isAdmitted = policy.admits(job, to: view.nextMachine(of: job), view) }
      guard isAdmitted else { continue }
      let targets = jobs.map { view.nextMachine(of: $0) }
      for (job, target) in zip(jobs, targets) { view.occupant[target] = job }
      for job in jobs { start(job) }
      return true
    }
    return false
  }

  /// The machines of the ring that waiting jobs make from this machine on; only where it is the least of them, so that each
  /// ring is found once.
  private func ring(through machine: Int) -> [Int]? {
    var ring = [machine]
    while true {
      let job = view.occupant[ring[ring.count - 1]]
      guard job >= 0, view.isWaiting(job) else { return nil }
      let next = view.nextMachine(of: job)
      if next == machine { return ring }
      guard next > machine, ring.count < shop.chains.machineCount else { return nil }
      ring.append(next)
    }
  }
}
