/// The objects of one or several files or answers, by kind; lists are taken apart and kinds that do not matter skipped.
package struct KubernetesItems {
  package var nodes: [KubernetesObjects.Node] = []
  package var pods: [KubernetesObjects.Pod] = []
  package var budgets: [KubernetesObjects.DisruptionBudget] = []
  package var priorityClasses: [KubernetesObjects.PriorityClass] = []
  package var namespaces: [KubernetesObjects.Namespace] = []

  package init() {}

  /// Takes in one JSON value: an object of the API, or a list of them.
  ///
  /// The kind that a list's objects share may come after the objects. Where these have kinds of their own, as `kubectl`
  /// writes them, they are read at once; else when the kind is known.
  /// - Returns: whether it says what it is, as every object of the API does.
  package mutating func append(from json: inout JSONReader) throws(InputError) -> Bool {
    let start = json
    var kind: String?
    try json.beginObject()
    while kind == nil, let key = try json.nextKey() {
      if key == "kind" {
        kind = try json.text()
      } else if key == "items", Self.haveKinds(json) {
        try appendItems(from: &json)
        while try json.nextKey() != nil { try json.skipValue() }
        return true
      } else {
        try json.skipValue()
      }
    }
    guard let kind else { return false }
    json = start
    switch kind {
    case "List": try forItems(of: &json) { (items, json) throws(InputError) in try items.appendItems(from: &json) }
    case "NodeList": try append(to: \.nodes, listIn: &json)
    case "PodList": try append(to: \.pods, listIn: &json)
    case "PodDisruptionBudgetList": try append(to: \.budgets, listIn: &json)
    case "PriorityClassList": try append(to: \.priorityClasses, listIn: &json)
    case "NamespaceList": try append(to: \.namespaces, listIn: &json)
    case "Node": nodes.append(try KubernetesObjects.Node(from: &json))
    case "Pod": pods.append(try KubernetesObjects.Pod(from: &json))
    case "PodDisruptionBudget": budgets.append(try KubernetesObjects.DisruptionBudget(from: &json))
    case "PriorityClass": priorityClasses.append(try KubernetesObjects.PriorityClass(from: &json))
    case "Namespace": namespaces.append(try KubernetesObjects.Namespace(from: &json))
    default: try json.skipValue()
    }
    return true
  }

  /// Whether the first of the objects in the array that is next has a kind.
  private static func haveKinds(_ json: JSONReader) -> Bool {
    var json = json
    do {
      try json.beginArray()
      guard try json.nextElement() else { return false }
      try json.beginObject()
      while let key = try json.nextKey() {
        if key == "kind" { return true }
        try json.skipValue()
      }
    } catch {
      // Whatever is wrong is found again where it is read.
    }
    return false
  }

  private mutating func appendItems(from json: inout JSONReader) throws(InputError) {
    try json.beginArray()
    while try json.nextElement() { _ = try append(from: &json) }
  }

  private mutating func append<Item: JSONReadable>(
    to list: WritableKeyPath<KubernetesItems, [Item]>, listIn json: inout JSONReader
  ) throws(InputError) {
    try forItems(of: &json) { (items, json) throws(InputError) in
      var read: [Item]?
      try json.read(&read)
      items[keyPath: list] += read ?? []
    }
  }

  /// Walks an object whose member `items` is to be read.
  private mutating func forItems(
    of json: inout JSONReader,
    _ read: (inout KubernetesItems, inout JSONReader) throws(InputError) -> Void
  ) throws(InputError) {
    try json.beginObject()
    while let key = try json.nextKey() {
      if key == "items" { try read(&self, &json) } else { try json.skipValue() }
    }
  }
}
