import Basics
import Pods

/// What a cluster is changed by, in the order: workloads and nodes less, then nodes more.
struct WhatIfChange {
  var shapes: [(text: String, shape: NodeShape)] = []
  var removed: [String] = []
  var without: [String] = []

  /// The shape of which as many are asked for as it takes; nil where every shape has its count.
  var open: (text: String, shape: NodeShape)? { shapes.first { $0.shape.count == nil } }

  /// - Parameter leavesOpen: whether the shape without a count adds nothing yet, rather than one node.
  /// - Returns: what was done, in words.
  func apply(to snapshot: inout ClusterSnapshot, leavesOpen: Bool) throws(CommandFailure) -> [String] {
    var words: [String] = []
    do {
      for workload in without {
        let count = try snapshot.remove(workload: workload)
        words.append("without \(workload), \(counted(count, "pod"))")
      }
      if !removed.isEmpty {
        let lost = try snapshot.remove(nodes: Set(removed))
        words.append("without \(removed.count == 1 ? "node" : "nodes") \(removed.joined(separator: ", "))")
        if !lost.isEmpty {
          words.append(
            "\(counted(lost.count, "pod")) gone for want of a controller: \(lost.prefix(5).joined(separator: ", "))"
              + (lost.count > 5 ? ", ..." : ""))
        }
      }
      for (text, shape) in shapes {
        guard let count = shape.count ?? (leavesOpen ? nil : 1) else { continue }
        let names = try snapshot.add(shape, count: count)
        words.append("\(counted(count, "node")) more of \(text): \(Self.range(names))")
      }
    } catch {
      throw CommandFailure(.usage, error.description)
    }
    return words
  }

  private static func range(_ names: [String]) -> String {
    names.count > 3 ? "\(names[0]) to \(names[names.count - 1])" : names.joined(separator: ", ")
  }
}
