import MIP
import Race

/// Memory mapping: where the tensors of a program lie in memory while they live.
///
/// One problem, several kinds of instance; each kind is a folder with its own reader, checker, models and strategies,
/// and this type hands everything on to the kind that the instance is of.
public enum MemoryMapping: Problem {
  public static let name = "memory"
  public static let summary = "memory mapping: addresses for buffers with given life times in the least memory"

  /// One case for each kind of question.
  public enum Instance: Sendable {
    /// Buffers with given life times: addresses.
    case allocation(BufferSet)
  }

  public enum Solution: Sendable {
    case allocation(Placement)
  }

  public static let formats = Allocation.formats
  public static let heuristics = Allocation.heuristics

  public static func recognises(_ source: SourceText) -> Bool { Allocation.recognises(source) }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    .allocation(try Allocation.parse(source))
  }

  public static func asking(
    _ options: InstanceOptions, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    switch instance {
    case .allocation(let set): .allocation(try Allocation.asking(options, of: set))
    }
  }

  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    switch (solution, instance) {
    case (.allocation(let placement), .allocation(let set)): try Allocation.check(placement, of: set)
    }
  }

  /// - Throws: `SolveOptionError`, or what a kind's models throw where the engine cannot take the instance.
  public static func lanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    switch instance {
    case .allocation(let set): try Allocation.lanes(for: set, options)
    }
  }

  public static func linearModel(
    of instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> LinearModel {
    switch instance {
    case .allocation(let set): try Allocation.linearModel(of: set, options)
    }
  }

  public static func picture(of solution: Solution, of instance: Instance) -> String {
    switch (solution, instance) {
    case (.allocation(let placement), .allocation(let set)): Allocation.picture(of: placement, of: set)
    }
  }
}

/// Each kind's solution is coded as itself; its keys tell the kinds apart.
extension MemoryMapping.Solution: Codable {
  public init(from decoder: any Decoder) throws {
    self = .allocation(try MemoryMapping.Placement(from: decoder))
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .allocation(let placement): try placement.encode(to: encoder)
    }
  }
}
