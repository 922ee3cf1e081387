import APIServerDouble
import Basics

/// Nodes of three sizes, and ReplicaSets of mixed sizes and four priorities that come and go.
package struct Workload: Sendable {
  package struct Settings: Sendable {
    package var nodes = 200
    package var pods = 4000
    /// Of what the nodes have, requested at the beginning.
    package var load = 0.97
    package var seed: UInt64 = 1

    package init() {}
  }

  /// Namespaces of what is moved and of what is not.
  static let namespaces = ["default", "shop", "batch", "kube-system"]
  static let priorities = [("critical", 1_000_000), ("high", 10_000), ("normal", 100), ("low", 0)]
  static let notSafe = "cluster-autoscaler.kubernetes.io/safe-to-evict"

  let settings: Settings
  var random: RandomSource
  private var lastSet = 0
  /// What all sets request; live sets by name, with their namespaces and sizes.
  private var requested = Amounts()
  private(set) var sets: [(namespace: String, name: String, amounts: Amounts)] = []
  private var capacity = Amounts()

  package init(_ settings: Settings) {
    self.settings = settings
    random = RandomSource(seed: settings.seed)
  }

  /// Creates nodes, namespaces, priorities and the first sets.
  package mutating func begin(on server: APIServerDouble) throws {
    for name in Self.namespaces { try server.create(.namespaces, nil, ["metadata": ["name": .text(name)]]) }
    for (name, value) in Self.priorities {
      try server.create(
        .priorityClasses, nil,
        ["metadata": ["name": .text(name)], "value": JSONTree(value), "globalDefault": .boolean(value == 0)])
    }
    var bare = 0
    while sets.reduce(bare, { $0 + $1.amounts.pods }) < settings.pods {
      if random.chance(3) {
        bare += 1
        try server.create(
          .pods, "default", pod("bare-\(bare)", cpu: 250, memory: 512, priority: "normal"))
        requested = requested + Amounts(cpu: 250, memory: 512 << 20, pods: 1)
      } else {
        try addSet(on: server)
      }
    }
    try makeNodes(on: server)
  }

  /// As large as the load leaves them, in three sizes.
  private mutating func makeNodes(on server: APIServerDouble) throws {
    let shares = (0..<settings.nodes).map { [3, 4, 6][$0 % 3] }
    let sum = Double(shares.reduce(0, +))
    for (index, share) in shares.enumerated() {
      let part = Double(share) / sum / settings.load
      let cpu = Int(Double(requested.cpu) * part) / 250 * 250
      let memory = Int(Double(requested.memory >> 20) * part) / 256 * 256
      capacity = capacity + Amounts(cpu: cpu, memory: memory << 20, pods: 110)
      let name = "node-\(index)"
      let amounts: JSONTree = ["cpu": "\(cpu)m", "memory": "\(memory)Mi", "pods": "110"]
      try server.create(
        .nodes, nil,
        [
          "metadata": [
            "name": .text(name),
            "labels": ["kubernetes.io/hostname": .text(name), "topology.kubernetes.io/zone": "zone-\(index % 3)"],
          ],
          "spec": [:],
          "status": [
            "allocatable": amounts, "capacity": amounts,
            "conditions": [["type": "Ready", "status": "True", "lastTransitionTime": .text(APITime.text())]],
          ],
        ])
    }
  }

  private func pod(_ name: String, cpu: Int, memory: Int, priority: String) -> JSONTree {
    [
      "metadata": ["name": .text(name), "labels": ["app": .text(name)]],
      "spec": [
        "priorityClassName": .text(priority), "terminationGracePeriodSeconds": 30,
        "containers": [
          [
            "name": "main", "image": "example/app:1",
            "resources": ["requests": ["cpu": "\(cpu)m", "memory": "\(memory)Mi"]],
          ]
        ],
      ],
    ]
  }

  /// A set, with a budget for each third one; some are not to be disturbed.
  package mutating func addSet(on server: APIServerDouble) throws {
    lastSet += 1
    let name = "set-\(lastSet)"
    let namespace = random.chance(4) ? "kube-system" : Self.namespaces[random.below(3)]
    let cpu = [250, 250, 500, 500, 1000, 1000, 2000, 4000][random.below(8)]
    let memory = max(128, cpu * [1, 2, 2, 4][random.below(4)])
    let replicas = random.within(1...min(20, max(2, settings.pods / 10)))
    let priority = Self.priorities[[0, 1, 1, 2, 2, 2, 3, 3][random.below(8)]].0
    var template = pod(name, cpu: cpu, memory: memory, priority: priority)
    template["metadata", "name"] = nil
    if random.chance(5) { template["metadata", "annotations", Self.notSafe] = "false" }
    if random.chance(5) { template["spec", "volumes"] = [["name": "data", "emptyDir": [:]]] }
    try server.create(
      .replicaSets, namespace,
      [
        "metadata": ["name": .text(name)],
        "spec": [
          "replicas": JSONTree(replicas), "selector": ["matchLabels": ["app": .text(name)]], "template": template,
        ],
      ])
    if random.below(3) == 0 {
      let rules: [(String, JSONTree)] = [
        ("minAvailable", "50%"), ("maxUnavailable", 1), ("minAvailable", JSONTree(max(1, replicas - 1))),
      ]
      let (key, amount) = rules[random.below(3)]
      var budget: JSONTree = [
        "metadata": ["name": .text(name)], "spec": ["selector": ["matchLabels": ["app": .text(name)]]],
      ]
      budget["spec", key] = amount
      try server.create(.budgets, namespace, budget)
    }
    let amounts = Amounts(cpu: cpu * replicas, memory: memory * replicas << 20, pods: replicas)
    sets.append((namespace, name, amounts))
    requested = requested + amounts
  }

  /// One set goes where more is requested than the load says, and else one comes.
  package mutating func turn(on server: APIServerDouble) throws {
    let isFull = Double(requested.cpu) > settings.load * Double(capacity.cpu)
    guard isFull, !sets.isEmpty else { return try addSet(on: server) }
    let (namespace, name, amounts) = sets.remove(at: random.below(sets.count))
    requested = requested - amounts
    server.remove(.replicaSets, namespace, name)
    server.remove(.budgets, namespace, name)
  }
}
