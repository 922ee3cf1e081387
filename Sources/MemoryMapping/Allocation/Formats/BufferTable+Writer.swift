extension MemoryMapping.BufferTable {
  /// The set as MiniMalloc's CSV, with those optional columns that are needed, and an offset column where there is a
  /// placement. Further columns of the table that the set was read from follow.
  static func text(of set: MemoryMapping.BufferSet, _ placement: MemoryMapping.Placement? = nil) -> String {
    let buffers = set.buffers
    let hasAlignment = buffers.contains { $0.alignment > 1 }
    let hasGaps = buffers.contains { !$0.gaps.isEmpty }
    let hasHints = buffers.contains { $0.hint != nil }
    let hasAliases = buffers.contains { $0.alias != nil }
    let hasInPlace = buffers.contains { !$0.inPlaceOf.isEmpty }
    let hasPools = !set.pools.isEmpty
    let hasOffsets = placement != nil || buffers.contains { $0.fixedOffset != nil }
    var text = "id,lower,upper,size"
    text.reserveCapacity(48 * buffers.count)
    for (isShown, name) in [
      (hasAlignment, "alignment"), (hasGaps, "gaps"), (hasHints, "hint"), (hasAliases, "alias"),
      (hasInPlace, "in_place_of"), (hasPools, "pools"), (hasOffsets, "offset"),
    ] where isShown { text += ",\(name)" }
    for name in set.further.names { text += "," + quoted(name) }
    text += "\n"
    for (index, buffer) in buffers.enumerated() {
      text += quoted(buffer.id)
      for number in [buffer.lower, buffer.upper, buffer.size] { append(number, to: &text) }
      if hasAlignment { append(buffer.alignment, to: &text) }
      if hasGaps { text += "," + buffer.gaps.map(Self.text).joined(separator: " ") }
      if hasHints { append(buffer.hint ?? -1, to: &text) }
      if hasAliases { text += "," + (buffer.alias.map(quoted) ?? "") }
      if hasInPlace { text += "," + (buffer.inPlaceOf.isEmpty ? "" : quoted(buffer.inPlaceOf.joined(separator: " "))) }
      if hasPools {
        let names = placement?.pools.map { [$0[index]] } ?? buffer.pools.map { set.pools[$0].name }
        text += "," + (names.isEmpty ? "" : quoted(names.joined(separator: " ")))
      }
      if hasOffsets {
        if let offset = placement?.offsets[index] ?? buffer.fixedOffset {
          append(offset, to: &text)
        } else {
          text += ","
        }
      }
      if !set.further.rows.isEmpty {
        for cell in set.further.rows[index] { text += "," + (cell.isEmpty ? "" : quoted(cell)) }
      }
      text += "\n"
    }
    return text
  }

  private static func text(of gap: MemoryMapping.MemoryBuffer.Gap) -> String {
    let window = gap.used.map { "@\($0.lowerBound):\($0.upperBound)" } ?? ""
    return "\(gap.lower)-\(gap.upper)\(window)"
  }

  private static func append(_ number: Int, to text: inout String) {
    text += ","
    text += String(number)
  }

  private static func quoted(_ id: String) -> String {
    let isPlain = !id.utf8.contains { $0 == UInt8(ascii: ",") || $0 == UInt8(ascii: "\"") || $0 <= 32 }
    if isPlain, !id.isEmpty { return id }
    return "\"" + id.split(separator: "\"", omittingEmptySubsequences: false).joined(separator: "\"\"") + "\""
  }
}
