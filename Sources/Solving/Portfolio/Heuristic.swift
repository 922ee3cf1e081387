import Race

/// A heuristic that can run alone, as its name says it, beside what makes it: the list of a problem's heuristics and
/// their dispatch are one.
public struct Heuristic<P: Problem>: Sendable {
  /// What a lane runs, one after the other.
  public typealias Strategies = [any Strategy<P.Solution>]

  /// Its name and what it does.
  public let description: HeuristicDescription
  let lanes: @Sendable (P.Instance, SolveOptions<P.Solution>) throws -> [Lane<P.Solution>]

  /// Lanes of any layout.
  public init(
    _ name: String, _ summary: String,
    lanes: @escaping @Sendable (P.Instance, SolveOptions<P.Solution>) throws -> [Lane<P.Solution>]
  ) {
    description = HeuristicDescription(name, summary)
    self.lanes = lanes
  }

  /// Something that has an end, in one lane.
  public static func once(
    _ name: String, _ summary: String,
    _ make: @escaping @Sendable (P.Instance, SolveOptions<P.Solution>) -> Strategies
  ) -> Heuristic {
    Heuristic(name, summary) { [Lane(make($0, $1))] }
  }

  /// A search on every worker, each with a seed of its own.
  ///
  /// - Parameters:
  ///   - name: as in `--heuristic`.
  ///   - summary: what it does, and the paper that it is from.
  ///   - bounds: what it is measured against, first on the first worker.
  ///   - make: the search of one worker.
  public static func search(
    _ name: String, _ summary: String, bounds: @escaping @Sendable (P.Instance) -> Strategies = { _ in [] },
    _ make: @escaping @Sendable (_ instance: P.Instance, _ seed: UInt64) -> any Strategy<P.Solution>
  ) -> Heuristic {
    Heuristic(name, summary) { instance, options in
      options.lanes { worker in
        (worker == 0 ? bounds(instance) : []) + [make(instance, options.seed(of: worker))]
      }
    }
  }
}
