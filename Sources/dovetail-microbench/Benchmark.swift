import Basics

/// One inner loop on one input.
protocol Benchmark {
  var name: String { get }
  /// Does the work once, always the same, and says how fast its parts were.
  func run() -> [Speed]
}

/// How often something was done in how much time.
struct Speed {
  let what: String
  let count: Int
  let seconds: Double

  var perSecond: Double { seconds > 0 ? Double(count) / seconds : 0 }
  var nanoseconds: Double { count > 0 ? seconds * 1e9 / Double(count) : 0 }
}

/// Runs `body` and returns what it says beside the seconds of wall clock it took.
func timed<Result>(_ body: () -> Result) -> (result: Result, seconds: Double) {
  let start = ContinuousClock.now
  let result = body()
  return (result, (ContinuousClock.now - start).inSeconds)
}
