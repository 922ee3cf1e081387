import Foundation

/// The medians over several runs of a benchmark, as text.
struct SpeedTable {
  private let name: String
  private let rows: [(what: String, count: Int, median: Double, least: Double, most: Double)]

  init(of benchmark: any Benchmark, runs: Int) {
    name = benchmark.name
    let results = (0..<runs).map { _ in benchmark.run() }
    rows = (results.first ?? []).map { first in
      let times = results.compactMap { speeds in speeds.first { $0.what == first.what }?.nanoseconds }.sorted()
      return (first.what, first.count, times[times.count / 2], times[0], times[times.count - 1])
    }
  }

  /// A line for each part: how often, nanoseconds each (median, least to most), and how many a second.
  var text: String {
    rows.map { row in
      let label = "\(name): \(row.what)".padding(toLength: 58, withPad: " ", startingAt: 0)
      let perSecond = row.median > 0 ? 1e9 / row.median : 0
      return label
        + String(
          format: "%10d x %10.1f ns  (%.1f to %.1f)  %.3g/s", row.count, row.median, row.least, row.most, perSecond)
    }.joined(separator: "\n")
  }
}
