import Basics
import Solving

extension JobShop {
  /// Dispatching forwards and backwards in turn: each pass builds a schedule of the instance, or of its mirror image, in
  /// which the operations that compete for a machine go in the order of the pass before, and so closes gaps that the
  /// other direction left at its far end.
  ///
  /// A pass costs no more than a dispatching rule, and needs O(N) memory for N operations: for shops that are too large
  /// for anything finer.
  /// - Source: after the forward and backward passes of Tormos, Lova 2001, "A competitive heuristic solution technique
  ///   for resource-constrained project scheduling".
  struct AlternatingDispatch: ~Copyable {
    private var forward: GifflerThompson
    private var backward: GifflerThompson
    /// By operation: its number in the mirror image, where each job's operations come in the opposite order.
    private let mirrored: Buffer<Int32>
    private let duration: Buffer<Int32>

    /// - Throws: never for a valid instance, as the mirror image of one is valid.
    init(_ instance: Instance) throws(InvalidInstance) {
      forward = GifflerThompson(instance)
      backward = GifflerThompson(
        try Instance(
          name: instance.name, machineCount: instance.machineCount, jobs: instance.jobs.map { $0.reversed() }))
      mirrored = Buffer(repeating: 0, count: instance.operationCount)
      duration = Buffer(repeating: 0, count: instance.operationCount)
      var first = 0
      for operations in instance.jobs {
        for (place, operation) in operations.enumerated() {
          mirrored[first + place] = Int32(first + operations.count - 1 - place)
          duration[first + place] = Int32(operation.duration)
        }
        first += operations.count
      }
    }

    /// Of the forward schedule.
    var makespan: Int { forward.makespan }
    func solution() -> Solution { forward.solution() }

    /// Begins with a schedule by a rule.
    mutating func build(by rule: DispatchingRule, _ random: inout RandomSource) {
      forward.build(by: rule, lookAhead: 0, &random)
    }

    /// Begins with a schedule of this instance.
    mutating func load(_ solution: Solution) {
      var operation = 0
      for start in solution.starts.joined() {
        forward.starts[operation] = Int32(start)
        operation += 1
      }
    }

    /// The starts of the forward schedule, to come back to.
    func save(to starts: borrowing Buffer<Int32>) {
      starts.pointer.update(from: forward.starts.pointer, count: starts.count)
    }

    func restore(_ starts: borrowing Buffer<Int32>) {
      forward.starts.pointer.update(from: starts.pointer, count: starts.count)
    }

    /// A backward and a forward pass.
    ///
    /// - Parameters:
    ///   - lookAhead: of both, see `GifflerThompson`.
    ///   - noise: moments by which the places of operations in the order vary at random, at most.
    mutating func pass(lookAhead: Double, noise: Int, _ random: inout RandomSource) {
      // What ends last goes first, seen from the end.
      for operation in 0..<mirrored.count {
        let completion = forward.starts[operation] + duration[operation]
        backward.ranks[mirrored[operation]] = -(completion + shift(noise, &random))
      }
      backward.buildByRank(lookAhead: lookAhead)
      // What starts first in the mirrored schedule goes first.
      let end = Int32(backward.makespan)
      for operation in 0..<mirrored.count {
        let start = end - backward.starts[mirrored[operation]] - duration[operation]
        forward.ranks[operation] = start + shift(noise, &random)
      }
      forward.buildByRank(lookAhead: lookAhead)
    }

    private func shift(_ noise: Int, _ random: inout RandomSource) -> Int32 {
      noise == 0 ? 0 : Int32(random.below(noise + 1))
    }
  }
}
