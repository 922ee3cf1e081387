import Testing

@testable import dovetail_verify

@Suite struct ClusterCertificateTests {
  // MARK: Virtual machines

  private let pair = """
    {"x": 16, "mnl": 1, "pms": [{"numas": [{"cpu": 32, "mem": 64}, {"cpu": 32, "mem": 64}]}],
     "vms": [{"cpu": 8, "mem": 8, "numas": 1, "pm": 0, "numa": 0}, {"cpu": 8, "mem": 8, "numas": 1, "pm": 0, "numa": 1}]}
    """

  @Test func pricesProveThatNoMoveGainsABlock() throws {
    let stay = try ReschedulingProblem(bytes(pair), question: ["mnl": 0])
    #expect(refutes(stay, below: [16], [ownLine(67, [8, 0, 9, 0])]))
    #expect(!refutes(stay, below: [17], [ownLine(67, [8, 0, 9, 0])]))
    #expect(!refutes(stay, below: [16], [ownLine(67, [8, 0, -9, 0])]))
    #expect(!refutes(stay, below: [16], [ownLine(67, [0, 0, 9, 0])]))
    #expect(!refutes(stay, below: [16], [ownLine(67, [8, 0, 9])]))
    #expect(!refutes(stay, below: [16], []))
    let move = try ReschedulingProblem(bytes(pair), question: [:])
    #expect(!refutes(move, below: [16], [ownLine(67, [8, 0, 9, 0])]))
    #expect(refutes(move, below: [0], [ownLine(67, [8, 0, 8, 0])]))
    #expect(!refutes(move, below: [0], [ownLine(67, [8, 0, 100, 0])]))
  }

