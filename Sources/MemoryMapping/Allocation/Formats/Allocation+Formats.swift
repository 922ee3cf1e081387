import Basics
import Solving

extension MemoryMapping.Allocation {
  public static let formats = [
    "buffers as MiniMalloc CSV: a header line with id, lower, upper (or end, inclusive), size and, where given, "
      + "alignment, gaps, hint, offset (fixed), alias, in_place_of, pools",
    "buffers as JSON: {\"buffers\": [{\"id\", \"lower\", \"upper\", \"size\", ...}], \"capacity\", \"pools\"}",
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
    guard let capacity = arguments.givenInteger("capacity") else { return set }
    guard set.pools.isEmpty else {
      throw SolveOptionError.unfit(
        "--capacity", reason: "\(set.name) has pools, and the JSON of a set says the capacity of each")
    }
    return set.asking(capacity: capacity)
  }

  /// What is in the table and says nothing of memory, and buffers that never live.
  public static func warnings(of set: MemoryMapping.BufferSet) -> [String] {
    var tally = WarningTally()
    for name in set.further.names {
      tally.add("columns that say nothing of memory, kept in tables of results", about: name)
    }
    for buffer in set.buffers where buffer.lower == buffer.upper {
      tally.add("buffers whose life is empty need no memory", about: buffer.id)
    }
    return tally.lines
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
