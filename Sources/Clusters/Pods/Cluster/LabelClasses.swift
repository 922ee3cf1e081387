/// Pods by namespace and labels, so that a selector is matched once for all pods that are alike.
struct LabelClasses {
  private struct Key: Hashable {
    let namespace: String
    let labels: [String: String]
  }

  private var keys: [Key] = []
  private var members: [[Int]] = []
  /// Numbers of `keys` by a label's name and value: most selectors ask for a value, which few classes have.
  private var classes: [String: [String: [Int]]] = [:]

  init(_ snapshot: ClusterSnapshot, pods: [Int]) {
    var index: [Key: Int] = [:]
    for pod in pods {
      let key = Key(namespace: snapshot.pods[pod].namespace, labels: snapshot.pods[pod].labels)
      if let known = index[key] {
        members[known].append(pod)
      } else {
        index[key] = keys.count
        keys.append(key)
        members.append([pod])
      }
    }
    for (number, key) in keys.enumerated() {
      for (name, value) in key.labels { classes[name, default: [:]][value, default: []].append(number) }
    }
  }

  /// - Returns: indices in the snapshot, ascending.
  func pods(matching selector: LabelSelector, in includes: (String) -> Bool) -> [Int] {
    guard let candidates = candidates(selector) else {
      return pods { namespace, labels in includes(namespace) && selector.matches(labels) }
    }
    var result: [Int] = []
    for number in candidates where selector.matches(keys[number].labels) && includes(keys[number].namespace) {
      result += members[number]
    }
    return result.sorted()
  }

  /// The classes that have what one requirement asks for, of that which the fewest have; nil where none asks for values.
  private func candidates(_ selector: LabelSelector) -> [Int]? {
    var best: [Int]?
    for requirement in selector.requirements where requirement.operation == .isIn {
      let found = Set(requirement.values).flatMap { classes[requirement.key]?[$0] ?? [] }
      if found.count < best?.count ?? .max { best = found }
    }
    return best
  }

  /// - Returns: indices in the snapshot, ascending.
  func pods(where matches: (_ namespace: String, _ labels: [String: String]) -> Bool) -> [Int] {
    var result: [Int] = []
    for (index, key) in keys.enumerated() where matches(key.namespace, key.labels) { result += members[index] }
    return result.sorted()
  }
}
