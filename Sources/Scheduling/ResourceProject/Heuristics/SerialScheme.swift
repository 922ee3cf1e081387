import Basics

extension ResourceProject {
  /// The serial schedule generation scheme: activities in list order, each at its earliest feasible start.
  ///
  /// Its schedules are active, and some list gives an optimal one. Backwards it builds the schedule of the mirrored
  /// project, whose times count back from the end.
  /// - Complexity: O(n · makespan) with the dense profile, O(n²) with the sparse one; nothing is allocated in a call.
  /// - Source: Kelley 1963; Kolisch 1996, "Serial and parallel resource-constrained project scheduling methods
  ///   revisited".
  final class SerialScheme {
    private let project: PackedProject
    private let dense: DenseProfile?
    private let sparse: SparseProfile?
    /// Schedules built so far, the literature's measure of effort.
    private(set) var scheduleCount = 0

    init(_ project: PackedProject) {
      self.project = project
      dense = project.hasFewTimes ? DenseProfile(project) : nil
      sparse = project.hasFewTimes ? nil : SparseProfile(project)
    }

    /// - Parameters:
    ///   - list: every activity after its predecessors (backward: after its successors).
    ///   - starts: receives the start of each activity.
    /// - Returns: the makespan.
    func schedule(
      _ list: UnsafePointer<Int32>, _ direction: PackedProject.Direction = .forward,
      into starts: UnsafeMutablePointer<Int32>
    ) -> Int {
      scheduleCount &+= 1
      if let dense { return schedule(list, direction, into: starts, dense) }
      return schedule(list, direction, into: starts, sparse!)
    }

    private func schedule<Profile: CapacityProfile>(
      _ list: UnsafePointer<Int32>, _ direction: PackedProject.Direction, into starts: UnsafeMutablePointer<Int32>,
      _ profile: Profile
    ) -> Int {
      let isForward = direction == .forward
      let offsets = isForward ? project.predecessorOffsets.pointer : project.successorOffsets.pointer
      let neighbours = isForward ? project.predecessors.pointer : project.successors.pointer
      let durations = project.durations.pointer
      profile.reset()
      var makespan = 0
      for index in 0..<project.count {
        let activity = Int(list[index])
        var earliest: Int32 = 0
        for edge in Int(offsets[activity])..<Int(offsets[activity &+ 1]) {
          let before = Int(neighbours[edge])
          earliest = max(earliest, starts[before] &+ durations[before])
        }
        let duration = Int(durations[activity])
        var start = Int(earliest)
        if duration > 0 {
          start = profile.earliestFit(activity, from: start)
          profile.reserve(activity, at: start)
        }
        starts[activity] = Int32(truncatingIfNeeded: start)
        makespan = max(makespan, start &+ duration)
      }
      return makespan
    }
  }
}
