import Solving

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

extension PodPacking: Generating {
  public static let generatorParameters: [Parameter] = [
    .init("nodes", .integer(1...100_000, default: 8), "nodes, all equal"),
    .init("pods-per-node", .integer(1...1000, default: 4), "pods in all, divided by nodes"),
    .init("priorities", .integer(1...1000, default: 4), "priorities from 1; larger is more important"),
    .init("usage", .number(0.01...10, default: 1), "what pods request of what nodes have, in hundredths"),
    .init("preemption", .integer(0...1, default: 0), "1: the default scheduler preempts (DefaultPreemption)"),
    .init("seed", .integer(0...Int.max, default: 1), "of the random numbers"),
    .init("study-seed", .name, "instead: a seed of the published study, with its own random numbers"),
    .init("pending", .integer(0...1, default: 0), "1: the first seed from this one on that leaves a pod pending"),
  ]

  /// Seeds tried by `--pending 1`.
  private static let seedLimit = 20_000

  /// - Returns: plain JSON with the placement that a simulation of the default scheduler reaches.
  public static func generate(_ arguments: Arguments) throws(GeneratorError) -> String {
    let published = try publishedSeed(arguments)
    var seed = published ?? UInt64(arguments.integer("seed"))
    for _ in 0..<(arguments.integer("pending") == 1 ? seedLimit : 1) {
      let snapshot = try snapshot(arguments, seed: seed, isPublished: published != nil)
      if arguments.integer("pending") == 0 || snapshot.pods.contains(where: { $0.nodeName == nil }) {
        return text(of: PlainCluster(snapshot))
      }
      seed &+= 1
    }
    throw GeneratorError("no pod is pending with any of \(seedLimit) seeds")
  }

  private static func publishedSeed(_ arguments: Arguments) throws(GeneratorError) -> UInt64? {
    guard let text = arguments.name("study-seed") else { return nil }
    guard let seed = UInt64(text) else { throw GeneratorError("--study-seed takes a number below 2^64, not '\(text)'") }
    if arguments.given.contains("seed") { throw GeneratorError("--seed and --study-seed exclude each other") }
    return seed
  }

  private static func snapshot(
    _ arguments: Arguments, seed: UInt64, isPublished: Bool
  ) throws(GeneratorError) -> ClusterSnapshot {
    let (nodes, density) = (arguments.integer("nodes"), arguments.integer("pods-per-node"))
    let priorities = arguments.integer("priorities")
    let percent = (arguments.number("usage") * 100).rounded()
    guard (arguments.number("usage") * 100 - percent).magnitude < 1e-6 else {
      throw GeneratorError("--usage takes hundredths, not \(arguments.number("usage"))")
    }
    guard nodes * density <= 10_000_000 else { throw GeneratorError("more than 10 million pods") }
    var name = "n\(nodes)-k\(density)-p\(priorities)-u\(Int(percent))-\(isPublished ? "study" : "s")\(seed)"
    if arguments.integer("preemption") == 1 { name += "-preemption" }
    let sets =
      isPublished
      ? ReplicaSetDraw.drawAsPublished(pods: nodes * density, priorities: priorities, seed: seed)
      : ReplicaSetDraw.draw(pods: nodes * density, priorities: priorities, seed: seed)
    return StudyCluster(
      nodeCount: nodes, podsPerNode: density, priorityCount: priorities, usagePercent: Int(percent),
      preempts: arguments.integer("preemption") == 1, replicaSets: sets
    ).snapshot(named: name)
  }

  /// The text of `cluster`, a node or pod a line, which `parse` reads back.
  static func text(of cluster: PlainCluster) -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    func line(_ value: some Encodable) -> String {
      // Names and numbers always encode.
      (try? encoder.encode(value)).map { String(decoding: $0, as: UTF8.self) } ?? "null"
    }
    let nodes = cluster.nodes.map { "    \(line($0))" }.joined(separator: ",\n")
    let pods = cluster.pods.map { "    \(line($0))" }.joined(separator: ",\n")
    return """
      {
        "name": \(line(cluster.name)),
        "nodes": [
      \(nodes)
        ],
        "pods": [
      \(pods)
        ]
      }

      """
  }
}

extension PlainCluster {
  /// What the plain format can say of `snapshot`: names, cpu, memory, priorities and places.
  init(_ snapshot: ClusterSnapshot) {
    name = snapshot.name
    nodes = snapshot.nodes.map {
      Node(
        name: $0.name, cpu: Amount($0.allocatable["cpu"] ?? 0), mem: Amount($0.allocatable["memory"] ?? 0))
    }
    pods = snapshot.pods.map {
      Pod(
        name: $0.label, cpu: Amount($0.requests["cpu"] ?? 0), mem: Amount($0.requests["memory"] ?? 0),
        priority: $0.priority, node: $0.nodeName)
    }
  }
}
