import Basics

/// Rows of values over time, each from its breakpoint to the next, the last for ever.
struct StepRows: ~Copyable {
  let width: Int
  private(set) var times: Buffer<Int>
  /// `values[segment * width + column]`.
  private(set) var values: Buffer<Int>

  init(width: Int) {
    self.width = width
    times = Buffer()
    values = Buffer()
  }

  /// How many segments there are.
  var count: Int { times.count }

  /// No segment any more.
  mutating func removeAll() {
    times.removeAll()
    values.removeAll()
  }

  /// One more segment, later than those before; its values follow by `appendValue`.
  mutating func appendTime(_ time: Int) { times.append(time) }

  mutating func appendValue(_ value: Int) { values.append(value) }

  /// The segment at a time; the first one also holds before it starts.
  func segment(at time: Int) -> Int {
    var low = 0
    var high = times.count
    while high - low > 1 {
      let middle = (low + high) >> 1
      if times[middle] <= time { low = middle } else { high = middle }
    }
    return low
  }

  /// The segment that begins at a time, split off where there is none.
  mutating func breakpoint(at time: Int) -> Int {
    let before = segment(at: time)
    if times[before] == time { return before }
    let tail = times.count - before - 1
    times.append(0)
    for _ in 0..<width { values.append(0) }
    (times.pointer + before + 2).update(from: times.pointer + before + 1, count: tail)
    (values.pointer + (before + 2) * width).update(from: values.pointer + (before + 1) * width, count: tail * width)
    times[before + 1] = time
    for column in 0..<width { values[(before + 1) * width + column] = values[before * width + column] }
    return before + 1
  }

  /// Joins a segment to the one before it where both are equal.
  mutating func dropIfFlat(_ segment: Int) {
    guard segment > 0 else { return }
    let row = values.pointer + segment * width
    for column in 0..<width where row[column] != row[column - width] { return }
    let tail = times.count - segment - 1
    (times.pointer + segment).update(from: times.pointer + segment + 1, count: tail)
    row.update(from: row + width, count: tail * width)
    times.truncate(to: times.count - 1)
    values.truncate(to: values.count - width)
  }
}
