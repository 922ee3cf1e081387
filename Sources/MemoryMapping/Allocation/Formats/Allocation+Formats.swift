import Basics
import Solving

extension MemoryMapping.Allocation {
  public static let formats = [
    "buffers as MiniMalloc CSV: a header line with id, lower, upper (or end, inclusive), size and, where given, "
      + "alignment, gaps, hint, offset (fixed)",
    "buffers as JSON: {\"buffers\": [{\"id\", \"lower\", \"upper\", \"size\", ...}], \"capacity\"}",
  ]

  public static func recognises(_ source: SourceText) -> Bool {
    MemoryMapping.BufferTable.recognises(source) || MemoryMapping.BufferDocument.recognises(source)
  }

  public static func parse(_ source: SourceText) throws(InputError) -> MemoryMapping.BufferSet {
    let name = source.stem
    return MemoryMapping.BufferDocument.recognises(source)
      ? try MemoryMapping.BufferDocument.read(source, name: name)
      : try MemoryMapping.BufferTable.read(source, name: name)
  }

  /// With a capacity the question is whether the buffers fit in it.
  public static func asking(
    _ arguments: Arguments, of set: MemoryMapping.BufferSet
  ) throws(SolveOptionError) -> MemoryMapping.BufferSet {
    set.asking(capacity: arguments.givenInteger("capacity") ?? set.capacity)
  }

  public static func table(of placement: MemoryMapping.Placement, of set: MemoryMapping.BufferSet) -> String? {
    MemoryMapping.BufferTable.text(of: set, placement)
  }

  public static func solution(
    in table: SourceText, of set: MemoryMapping.BufferSet
  ) throws(InputError) -> MemoryMapping.Placement? {
    MemoryMapping.BufferTable.recognises(table) ? try MemoryMapping.BufferTable.placement(in: table, of: set) : nil
  }
}
