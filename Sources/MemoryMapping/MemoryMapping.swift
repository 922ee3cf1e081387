import Basics
import MIP
import Race
import Solving

/// Memory mapping: where the tensors of a program lie in memory while they live.
///
/// One problem, several kinds of instance; each kind is a folder with its own reader, checker, models and strategies,
/// and this type hands everything on to the kind that the instance is of.
public enum MemoryMapping: Problem {
  public static let name = "memory"
  public static let summary =
    "memory mapping: addresses for buffers in the least memory; which tensors live in fast memory"

  /// One case for each kind of question.
  public enum Instance: Sendable {
    /// Buffers with given life times: addresses.
    case allocation(BufferSet)
    /// Tensors of a program between a fast and a slow memory: which are in the fast one, when and where.
    case layers(LayerProgram)
  }

  public enum Solution: Sendable {
    /// Addresses for buffers.
    case allocation(Placement)
    /// Stays of tensors in fast memory.
    case layers(LayerMapping)
  }

  public static let formats = Allocation.formats + Layers.formats
  public static let heuristics = Allocation.heuristics + Layers.heuristics

  public static func recognises(_ source: SourceText) -> Bool {
    Layers.recognises(source) || Allocation.recognises(source)
  }

  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    Layers.recognises(source) ? .layers(try Layers.parse(source)) : .allocation(try Allocation.parse(source))
  }

  public static let questions = [
    Parameter("capacity", .integer(0...Int.max), "does it fit in so many units? (default: what is the least?)")
  ]

  public static func asking(
    _ arguments: Arguments, of instance: Instance
  ) throws(SolveOptionError) -> Instance {
    switch instance {
    case .allocation(let set): .allocation(try Allocation.asking(arguments, of: set))
    case .layers(let program): .layers(try Layers.asking(arguments, of: program))
    }
  }

  public static func check(_ solution: Solution, of instance: Instance) throws(CheckFailure) -> Objective {
    switch (solution, instance) {
    case (.allocation(let placement), .allocation(let set)): try Allocation.check(placement, of: set)
    case (.layers(let mapping), .layers(let program)): try program.check(mapping)
    case (.allocation, .layers): throw CheckFailure("expected stays in fast memory, found a placement of buffers")
    case (.layers, .allocation): throw CheckFailure("expected a placement of buffers, found stays in fast memory")
    }
  }

  /// - Throws: `SolveOptionError`, or what a kind's models throw where the engine cannot take the instance.
  public static func lanes(
    for instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> [Lane<Solution>] {
    switch instance {
    case .allocation(let set): try Allocation.lanes(for: set, options)
    case .layers(let program): try Layers.lanes(for: program, options)
    }
  }

  public static func linearModel(
    of instance: Instance, _ options: SolveOptions<Solution>
  ) throws -> LinearModel {
    switch instance {
    case .allocation(let set): try Allocation.linearModel(of: set, options)
    case .layers(let program): try Layers.linearModel(of: program)
    }
  }

  public static func explanation(of solution: Solution, of instance: Instance) -> [String] {
    switch (solution, instance) {
    case (.layers(let mapping), .layers(let program)): Layers.explanation(of: mapping, of: program)
    default: []
    }
  }

  public static func infeasibility(of instance: Instance, shouldStop: () -> Bool) -> Infeasibility? {
    guard case .allocation(let set) = instance else { return nil }
    return Allocation.infeasibility(of: set, shouldStop: shouldStop)
  }

  public static func table(of solution: Solution, of instance: Instance) -> String? {
    guard case (.allocation(let placement), .allocation(let set)) = (solution, instance) else { return nil }
    return BufferTable.text(of: set, placement)
  }

  public static func solution(in table: SourceText, of instance: Instance) throws(InputError) -> Solution? {
    guard case .allocation(let set) = instance, BufferTable.recognises(table) else { return nil }
    return .allocation(try BufferTable.placement(in: table, of: set))
  }

  public static func picture(of solution: Solution, of instance: Instance) -> String {
    switch (solution, instance) {
    case (.allocation(let placement), .allocation(let set)): Allocation.picture(of: placement, of: set)
    case (.layers(let mapping), .layers(let program)): Layers.picture(of: mapping, of: program)
    case (.allocation, .layers), (.layers, .allocation): preconditionFailure("a solution of another kind of instance")
    }
  }
}

/// Each kind's solution is coded as itself; its keys tell the kinds apart.
extension MemoryMapping.Solution: Codable {
  private enum Key: String, CodingKey { case stays }

  public init(from decoder: any Decoder) throws {
    if try decoder.container(keyedBy: Key.self).contains(.stays) {
      self = .layers(try LayerMapping(from: decoder))
    } else {
      self = .allocation(try MemoryMapping.Placement(from: decoder))
    }
  }

  public func encode(to encoder: any Encoder) throws {
    switch self {
    case .allocation(let placement): try placement.encode(to: encoder)
    case .layers(let mapping): try mapping.encode(to: encoder)
    }
  }
}
