import MIP
import Statements

extension Linearizer {
  /// The conditions that the interval is present and takes time.
  mutating func occupied(_ interval: Int) throws(ModelError) -> [Switch] {
    let duration = data.intervals[interval].duration
    let range = data.range(of: duration)
    if range.lowerBound > 0 { return presence(interval) }
    if let known = occupation[interval] { return presence(interval) + [known] }
    let takesTime = try addBinary("busy") { duration.value($0) > 0 }
    addAtMostZero(duration, if: [!takesTime])
    occupation[interval] = takesTime
    return presence(interval) + [takesTime]
  }
}
