/// A node that is not there yet, as a user writes it: `8cpu,32Gi,pods=110,label:zone=a,taint:gpu=yes:NoSchedule=3`, or
/// `copy:n1=2` for more of a kind that there is.
///
/// Parts are between commas. `8cpu` or `7500mcpu` is cpu, a bare quantity memory, `name=quantity` any other resource,
/// `label:key=value` a label and `taint:key=value:Effect` a taint. `=COUNT` at the end of the whole is how many; none
/// is one, or as many as it takes.
public struct NodeShape: Sendable, Equatable {
  /// Why a text is no shape, in words.
  public struct Malformed: Error, CustomStringConvertible, Equatable {
    public let description: String
    init(_ text: String) { description = text }
  }

  /// What each node is.
  public enum Kind: Sendable, Equatable {
    /// Like the node of that name, with its labels and taints.
    case copy(of: String)
    /// With these resources, labels and taints.
    case made(ClusterSnapshot.Node)
  }

  /// What each node is.
  public let kind: Kind
  /// How many; nil where the text does not say.
  public let count: Int?

  /// More nodes than this at once are a mistake.
  public static let limit = 10_000

  /// - Throws: `Malformed` for a text that is no shape.
  public init(_ text: String) throws(Malformed) {
    var parts = text.split(separator: ",", omittingEmptySubsequences: false).map(String.init)
    let last = parts.removeLast()
    let (part, countText) = Self.splitCount(last)
    parts.append(part)
    if let countText {
      guard let number = Int(countText), (1...Self.limit).contains(number) else {
        throw Malformed("'\(text)': the count is from 1 to \(Self.limit), not '\(countText)'")
      }
      count = number
    } else {
      count = nil
    }
    if let first = parts.first, first.hasPrefix("copy:") {
      let name = String(first.dropFirst("copy:".count))
      guard parts.count == 1, !name.isEmpty else {
        throw Malformed("'\(text)': a copy has a node's name and nothing else, as in copy:n1=2")
      }
      kind = .copy(of: name)
      return
    }
    var node = ClusterSnapshot.Node(name: "", allocatable: [:])
    for part in parts { try Self.read(part, into: &node, text) }
    guard node.allocatable["cpu"] != nil, node.allocatable["memory"] != nil else {
      throw Malformed("'\(text)': a node has cpu and memory, as in 8cpu,32Gi=3")
    }
    kind = .made(node)
  }

  /// The part and what stands behind its last "=", where that is a count and no value of the part.
  private static func splitCount(_ part: String) -> (part: String, count: String?) {
    guard let mark = part.lastIndex(of: "=") else { return (part, nil) }
    let before = String(part[..<mark])
    let hasValue = before.contains("=") || before.hasPrefix("copy:")
    let isBare = Quantity(before) != nil || before.hasSuffix("cpu") && !before.contains(":")
    // taint:key:Effect has no value, so what follows is the count.
    let isTaint = before.hasPrefix("taint:") && before.dropFirst("taint:".count).contains(":")
    return hasValue || isBare || isTaint ? (before, String(part[part.index(after: mark)...])) : (part, nil)
  }

  private static func read(
    _ part: String, into node: inout ClusterSnapshot.Node, _ text: String
  ) throws(Malformed) {
    if let rest = part.removing(prefix: "label:") ?? part.removing(prefix: "label ") {
      guard let mark = rest.firstIndex(of: "="), mark > rest.startIndex else {
        throw Malformed("'\(text)': a label is label:key=value, not '\(part)'")
      }
      node.labels[String(rest[..<mark])] = String(rest[rest.index(after: mark)...])
    } else if let rest = part.removing(prefix: "taint:") ?? part.removing(prefix: "taint ") {
      node.taints.append(try taint(rest, part, text))
    } else if part.hasSuffix("cpu"), !part.contains("=") {
      try set("cpu", String(part.dropLast(3)), &node, text)
    } else if let mark = part.firstIndex(of: "=") {
      try set(String(part[..<mark]), String(part[part.index(after: mark)...]), &node, text)
    } else {
      try set("memory", part, &node, text)
    }
  }

  private static func set(
    _ name: String, _ amount: String, _ node: inout ClusterSnapshot.Node, _ text: String
  ) throws(Malformed) {
    guard let quantity = Quantity(amount), quantity.billionths >= 0, !name.isEmpty else {
      throw Malformed("'\(text)': expected an amount of \(name.isEmpty ? "a resource" : name), found '\(amount)'")
    }
    guard node.allocatable[name] == nil else { throw Malformed("'\(text)': \(name) is given twice") }
    node.allocatable[name] = name == "cpu" ? quantity.thousandths : quantity.units
  }

  private static func taint(_ rest: String, _ part: String, _ text: String) throws(Malformed) -> ClusterSnapshot.Taint {
    let effects: [String: ClusterSnapshot.Taint.Effect] = [
      "NoSchedule": .noSchedule, "NoExecute": .noExecute, "PreferNoSchedule": .preferNoSchedule,
    ]
    guard let mark = rest.lastIndex(of: ":"), mark > rest.startIndex,
      let effect = effects[String(rest[rest.index(after: mark)...])]
    else {
      throw Malformed(
        "'\(text)': a taint is taint:key=value:Effect, the effect NoSchedule, NoExecute or PreferNoSchedule, "
          + "not '\(part)'")
    }
    let words = rest[..<mark].split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
    return ClusterSnapshot.Taint(key: words[0], value: words.count > 1 ? words[1] : "", effect: effect)
  }
}

extension String {
  fileprivate func removing(prefix: String) -> String? { hasPrefix(prefix) ? String(dropFirst(prefix.count)) : nil }
}
