import Basics

/// The recursions of heads and tails. With blocking, a head is the time when the job enters the machine behind.
extension MakespanLine {
  /// The head row of a job behind the row `before`.
  @inline(__always)
  func headRow(
    _ job: Int, _ before: UnsafeMutablePointer<Int>, _ setups: UnsafeMutablePointer<Int>,
    _ row: UnsafeMutablePointer<Int>
  ) {
    let durations = tables.durations(of: job)
    if isBlocking {
      var entry = before[0] &+ setups[0]
      for machine in 0..<machines &- 1 {
        entry = max(entry &+ durations[machine], before[machine &+ 1] &+ setups[machine &+ 1])
        row[machine] = entry
      }
      row[machines &- 1] = entry &+ durations[machines &- 1]
    } else if tables.hasSetups {
      var end = 0
      for machine in 0..<machines {
        end = max(end, before[machine] &+ setups[machine]) &+ durations[machine]
        row[machine] = end
      }
    } else {
      var end = 0
      for machine in 0..<machines {
        end = max(end, before[machine]) &+ durations[machine]
        row[machine] = end
      }
    }
  }

  /// The tail row of a job in front of the row `behind`.
  @inline(__always)
  func tailRow(
    _ job: Int, _ behind: UnsafeMutablePointer<Int>, _ setups: UnsafeMutablePointer<Int>,
    _ row: UnsafeMutablePointer<Int>
  ) {
    let durations = tables.durations(of: job)
    var machine = machines &- 1
    if isBlocking {
      var rest = behind[machine] &+ setups[machine]
      while machine > 0 {
        rest = max(rest &+ durations[machine], behind[machine &- 1] &+ setups[machine &- 1])
        row[machine] = rest
        machine &-= 1
      }
      row[0] = rest &+ durations[0]
    } else {
      var rest = 0
      while machine >= 0 {
        rest = max(rest, behind[machine] &+ setups[machine]) &+ durations[machine]
        row[machine] = rest
        machine &-= 1
      }
    }
  }
}
