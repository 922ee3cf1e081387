/// Pods by namespace and labels, so that a selector is matched once for all pods that are alike.
struct LabelClasses {
  private struct Key: Hashable {
    let namespace: String
    let labels: [String: String]
  }

  private var keys: [Key] = []
  private var members: [[Int]] = []

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
  }

  /// - Returns: indices in the snapshot, ascending.
  func pods(matching selector: LabelSelector, in includes: (String) -> Bool) -> [Int] {
    pods { namespace, labels in includes(namespace) && selector.matches(labels) }
  }

  /// - Returns: indices in the snapshot, ascending.
  func pods(where matches: (_ namespace: String, _ labels: [String: String]) -> Bool) -> [Int] {
    var result: [Int] = []
    for (index, key) in keys.enumerated() where matches(key.namespace, key.labels) { result += members[index] }
    return result.sorted()
  }
}
