import Basics

extension ResourceProject {
  /// The instance as the schedule generation schemes read it: flat buffers, demands of several resources in one word.
  ///
  /// Each resource has a lane of 16 bits (32 where a capacity needs it), whose top bit is a guard: free capacities carry
  /// it set, demands clear, so that `(free - demand) & guards == guards` says that all lanes fit at once. Resources
  /// that all activities together cannot overload are left out.
  final class PackedProject {
    enum Direction { case forward, backward }

    let count: Int
    /// The sum of the durations: no active schedule ends later.
    let horizon: Int
    /// Whether a table by time costs little.
    var hasFewTimes: Bool { horizon <= 32 * count + 1024 }
    let durations: Buffer<Int32>
    /// Words of packed demand for each activity, at least 1.
    let words: Int
    /// `count * words`.
    let demands: Buffer<UInt64>
    /// `words`, guard bits set.
    let capacities: Buffer<UInt64>
    let guards: UInt64
    /// Neighbours of activity i: `predecessors[predecessorOffsets[i]..<predecessorOffsets[i + 1]]`.
    let predecessorOffsets, predecessors, successorOffsets, successors: Buffer<Int32>
    /// Topological order, and the position of each activity in it.
    let order, position: Buffer<Int32>
    /// Share of the capacities that an activity takes while it runs, summed over resources, in 1/65536.
    let intensity: Buffer<Int32>

    init(_ instance: Instance) {
      count = instance.activityCount
      horizon = instance.totalDuration
      durations = Buffer(instance.durations.map(Int32.init))
      let binding = instance.capacities.indices.filter { resource in
        instance.demands.reduce(0) { $0 + $1[resource] } > instance.capacities[resource]
      }
      let laneBits = binding.contains { instance.capacities[$0] >= 1 << 15 } ? 32 : 16
      let lanes = 64 / laneBits
      words = max(1, (binding.count + lanes - 1) / lanes)
      var guards: UInt64 = 0
      for lane in 0..<lanes { guards |= 1 << UInt64(lane * laneBits + laneBits - 1) }
      self.guards = guards
      demands = Buffer(repeating: 0, count: count * words)
      capacities = Buffer(repeating: guards, count: words)
      for (index, resource) in binding.enumerated() {
        let word = index / lanes
        let shift = UInt64(index % lanes * laneBits)
        capacities[word] += UInt64(instance.capacities[resource]) << shift
        for activity in 0..<count {
          demands[activity * words + word] += UInt64(instance.demands[activity][resource]) << shift
        }
      }
      predecessorOffsets = Self.offsets(instance.predecessors)
      predecessors = Buffer(instance.predecessors.joined().map(Int32.init))
      successorOffsets = Self.offsets(instance.successors)
      successors = Buffer(instance.successors.joined().map(Int32.init))
      order = Buffer(instance.topologicalOrder.map(Int32.init))
      position = Buffer(repeating: 0, count: count)
      for index in 0..<count { position[order[index]] = Int32(index) }
      intensity = Buffer(repeating: 0, count: count)
      for activity in 0..<count {
        let share = binding.reduce(0) {
          $0 + (instance.demands[activity][$1] << 16) / (instance.capacities[$1] * binding.count)
        }
        intensity[activity] = Int32(share)
      }
    }

    private static func offsets(_ lists: [[Int]]) -> Buffer<Int32> {
      var offsets = Buffer<Int32>(capacity: lists.count + 1)
      offsets.append(0)
      for list in lists { offsets.append(offsets.last + Int32(list.count)) }
      return offsets
    }
  }
}
