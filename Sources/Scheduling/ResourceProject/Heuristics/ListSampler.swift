import Basics

extension ResourceProject {
  /// Draws activity lists: the next activity among the eligible ones by regret-based biased random sampling on the
  /// latest finish time, or, near a given list, mostly that list's next one.
  ///
  /// - Source: Drexl 1991; Kolisch, Drexl 1996, "Adaptive search for solving hard project scheduling problems".
  final class ListSampler {
    private let project: PackedProject
    private let priorities: Buffer<Int32>
    private let missing: Buffer<Int32>
    private let eligible: Buffer<Int32>
    private let rank: Buffer<Int32>
    private let weights: Buffer<Double>

    /// - Parameter priorities: by activity, smallest preferred.
    init(_ project: PackedProject, priorities: [Int32]) {
      self.project = project
      self.priorities = Buffer(priorities)
      missing = Buffer(repeating: 0, count: project.count)
      eligible = Buffer(repeating: 0, count: project.count)
      rank = Buffer(repeating: 0, count: project.count)
      weights = Buffer(repeating: 0, count: project.count)
    }

    /// Writes a random list.
    ///
    /// - Parameter model: a list to stay near, or nil.
    /// - Parameter fidelity: with this probability the model's next activity is taken.
    /// - Complexity: O(n · e) for e eligible activities at a time.
    func draw(
      into list: UnsafeMutablePointer<Int32>, near model: UnsafePointer<Int32>? = nil, fidelity: Double = 0,
      _ random: inout RandomSource
    ) {
      if let model { for index in 0..<project.count { rank[model[index]] = Int32(index) } }
      var count = 0
      for activity in 0..<project.count {
        missing[activity] = project.predecessorOffsets[activity + 1] - project.predecessorOffsets[activity]
      }
      for index in 0..<project.count where missing[project.order[index]] == 0 {
        eligible[count] = project.order[index]
        count += 1
      }
      for index in 0..<project.count {
        let isFollowing = model != nil && random.unit() < fidelity
        let choice = isFollowing ? nextOfModel(count) : byRegret(count, &random)
        let activity = Int(eligible[choice])
        list[index] = Int32(activity)
        count -= 1
        eligible[choice] = eligible[count]
        for edge in Int(project.successorOffsets[activity])..<Int(project.successorOffsets[activity + 1]) {
          let successor = project.successors[edge]
          missing[successor] -= 1
          if missing[successor] == 0 {
            eligible[count] = successor
            count += 1
          }
        }
      }
    }

    private func nextOfModel(_ count: Int) -> Int {
      var choice = 0
      for index in 1..<max(1, count) where rank[eligible[index]] < rank[eligible[choice]] { choice = index }
      return choice
    }

    /// Chooses with probability proportional to worst priority - own priority + 1.
    private func byRegret(_ count: Int, _ random: inout RandomSource) -> Int {
      guard count > 1 else { return 0 }
      var worst = Int32.min
      for index in 0..<count { worst = max(worst, priorities[eligible[index]]) }
      var total = 0.0
      for index in 0..<count {
        let regret = Double(worst - priorities[eligible[index]]) + 1
        total += regret * regret
        weights[index] = total
      }
      let dart = random.unit() * total
      for index in 0..<count where dart < weights[index] { return index }
      return count - 1
    }
  }
}
