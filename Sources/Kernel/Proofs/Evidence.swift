/// Which rule of the proof language an explanation rests on, and where: what a verifier needs beside the constraint and the
/// conclusion. An explanation leaves it in the store; one that says nothing rests on the constraint's bounds alone.
///
/// Windows are half-open, in the time of the model, not in that of a mirrored propagator.
struct Evidence: BitwiseCopyable {
  enum Rule: UInt8, BitwiseCopyable {
    /// The constraint's bounds.
    case bounds
    /// What has to run in the window does not fit.
    case window
    /// The same, with what of the capacity no set of tasks can use.
    case waste
    /// The window once all others are ordered against a task.
    case ordered
    /// A task's end has to be after one window, since it does not fit into it; then a second window pushes it.
    case edge
    /// A task fits nowhere.
    case unplaceable
    /// The sum of rows of the proof that the propagator keeps; see `Propagator.combination(_:)`.
    case combination
  }

  var rule = Rule.bounds
  var start: Int32 = 0
  var end: Int32 = 0
  /// The number of the task's interval; of a combination, its number.
  var task: Int32 = -1
  /// The first window of an edge, and what it shows.
  var firstStart: Int32 = 0
  var firstEnd: Int32 = 0
  var detected = Literal.always

  init() {}

  init(_ rule: Rule, from start: Int32, to end: Int32, isMirrored: Bool = false, task: Int32 = -1) {
    self.rule = rule
    // A single task may be too many for no time at all; windows have some.
    let start = min(start, end - 1)
    self.start = isMirrored ? -end : start
    self.end = isMirrored ? -start : end
    self.task = task
  }

  static func combination(_ number: Int) -> Evidence {
    var evidence = Evidence()
    evidence.rule = .combination
    evidence.task = Int32(number)
    return evidence
  }

  /// A window of one time.
  static func point(_ time: Int32, isMirrored: Bool = false) -> Evidence {
    Evidence(.window, from: time, to: time + 1, isMirrored: isMirrored)
  }

  /// Two windows, of which the first shows `detected`.
  static func edge(
    _ first: (from: Int32, to: Int32), shows detected: Literal, then second: (from: Int32, to: Int32), isMirrored: Bool
  ) -> Evidence {
    var evidence = Evidence(.window, from: second.from, to: second.to, isMirrored: isMirrored)
    let window = Evidence(.window, from: first.from, to: first.to, isMirrored: isMirrored)
    evidence.rule = .edge
    evidence.firstStart = window.start
    evidence.firstEnd = window.end
    evidence.detected = detected
    return evidence
  }
}
