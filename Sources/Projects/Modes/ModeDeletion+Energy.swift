import Basics

extension ModeDeletion {
  /// Energetic reasoning over modes: in the time between some earliest start and some latest end, each activity takes
  /// the least energy that one of its modes needs there, pushed to either side. What is left decides on single modes.
  ///
  /// - Returns: false where a resource has too little: the target is refuted.
  func propagateEnergy() -> Bool {
    if project.renewableCount == 0 { return true }
    let begins = moments { heads[$0] }
    let finishes = moments { latestEnd($0) }
    for begin in begins {
      if shouldStop() { return true }
      for finish in finishes where finish > begin {
        for resource in 0..<project.renewableCount {
          if !checkEnergy(from: begin, to: finish, resource) { return false }
        }
      }
    }
    return true
  }

  /// The different moments in order, thinned out where there are very many.
  private func moments(_ moment: (Int) -> Int) -> [Int] {
    let all = Set((0..<project.count).map(moment)).sorted()
    let step = all.count / 120 + 1
    return step == 1 ? all : stride(from: 0, to: all.count, by: step).map { all[$0] }
  }

  private func checkEnergy(from begin: Int, to finish: Int, _ resource: Int) -> Bool {
    var slack = project.renewableCapacities[resource] &* (finish &- begin)
    var widest = 0
    for activity in 0..<project.count {
      let (least, most) = energyRange(activity, from: begin, to: finish, resource)
      slack &-= least
      widest = max(widest, most &- least)
    }
    looks &+= isAlive.count
    if slack < 0 { return false }
    if widest <= slack { return true }
    for activity in 0..<project.count {
      let (least, most) = energyRange(activity, from: begin, to: finish, resource)
      if most &- least <= slack { continue }
      for mode in modes(of: activity)
      where isAlive[mode] && energy(mode, activity, from: begin, to: finish, resource) &- least > slack {
        delete(mode)
      }
    }
    return true
  }

  @inline(__always)
  private func energyRange(
    _ activity: Int, from begin: Int, to finish: Int, _ resource: Int
  ) -> (least: Int, most: Int) {
    if heads[activity] >= finish || latestEnd(activity) <= begin { return (0, 0) }
    var least = Int.max
    var most = 0
    for mode in modes(of: activity) where isAlive[mode] {
      let energy = energy(mode, activity, from: begin, to: finish, resource)
      least = min(least, energy)
      most = max(most, energy)
    }
    return least == .max ? (0, 0) : (least, most)
  }

  /// What a mode needs of the resource between two moments, wherever between its head and tail the activity runs.
  @inline(__always)
  func energy(_ mode: Int, _ activity: Int, from begin: Int, to finish: Int, _ resource: Int) -> Int {
    let duration = project.durations[mode]
    let left = min(heads[activity] &+ duration, finish) &- max(heads[activity], begin)
    let latest = latestEnd(activity)
    let right = min(latest, finish) &- max(latest &- duration, begin)
    let time = max(min(left, right), 0)
    return time &* project.demands[mode &* project.renewableCount &+ resource]
  }
}
