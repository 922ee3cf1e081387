/// A time of the week in which pods may be evicted, in UTC.
struct MaintenanceWindow: Sendable, Equatable {
  private static let names = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
  private static let day = 24 * 60

  /// Days on which it begins, from 0 for Monday.
  private let days: [Int]
  /// Minutes of the day; an end that is not later is on the next day.
  private let start: Int
  private let end: Int

  /// - Parameter text: `HH:MM-HH:MM`, perhaps with days in front: `Mon-Fri 22:00-06:00`, `Sat,Sun 00:00-24:00`.
  init?(_ text: String) {
    let words = text.split(separator: " ")
    guard let times = words.last, words.count <= 2 else { return nil }
    let ends = times.split(separator: "-", omittingEmptySubsequences: false).map(Self.minutes)
    guard ends.count == 2, let start = ends[0], let end = ends[1], start < Self.day else { return nil }
    self.start = start
    self.end = end
    if words.count == 1 {
      days = Array(0..<7)
      return
    }
    var days: [Int] = []
    for part in words[0].split(separator: ",", omittingEmptySubsequences: false) {
      let range = part.split(separator: "-", omittingEmptySubsequences: false).map { name in
        Self.names.firstIndex(of: String(name))
      }
      guard range.count <= 2, let first = range.first ?? nil, let last = range.last ?? nil else { return nil }
      var day = first
      days.append(day)
      while day != last {
        day = (day + 1) % 7
        days.append(day)
      }
    }
    self.days = days
  }

  private static func minutes(_ text: Substring) -> Int? {
    let parts = text.split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, parts.allSatisfy({ $0.count == 2 && $0.allSatisfy(\.isNumber) }),
      let hours = Int(parts[0]), let minutes = Int(parts[1]), hours < 24 || hours == 24 && minutes == 0, minutes < 60
    else { return nil }
    return hours * 60 + minutes
  }

  /// - Parameter time: in seconds since 1970, which was a Thursday.
  func contains(_ time: Double) -> Bool {
    let minute = Int((time / 60).rounded(.down))
    let week = 7 * Self.day
    let now = ((minute + 3 * Self.day) % week + week) % week
    let length = end > start ? end - start : end + Self.day - start
    return days.contains { day in
      let since = (now - day * Self.day - start + week) % week
      return since < length
    }
  }
}
