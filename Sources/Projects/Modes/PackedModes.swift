import Basics

/// A project in one direction of time, as buffers for the search loops.
///
/// In the mirrored one arcs point the other way, and releases and tails change places: a mirrored schedule with the
/// objective C is a schedule with an objective of at most C when every activity starts at C minus its mirrored end.
final class PackedModes {
  let count, renewableCount, consumableCount: Int
  /// By activity: first mode, release, tail, place in the topological order.
  let modeOffsets, releases, tails, places: Buffer<Int>
  /// By mode.
  let durations: Buffer<Int>
  let demands, consumptions: Buffer<Int>
  let predecessorOffsets, predecessors, lags: Buffer<Int>
  let renewableCapacities, consumableCapacities: Buffer<Int>
  /// The activities, each behind its predecessors.
  let order: Buffer<Int32>

  init(_ project: ModeProject, isMirrored: Bool = false) {
    count = project.activityCount
    renewableCount = project.renewableCount
    consumableCount = project.consumableCount
    modeOffsets = Buffer(project.modeOffsets)
    releases = Buffer(isMirrored ? project.tails : project.releases)
    tails = Buffer(isMirrored ? project.releases : project.tails)
    durations = Buffer(project.durations)
    demands = Buffer(project.demands)
    consumptions = Buffer(project.consumptions)
    renewableCapacities = Buffer(project.renewableCapacities)
    consumableCapacities = Buffer(project.consumableCapacities)
    let sequence = isMirrored ? Array(project.order.reversed()) : project.order
    order = Buffer(sequence.map { Int32($0) })
    places = Buffer(repeating: 0, count: count)
    for (place, activity) in sequence.enumerated() { places[activity] = place }
    var incoming = Array(repeating: [ModeProject.Arc](), count: count)
    for arc in project.arcs { incoming[isMirrored ? arc.before : arc.after].append(arc) }
    var offsets = [0]
    for arcs in incoming { offsets.append(offsets[offsets.count - 1] + arcs.count) }
    predecessorOffsets = Buffer(offsets)
    predecessors = Buffer(incoming.joined().map { isMirrored ? $0.after : $0.before })
    lags = Buffer(incoming.joined().map(\.lag))
  }

  /// The earliest start that the release and the placed predecessors leave.
  @inline(__always)
  func readyTime(of activity: Int, ends: UnsafePointer<Int>) -> Int {
    var ready = releases[activity]
    for index in predecessorOffsets[activity]..<predecessorOffsets[activity &+ 1] {
      ready = max(ready, ends[predecessors[index]] &+ lags[index])
    }
    return ready
  }

  func isDirectPredecessor(_ before: Int, of after: Int) -> Bool {
    for index in predecessorOffsets[after]..<predecessorOffsets[after + 1] where predecessors[index] == before {
      return true
    }
    return false
  }
}
