import Basics

/// The settings of options that tuning tries.
public struct SearchSpace: Sendable {
  public struct Axis: Hashable, Sendable {
    public let key: String
    public let values: [String]
  }

  public let base: Variant
  public let axes: [Axis]

  /// - Parameters:
  ///   - base: what is tuned, and what the result is compared with.
  ///   - axes: such as "restarts=luby|geometric"; the value `default` leaves the option as the base has it.
  /// - Throws: `BenchError` of usage.
  public init(base: Variant, axes texts: [String]) throws(BenchError) {
    self.base = base
    axes = try texts.map { (text) throws(BenchError) in
      let parts = text.split(separator: "=", maxSplits: 1).map(String.init)
      let values = parts.count == 2 ? parts[1].split(separator: "|").map(String.init) : []
      guard values.count >= 1, !parts[1].contains(",") else {
        throw BenchError(.usage, "--option is KEY=VALUE|VALUE..., not '\(text)'")
      }
      return Axis(key: parts[0], values: values)
    }
    guard !axes.isEmpty else { throw BenchError(.usage, "say what to try with --option KEY=VALUE|VALUE...") }
  }

  /// The base and up to `count` - 1 others: all, where there are no more, or else a random choice of them.
  public func candidates(atMost count: Int, seed: UInt64) throws(BenchError) -> [Variant] {
    var all = [base]
    var seen: Set = [Set(base.options)]
    var random = RandomSource(seed: seed)
    let combinations = axes.reduce(1) { min(1 << 30, $0 * $1.values.count) }
    let isComplete = combinations <= 4096
    var numbers = isComplete ? Array(0..<combinations) : (0..<(4 * count)).map { _ in random.below(combinations) }
    if combinations >= count { numbers.shuffle(using: &random) }
    for number in numbers where all.count < count {
      let variant = try setting(number)
      if seen.insert(Set(variant.options)).inserted { all.append(variant) }
    }
    return all
  }

  /// A combination by its number in the mixed base of the axes' sizes.
  private func setting(_ number: Int) throws(BenchError) -> Variant {
    var rest = number
    var options = base.options.map { ($0.key, $0.value) }
    for axis in axes {
      let value = axis.values[rest % axis.values.count]
      rest /= axis.values.count
      if value == "default" { continue }
      if let place = options.firstIndex(where: { $0.0 == axis.key }) {
        options[place].1 = value
      } else {
        options.append((axis.key, value))
      }
    }
    let text = options.map { $0.1.isEmpty ? $0.0 : "\($0.0)=\($0.1)" }.joined(separator: ",")
    return try Variant(base.engine + (text.isEmpty ? "" : ":" + text))
  }
}
