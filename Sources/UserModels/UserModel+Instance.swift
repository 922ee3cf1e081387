import Basics
import Modeling
import Race
import Solving

extension UserModel {
  /// A model with a name for each of its variables and intervals that is no other one's.
  public struct Instance: Sendable {
    /// As the text says, or the file's name.
    public let name: String
    package let data: ModelData
    /// By variable.
    let keys: [String]
    /// By interval.
    let intervalKeys: [String]
    private let places: [String: Int]

    package init(_ data: ModelData, name: String) {
      self.name = name
      self.data = data
      keys = Self.keys(data.names, letter: "x")
      intervalKeys = Self.keys(data.intervals.map(\.name), letter: "t")
      places = Dictionary(uniqueKeysWithValues: keys.enumerated().map { ($1, $0) })
    }

    /// The users' names where they are there once, else the letter and the number; names that look like one of these
    /// are no keys.
    private static func keys(_ names: [String], letter: Character) -> [String] {
      var counts: [String: Int] = [:]
      for name in names where !name.isEmpty { counts[name, default: 0] += 1 }
      return names.enumerated().map { index, name in
        let isNumbered = name.first == letter && name.dropFirst().allSatisfy(\.isNumber)
        return counts[name] == 1 && !isNumbered ? name : "\(letter)\(index)"
      }
    }

    /// A value for each variable.
    ///
    /// - Throws: the name of a variable that has none, or of a value that is no variable's.
    func values(of solution: Solution) throws(CheckFailure) -> [Int] {
      if solution.names == keys { return solution.values }
      var values = [Int?](repeating: nil, count: keys.count)
      for (name, value) in zip(solution.names, solution.values) {
        guard let place = places[name] else { throw CheckFailure("there is no variable \(name)") }
        values[place] = value
      }
      if let place = values.firstIndex(of: nil) { throw CheckFailure("\(keys[place]) has no value") }
      return values.map { $0 ?? 0 }
    }
  }
}
