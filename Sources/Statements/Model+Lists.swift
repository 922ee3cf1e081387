extension Model {
  /// As many variables with values in `range`, named `name[0]`, `name[1]` and so on.
  /// ```swift
  /// let load = model.integers(4, in: 0...100, "load")
  /// model.add(sum(of: load) == 250)
  /// ```
  /// - Parameter count: none where it is not positive.
  public func integers(_ count: Int, in range: ClosedRange<Int>, _ name: String = "") -> [IntVar] {
    (0..<max(0, count)).map { integer(range, name.isEmpty ? "" : "\(name)[\($0)]") }
  }

  /// As many Booleans, named `name[0]`, `name[1]` and so on.
  public func booleans(_ count: Int, _ name: String = "") -> [BoolVar] {
    (0..<max(0, count)).map { boolean(name.isEmpty ? "" : "\(name)[\($0)]") }
  }
}
