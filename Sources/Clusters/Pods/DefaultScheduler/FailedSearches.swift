/// Searches that found no node, by type of pod. Until some node gains room, the next pod of the type finds none either;
/// so only nodes that pods have left since need another look.
struct FailedSearches {
  enum Kind: Int { case filter, preemption }

  /// Nodes in the order in which pods left them.
  private var grown: [Int] = []
  /// How long `grown` was at the last failure, by kind and type; -1 for none.
  private var seen: [[Int]]

  init(typeCount: Int) { seen = Array(repeating: Array(repeating: -1, count: typeCount), count: 2) }

  mutating func noteRoom(on node: Int) { grown.append(node) }
  mutating func note(_ kind: Kind, _ type: Int) { seen[kind.rawValue][type] = grown.count }

  /// - Parameter isUnfit: whether the node is of no use now.
  func isHopeless(_ kind: Kind, _ type: Int, _ isUnfit: (Int) -> Bool) -> Bool {
    let last = seen[kind.rawValue][type]
    return last >= 0 && grown[last...].allSatisfy(isUnfit)
  }
}
