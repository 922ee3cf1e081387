import Basics
import Modeling
import Race
import Solving

extension UserModel {
  /// The value of each variable by name and, for readers, when intervals take place.
  public struct Solution: Sendable, Codable, Equatable {
    /// Of variables, each once.
    public let names: [String]
    /// A value for each name.
    public let values: [Int]
    /// Start and end by name, neither for an interval that is absent; nil where nobody has asked for them.
    public var intervals: [String: [Int]]?

    /// - Precondition: one value a name.
    public init(names: [String], values: [Int], intervals: [String: [Int]]? = nil) {
      precondition(names.count == values.count, "one value a name")
      self.names = names
      self.values = values
      self.intervals = intervals
    }

    private enum Key: CodingKey { case values, intervals }

    /// An object with the member `values`, an object of numbers by name, and maybe `intervals`, an object of lists.
    public init(from decoder: any Decoder) throws {
      let container = try decoder.container(keyedBy: Key.self)
      let map = try container.decode([String: Int].self, forKey: .values)
      let names = map.keys.sorted()
      self.init(
        names: names, values: names.map { map[$0] ?? 0 },
        intervals: try container.decodeIfPresent([String: [Int]].self, forKey: .intervals))
    }

    public func encode(to encoder: any Encoder) throws {
      var container = encoder.container(keyedBy: Key.self)
      let map = Dictionary(zip(names, values), uniquingKeysWith: { first, _ in first })
      try container.encode(map, forKey: .values)
      try container.encodeIfPresent(intervals, forKey: .intervals)
    }

    public static func == (left: Solution, right: Solution) -> Bool {
      func map(_ solution: Solution) -> [String: Int] {
        Dictionary(zip(solution.names, solution.values), uniquingKeysWith: { first, _ in first })
      }
      return map(left) == map(right)
    }
  }

  /// The same with the times of its intervals.
  public static func completed(_ solution: Solution, of instance: Instance, shouldStop: () -> Bool) -> Solution {
    guard !instance.data.intervals.isEmpty, let values = try? instance.values(of: solution) else { return solution }
    var solution = solution
    solution.intervals = times(of: instance, values)
    return solution
  }

  static func times(of instance: Instance, _ values: [Int]) -> [String: [Int]] {
    var times: [String: [Int]] = [:]
    for (place, interval) in instance.data.intervals.enumerated() {
      let isPresent = instance.data.isPresent(place, values)
      times[instance.intervalKeys[place]] =
        isPresent ? [interval.start.value(values), interval.end.value(values)] : []
    }
    return times
  }

  /// The same text as a coder's, in the order of the model.
  public static func json(of solution: Solution) -> String? {
    var text = "{\"values\":{"
    for (place, (name, value)) in zip(solution.names, solution.values).enumerated() {
      if place > 0 { text += "," }
      text += "\(ModelWriter.quoted(name)):\(value)"
    }
    text += "}"
    if let intervals = solution.intervals {
      let members = intervals.sorted { $0.key < $1.key }.map { name, times in
        "\(ModelWriter.quoted(name)):[\(times.map(String.init).joined(separator: ","))]"
      }
      text += ",\"intervals\":{\(members.joined(separator: ","))}"
    }
    return text + "}"
  }

  /// The values that have a name of the user's and the times of intervals, where these are few enough to be read.
  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
    guard let values = try? instance.values(of: solution) else { return [] }
    var lines: [String] = []
    for (place, name) in instance.data.names.enumerated() where !name.isEmpty {
      lines.append("  \(instance.keys[place]) = \(values[place])")
    }
    for (place, interval) in instance.data.intervals.enumerated() {
      let isPresent = instance.data.isPresent(place, values)
      let times = "from \(interval.start.value(values)) to \(interval.end.value(values))"
      lines.append("  \(instance.intervalKeys[place]) \(isPresent ? times : "is absent")")
    }
    return lines.count <= mostLines ? lines : []
  }

  private static let mostLines = 40
}
