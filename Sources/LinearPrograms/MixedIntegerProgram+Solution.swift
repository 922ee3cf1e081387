extension MixedIntegerProgram {
  /// Values by column; a column that is not named has the value 0.
  public struct Solution: Sendable, Codable, Equatable {
    /// Names of columns, each once.
    public let columns: [String]
    /// A value for each of `columns`.
    public let values: [Double]

    /// - Precondition: one value a column.
    public init(columns: [String], values: [Double]) {
      precondition(columns.count == values.count, "one value a column")
      self.columns = columns
      self.values = values
    }

    /// A value for each of `names`; nil where one of the solution's columns is none of them.
    func values(by names: [String]) -> [Double]? {
      if columns == names { return values }
      let map = Dictionary(zip(columns, values), uniquingKeysWith: { first, _ in first })
      let ordered = names.map { map[$0] ?? 0 }
      let known = Set(names)
      return columns.allSatisfy(known.contains) ? ordered : nil
    }

    private enum Key: CodingKey { case values }

    /// An object with the member `values`: an object of the values that are not 0, by name.
    public init(from decoder: any Decoder) throws {
      let map = try decoder.container(keyedBy: Key.self).decode([String: Double].self, forKey: .values)
      let names = map.keys.sorted()
      self.init(columns: names, values: names.map { map[$0] ?? 0 })
    }

    public func encode(to encoder: any Encoder) throws {
      var map: [String: Double] = [:]
      for (name, value) in zip(columns, values) where value != 0 { map[name] = value }
      var container = encoder.container(keyedBy: Key.self)
      try container.encode(map, forKey: .values)
    }

    public static func == (left: Solution, right: Solution) -> Bool {
      func map(_ solution: Solution) -> [String: Double] {
        let pairs = zip(solution.columns, solution.values).filter { $0.1 != 0 }
        return Dictionary(pairs, uniquingKeysWith: { first, _ in first })
      }
      return map(left) == map(right)
    }
  }

  /// The same text as a coder's, in the order of the columns.
  public static func json(of solution: Solution) -> String? {
    var text = "{\"values\":{"
    var isFirst = true
    for (name, value) in zip(solution.columns, solution.values) where value != 0 {
      if !isFirst { text += "," }
      isFirst = false
      text += quoted(name) + ":" + number(value)
    }
    return text + "}}"
  }

  private static func number(_ value: Double) -> String {
    Int(exactly: value).map { $0.magnitude < 1 << 53 ? String($0) : value.description } ?? value.description
  }

  private static func quoted(_ name: String) -> String {
    var text = "\""
    for scalar in name.unicodeScalars {
      if scalar == "\"" || scalar == "\\" {
        text += "\\"
      } else if scalar.value < 32 {
        // Names come from text, in which there are no control characters but blanks.
        text += "\\u00" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
        continue
      }
      text.unicodeScalars.append(scalar)
    }
    return text + "\""
  }
}
