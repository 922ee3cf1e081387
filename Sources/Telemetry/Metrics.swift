import Race

/// Counters, gauges and histograms, and their text in Prometheus' exposition format. Safe to use from any thread.
package final class Metrics: Sendable {
  /// What is measured; the only place where its name and help are written.
  package struct Family: Sendable, Hashable {
    package enum Kind: String, Sendable { case counter, gauge, histogram }
    package let name: String
    let kind: Kind
    let help: String
    /// Upper ends of a histogram's buckets.
    var buckets: [Double] = []

    package init(name: String, kind: Kind, help: String, buckets: [Double] = []) {
      self.name = name
      self.kind = kind
      self.help = help
      self.buckets = buckets
    }
  }

  private struct Histogram: Sendable {
    var counts: [Int]
    var count = 0
    var sum = 0.0
  }

  private struct State: Sendable {
    var values: [Family: [String: Double]] = [:]
    var histograms: [Family: [String: Histogram]] = [:]
  }

  private let state = Condition(State())

  package init() {}

  package func count(_ family: Family, _ labels: KeyValuePairs<String, String> = [:], by amount: Double = 1) {
    let key = Self.text(labels)
    state.update { $0.values[family, default: [:]][key, default: 0] += amount }
  }

  package func set(_ family: Family, _ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
    let key = Self.text(labels)
    state.update { $0.values[family, default: [:]][key] = value }
  }

  package func observe(_ family: Family, _ value: Double, _ labels: KeyValuePairs<String, String> = [:]) {
    let key = Self.text(labels)
    state.update { state in
      let empty = Histogram(counts: Array(repeating: 0, count: family.buckets.count))
      var histogram = state.histograms[family, default: [:]][key] ?? empty
      if let bucket = family.buckets.firstIndex(where: { value <= $0 }) { histogram.counts[bucket] += 1 }
      histogram.count += 1
      histogram.sum += value
      state.histograms[family, default: [:]][key] = histogram
    }
  }

  /// - Returns: 0 where nothing has been counted.
  package func value(_ family: Family, _ labels: KeyValuePairs<String, String> = [:]) -> Double {
    let key = Self.text(labels)
    return state.update { $0.values[family]?[key] ?? 0 }
  }

  /// The text, families and labels in alphabetical order.
  package var exposition: String {
    let state = state.update { $0 }
    var lines: [String] = []
    for family in (Set(state.values.keys).union(state.histograms.keys)).sorted(by: { $0.name < $1.name }) {
      lines.append("# HELP \(family.name) \(family.help)")
      lines.append("# TYPE \(family.name) \(family.kind.rawValue)")
      for (labels, value) in (state.values[family] ?? [:]).sorted(by: { $0.key < $1.key }) {
        lines.append("\(family.name)\(Self.braced(labels)) \(Self.number(value))")
      }
      for (labels, histogram) in (state.histograms[family] ?? [:]).sorted(by: { $0.key < $1.key }) {
        lines += Self.lines(family, labels, histogram)
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }

  private static func lines(_ family: Family, _ labels: String, _ histogram: Histogram) -> [String] {
    let separator = labels.isEmpty ? "" : ","
    var cumulative = 0
    var lines: [String] = []
    for (bucket, end) in family.buckets.enumerated() {
      cumulative += histogram.counts[bucket]
      lines.append("\(family.name)_bucket{\(labels)\(separator)le=\"\(number(end))\"} \(cumulative)")
    }
    lines.append("\(family.name)_bucket{\(labels)\(separator)le=\"+Inf\"} \(histogram.count)")
    lines.append("\(family.name)_sum\(braced(labels)) \(number(histogram.sum))")
    lines.append("\(family.name)_count\(braced(labels)) \(histogram.count)")
    return lines
  }

  private static func braced(_ labels: String) -> String { labels.isEmpty ? "" : "{\(labels)}" }

  private static func number(_ value: Double) -> String {
    value == value.rounded() && value.magnitude < 1e15 ? "\(Int(value))" : "\(value)"
  }

  private static func text(_ labels: KeyValuePairs<String, String>) -> String {
    labels.map { "\($0.key)=\"\(escaped($0.value))\"" }.joined(separator: ",")
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\\": result += "\\\\"
      case "\"": result += "\\\""
      case "\n": result += "\\n"
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result
  }
}
