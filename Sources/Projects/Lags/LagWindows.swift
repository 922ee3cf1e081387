/// When each activity of a lag project can start, from lags alone.
struct LagWindows: Sendable {
  /// The longest path from the origin.
  let heads: [Int]
  /// The latest start by the given deadlines, `FreeProfile.never` where there is none.
  let deadlines: [Int]
  /// The longest path from the activity's start to the end of everything.
  let tails: [Int]

  /// - Throws: a positive cycle through activities and the origin.
  init(_ project: LagProject) throws(PositiveCycle) {
    let origin = project.count
    let waits = (0..<origin).map { TemporalArc(from: origin, to: $0, weight: 0) }
    let forward = try LongestPaths(count: origin + 1, arcs: project.arcs + waits)
    heads = Array(forward.times.dropLast())
    // Backwards from the end of everything, the arcs to and from the origin say nothing about tails.
    let between = project.arcs.filter { $0.from != origin && $0.to != origin }
    let reversed = between.map { TemporalArc(from: $0.to, to: $0.from, weight: $0.weight) }
    tails = try LongestPaths(
      count: origin, arcs: reversed, releases: (0..<origin).map { project.durations[$0] + project.tails[$0] }
    ).times
    let far = -FreeProfile.never
    var latest = Array(repeating: far, count: origin)
    for arc in project.arcs where arc.to == origin && arc.from != origin {
      latest[arc.from] = max(latest[arc.from], arc.weight)
    }
    let distance = try LongestPaths(count: origin, arcs: reversed, releases: latest).times
    deadlines = distance.map { $0 < far / 2 ? FreeProfile.never : -$0 }
  }

  /// The end of everything without regard to resources.
  var criticalPath: Int { zip(heads, tails).reduce(0) { max($0, $1.0 + $1.1) } }

  /// The latest start of an activity for an objective of at most `target`.
  func latest(_ activity: Int, target: Int) -> Int { min(deadlines[activity], target - tails[activity]) }
}