  @Test func migrationsAreChecked() throws {
    let problem = try ReschedulingProblem(bytes(pair), question: [:])
    func fragment(_ migrations: String) -> [Int]? {
      try? problem.objective(of: JSON.read(bytes("{\"migrations\": [\(migrations)]}"), name: ""))
    }
    #expect(fragment("") == [16])
    #expect(fragment("{\"vm\": 0, \"to\": {\"pm\": 0, \"numa\": 1}}") == [0])
    #expect(fragment("{\"vm\": 0, \"to\": {\"pm\": 0, \"numa\": 2}}") == nil)
    #expect(fragment("{\"vm\": 2, \"to\": {\"pm\": 0, \"numa\": 1}}") == nil)
    #expect(fragment("{\"vm\": 0, \"to\": {\"pm\": 0, \"numa\": [0, 1]}}") == nil)
    #expect(
      fragment("{\"vm\": 0, \"to\": {\"pm\": 0, \"numa\": 1}}, {\"vm\": 1, \"to\": {\"pm\": 0, \"numa\": 0}}") == nil)
  }

  /// At any prices, the bound is one of all placements.
  @Test(arguments: 0..<80) func noPricesRefuteABestPlacement(seed: Int) throws {
    var random = SampleRandom(state: UInt64(seed))
    let nodes = (0..<Int.random(in: 1...2, using: &random)).map { _ in Int.random(in: 1...2, using: &random) }
    let places = nodes.enumerated().flatMap { machine, count in (0..<count).map { ["\(machine)", "\($0)"] } }
    var used = [[String]: (cpu: Int, memory: Int)]()
    var vms: [(json: (String, String) -> String, nodes: Int, home: [String])] = []
    for _ in 0..<4 {
      let (cpu, memory, home) = (
        Int.random(in: 1...3, using: &random), Int.random(in: 0...3, using: &random),
        places.randomElement(using: &random)!
      )
      let isPair = nodes[Int(home[0])!] == 2 && Int.random(in: 0...2, using: &random) == 0
      let taken = isPair ? [[home[0], "0"], [home[0], "1"]] : [home]
      if taken.contains(where: {
        used[$0, default: (0, 0)].cpu + cpu > 8 || used[$0, default: (0, 0)].memory + memory > 6
      }) {
        continue
      }
      for place in taken {
        used[place, default: (0, 0)].cpu += cpu
        used[place, default: (0, 0)].memory += memory
      }
      let count = isPair ? 2 : 1
      vms.append(
        (
          {
            "{\"cpu\": \(cpu * count), \"mem\": \(memory * count), \"numas\": \(count), \"pm\": \($0), \"numa\": \($1)}"
          },
          count, isPair ? [home[0], "-1"] : home
        ))
    }
    let hosts = nodes.map {
      "{\"numas\": [\([String](repeating: "{\"cpu\": 8, \"mem\": 6}", count: $0).joined(separator: ","))]}"
    }
    let limit = Int.random(in: 0...2, using: &random)
    let json =
      "{\"x\": 3, \"mnl\": \(limit), \"pms\": [\(hosts.joined(separator: ","))], "
      + "\"vms\": [\(vms.map { $0.json($0.home[0], $0.home[1]) }.joined(separator: ","))]}"
    let problem = try ReschedulingProblem(bytes(json), question: [:])
    var best = Int.max
    func extend(_ vm: Int, _ migrations: [String]) {
      if vm == vms.count {
        let solution = try? JSON.read(bytes("{\"migrations\": [\(migrations.joined(separator: ","))]}"), name: "")
        if let value = solution.flatMap({ try? problem.objective(of: $0) }) { best = min(best, value[0]) }
        return
      }
      extend(vm + 1, migrations)
      let choices = vms[vm].nodes == 2 ? nodes.indices.filter { nodes[$0] == 2 }.map { ["\($0)", "[0, 1]"] } : places
      for place in choices where place != vms[vm].home && !(vms[vm].nodes == 2 && place[0] == vms[vm].home[0]) {
        extend(vm + 1, migrations + ["{\"vm\": \(vm), \"to\": {\"pm\": \(place[0]), \"numa\": \(place[1])}}"])
      }
    }
    extend(0, [])
    for classes in 0...4 {
      for _ in 0..<20 {
        let prices = (0..<classes).map { _ in Int.random(in: -6...12, using: &random) }
        let memory = Int.random(in: 0...2, using: &random)
        let line = ownLine(67, [8, memory, Int.random(in: 0...10, using: &random)] + prices)
        #expect(!refutes(problem, below: [best + 1], [line]), "seed \(seed), \(line)")
      }
    }
  }

  // MARK: Pods

  private func cluster(_ room: [(Int, Int)], _ pods: [(cpu: Int, memory: Int, priority: Int, node: Int?)]) -> [UInt8] {
    let nodes = room.enumerated().map { "{\"name\": \"n\($0)\", \"cpu\": \($1.0), \"mem\": \($1.1)}" }
    let list = pods.enumerated().map { number, pod in
      "{\"name\": \"p\(number)\", \"cpu\": \(pod.cpu), \"mem\": \(pod.memory), \"priority\": \(pod.priority), "
        + "\"node\": \(pod.node.map { "\"n\($0)\"" } ?? "null")}"
    }
    return bytes("{\"nodes\": [\(nodes.joined(separator: ","))], \"pods\": [\(list.joined(separator: ","))]}")
  }

  private func levels(_ problem: PodsProblem, _ places: [Int?]) -> [Int]? {
    let list = places.enumerated().map { number, node in
      "{\"pod\": \"p\(number)\", \"node\": \(node.map { "\"n\($0)\"" } ?? "null")}"
    }
    return try? problem.objective(of: JSON.read(bytes("{\"placements\": [\(list.joined(separator: ","))]}"), name: ""))
  }

  @Test func pricesOfAggregateRoomProveALevel() throws {
    // Three pods of half a node, one node; the pod that runs may stay.
    let problem = try PodsProblem(cluster([(4, 4)], [(2, 2, 1, 0), (2, 2, 1, nil), (2, 2, 1, nil)]), question: [:])
    #expect(levels(problem, [0, 0, nil]) == [1, 0])
    #expect(levels(problem, [0, 0, 0]) == nil)
    #expect(levels(problem, [nil, 0, 0]) == [1, 1])
    #expect(levels(problem, [0, 0]) == nil)
    #expect(refutes(problem, below: [1, 0], [ownLine(68, [0, 10, 10])]))
    #expect(!refutes(problem, below: [2, 0], [ownLine(68, [0, 10, 10])]))
    #expect(!refutes(problem, below: [1, 0], [ownLine(68, [0, 10, 0])]))
    #expect(!refutes(problem, below: [1, 0], [ownLine(68, [0, 10, -1])]))
    #expect(!refutes(problem, below: [1, 0], [ownLine(68, [0, 0, 10])]))
    #expect(!refutes(problem, below: [1, 0], [ownLine(68, [1, 10, 10])]))
    #expect(!refutes(problem, below: [1, 0], []))
    #expect(!refutes(problem, below: [1], [ownLine(68, [0, 10, 10])]))
    #expect(!refutes(problem, below: nil, []))
  }

  /// At any prices, no level of the best placement is refuted.
  @Test(arguments: 0..<60) func noPricesRefuteABestPlacementOfPods(seed: Int) throws {
    var random = SampleRandom(state: UInt64(seed))
    let room = (0..<Int.random(in: 1...2, using: &random)).map { _ in
      (Int.random(in: 2...6, using: &random), Int.random(in: 2...6, using: &random))
    }
    var left = room
    let pods = (0..<Int.random(in: 2...5, using: &random)).map { _ in
      let (cpu, memory) = (Int.random(in: 0...3, using: &random), Int.random(in: 1...3, using: &random))
      var node: Int? = Int.random(in: room.indices, using: &random)
      if left[node!].0 < cpu || left[node!].1 < memory || Int.random(in: 0...2, using: &random) == 0 { node = nil }
      if let node { left[node] = (left[node].0 - cpu, left[node].1 - memory) }
      return (cpu, memory, Int.random(in: 1...2, using: &random), node)
    }
    let problem = try PodsProblem(cluster(room, pods), question: [:])
    var best: [Int]?
    func extend(_ places: [Int?]) {
      if places.count == pods.count {
        if let found = levels(problem, places), best.map({ found.lexicographicallyPrecedes($0) }) ?? true {
          best = found
        }
        return
      }
      for node in [nil] + room.indices.map(Optional.some) { extend(places + [node]) }
    }
    extend([])
    let optimum = try #require(best)
    let kinds = Set(pods.map { [$0.2, $0.0, $0.1] })
    let priorities = Set(pods.map(\.2)).sorted(by: >)
    for level in optimum.indices {
      let count = kinds.count { level == priorities.count || $0[0] >= priorities[level] }
      for _ in 0..<30 {
        let prices = (0..<level + count).map { _ in Int.random(in: 0...12, using: &random) }
        var claim = [Int](repeating: 0, count: optimum.count)
        for above in 0..<level { claim[above] = optimum[above] }
        claim[level] = optimum[level] + 1
        let isRefuted = (try? problem.refute(level, claim, [8] + prices)) != nil
        #expect(!isRefuted, "seed \(seed), level \(level), \(prices)")
      }
    }
  }

  @Test(arguments: 0..<100) func theDearestPatternIsWhatEnumerationFinds(seed: Int) throws {
    var random = SampleRandom(state: UInt64(seed))
    let (cpu, memory) = (Int.random(in: 0...12, using: &random), Int.random(in: 0...12, using: &random))
    let items = (0..<Int.random(in: 0...5, using: &random)).map { _ in
      NodePattern.Item(
        profit: .random(in: 1...9, using: &random), count: .random(in: 1...3, using: &random),
        cpu: .random(in: 0...5, using: &random), memory: .random(in: 0...5, using: &random))
    }
    func best(_ place: Int, _ cpu: Int, _ memory: Int) -> Int {
      if place == items.count { return 0 }
      let item = items[place]
      return (0...item.count).filter { $0 * item.cpu <= cpu && $0 * item.memory <= memory }.map {
        $0 * item.profit + best(place + 1, cpu - $0 * item.cpu, memory - $0 * item.memory)
      }.max() ?? 0
    }
    var pattern = NodePattern(items, cpu: cpu, memory: memory)
    #expect(try pattern.dearest() == best(0, cpu, memory), "seed \(seed)")
  }
}
