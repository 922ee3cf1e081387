/// One part of a campaign that is divided among machines: tasks dealt out like cards, so that the parts take about
/// the same time.
public struct ShardPart: Hashable, Sendable, CustomStringConvertible {
  /// From 1 to `count`.
  public let number: Int
  public let count: Int

  public init(number: Int, of count: Int) throws(BenchError) {
    guard count >= 1, number >= 1, number <= count else {
      throw BenchError(.usage, "a shard is I/N with 1 ≤ I ≤ N, not \(number)/\(count)")
    }
    self.number = number
    self.count = count
  }

  /// - Parameter text: such as "2/8".
  public init(_ text: String) throws(BenchError) {
    let numbers = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard numbers.count == 2, let number = numbers[0], let count = numbers[1] else {
      throw BenchError(.usage, "a shard is I/N, such as 2/8, not '\(text)'")
    }
    try self.init(number: number, of: count)
  }

  public var description: String { "\(number)/\(count)" }

  func contains(_ task: Int64) -> Bool { (task - 1) % Int64(count) == Int64(number - 1) }
}
