import Solving

/// What nodes have and pods request, as columns: named resources, the number of pods, and host ports.
struct ResourceColumns {
  private let snapshot: ClusterSnapshot
  private let pods: [Int]
  private let names: [String]
  private let ports: HostPortColumns
  /// A sum of requests or capacities never exceeds this.
  static let limit = 1 << 62

  private var portColumn: Int { names.count }
  private let podColumn: Int?
  private let width: Int

  init(_ snapshot: ClusterSnapshot, pods: [Int]) throws(InvalidInstance) {
    self.snapshot = snapshot
    self.pods = pods
    var known = Set<String>()
    for pod in pods { for (name, amount) in snapshot.pods[pod].requests where amount > 0 { known.insert(name) } }
    known.remove("pods")
    let usual = ["cpu", "memory"]
    var names = usual.filter(known.contains) + known.subtracting(usual).sorted()
    let limitsPods = snapshot.nodes.contains { $0.allocatable["pods"] != nil }
    podColumn = limitsPods ? names.count : nil
    if limitsPods { names.append("pods") }
    self.names = names
    ports = HostPortColumns(snapshot, pods: pods)
    width = names.count + ports.names.count
  }

  /// A node's row of what it has.
  private func allocatable(_ node: Int) -> [Int] {
    let node = snapshot.nodes[node]
    var row = names.map { name in
      min(Self.limit, max(0, node.allocatable[name] ?? (name == "pods" ? Self.limit : 0)))
    }
    row += Array(repeating: 1, count: ports.names.count)
    return row
  }

  /// A pod's row of what it requests.
  private func request(_ pod: Int) -> [Int] {
    let data = snapshot.pods[pod]
    var row = names.map { min(Self.limit, max(0, data.requests[$0] ?? 0)) }
    if let podColumn { row[podColumn] = 1 }
    return row + ports.row(of: pod)
  }

  /// Nodes whose pods request more than there is.
  func overcommittedNodes(nodeOfPod: [Int?]) -> [Int] {
    var used = [Int](repeating: 0, count: snapshot.nodes.count * width)
    for pod in pods {
      guard let node = nodeOfPod[pod] else { continue }
      for (column, amount) in request(pod).enumerated() { Self.add(amount, to: &used[node * width + column]) }
    }
    return snapshot.nodes.indices.filter { node in
      zip(used[node * width..<(node + 1) * width], allocatable(node)).contains { $0 > $1 }
    }
  }

  private static func add(_ amount: Int, to sum: inout Int) {
    let (total, overflows) = sum.addingReportingOverflow(amount)
    sum = overflows ? .max : total
  }

  /// Sets the tables of resources: only columns that a pod of the instance requests.
  func fill(
    _ parts: inout PodPacking.InstanceParts, nodeOfPod: [Int?], podIndex: [Int32]
  ) throws(InvalidInstance) {
    let open = pods.filter { podIndex[$0] >= 0 }
    let requests = open.map(request)
    let kept = (0..<width).filter { column in requests.contains { $0[column] > 0 } }
    let allNames = names + ports.names
    parts.resourceNames = kept.map { allNames[$0] }
    let nodeCount = snapshot.nodes.count
    let available = (0..<nodeCount).map(allocatable)
    parts.allocatable = available.flatMap { row in kept.map { row[$0] } }
    parts.capacity = parts.allocatable
    for pod in pods where podIndex[pod] < 0 {
      guard let node = nodeOfPod[pod] else { continue }
      let row = request(pod)
      for (index, column) in kept.enumerated() {
        let (left, overflows) = parts.capacity[node * kept.count + index].subtractingReportingOverflow(row[column])
        parts.capacity[node * kept.count + index] = overflows ? -Self.limit : max(-Self.limit, left)
      }
    }
    // What fits nowhere is cut to the least amount that fits nowhere, so that sums stay small.
    parts.request = requests.flatMap { row in kept.map { row[$0] } }
    for (index, name) in parts.resourceNames.enumerated() {
      var largest = 0
      for node in 0..<nodeCount { largest = max(largest, parts.capacity[node * kept.count + index]) }
      var sum = 0
      for pod in 0..<open.count {
        let amount = min(parts.request[pod * kept.count + index], largest + 1)
        parts.request[pod * kept.count + index] = amount
        guard amount <= Self.limit - sum else {
          throw InvalidInstance("the requests of \(name) together exceed 2^62")
        }
        sum += amount
      }
    }
  }
}

/// Host ports as resources of which each node has 1.
///
/// Two pods conflict on a port and transport when they name the same address or one of them names none. So there is a
/// column for each address named, and one for pods that name none, which take all of them.
struct HostPortColumns {
  private struct Port: Hashable {
    let port: Int
    let transport: String
  }

  let names: [String]
  private let rows: [Int: [Int]]
  private let noPorts: [Int]

  init(_ snapshot: ClusterSnapshot, pods: [Int]) {
    var users: [Port: [(pod: Int, address: String?)]] = [:]
    for pod in pods {
      for port in snapshot.pods[pod].hostPorts {
        users[Port(port: port.port, transport: port.transport), default: []].append((pod, port.address))
      }
    }
    var names: [String] = []
    var columns: [(pod: Int, column: Int)] = []
    for (port, users) in users.sorted(by: { ($0.key.port, $0.key.transport) < ($1.key.port, $1.key.transport) }) {
      guard users.contains(where: { $0.pod != users[0].pod }) else { continue }
      let named = Set(users.compactMap(\.address)).sorted()
      let base = names.count
      names.append("port \(port.port)/\(port.transport)")
      names += named.map { "port \(port.port)/\(port.transport) of \($0)" }
      for user in users {
        if let address = user.address, let index = named.firstIndex(of: address) {
          columns.append((user.pod, base + 1 + index))
        } else {
          columns += (base..<names.count).map { (user.pod, $0) }
        }
      }
    }
    self.names = names
    noPorts = Array(repeating: 0, count: names.count)
    var rows: [Int: [Int]] = [:]
    for (pod, column) in columns { rows[pod, default: noPorts][column] = 1 }
    self.rows = rows
  }

  func row(of pod: Int) -> [Int] { rows[pod] ?? noPorts }
}
