import Race
import Solving
import Statements

/// `%%%mzn-stat: name=value` lines, as the driver of MiniZinc reads them.
struct StatisticsLines {
  private var values: [(name: String, value: String)] = []

  mutating func add(_ name: String, _ value: Int) { values.append((name, String(value))) }

  mutating func add(_ name: String, seconds: Double) {
    let thousandths = Int((max(0, seconds) * 1000).rounded())
    let fraction = String(thousandths % 1000)
    let zeros = String(repeating: "0", count: 3 - fraction.count)
    values.append((name, "\(thousandths / 1000).\(zeros)\(fraction)"))
  }

  /// What the strategies did, all together.
  mutating func add(_ reports: [WorkReport]) {
    for (name, counted) in [
      ("nodes", "decisions"), ("failures", "conflicts"), ("restarts", "restarts"), ("propagations", "propagator runs"),
    ] {
      add(name, reports.reduce(0) { sum, report in sum + (report.counts.first { $0.name == counted }?.value ?? 0) })
    }
  }

  var text: String {
    values.map { "%%%mzn-stat: \($0.name)=\($0.value)\n" }.joined() + "%%%mzn-stat-end\n"
  }
}
