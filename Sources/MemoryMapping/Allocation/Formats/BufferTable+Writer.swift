extension MemoryMapping.BufferTable {
  /// The set as MiniMalloc's CSV, with those optional columns that are needed, and an offset column where there is a
  /// placement.
  static func text(of set: MemoryMapping.BufferSet, _ placement: MemoryMapping.Placement? = nil) -> String {
    let buffers = set.buffers
    let hasAlignment = buffers.contains { $0.alignment > 1 }
    let hasGaps = buffers.contains { !$0.gaps.isEmpty }
    let hasHints = buffers.contains { $0.hint != nil }
    let hasOffsets = placement != nil || buffers.contains { $0.fixedOffset != nil }
    var text = "id,lower,upper,size"
    text.reserveCapacity(48 * buffers.count)
    for (isShown, name) in [(hasAlignment, "alignment"), (hasGaps, "gaps"), (hasHints, "hint"), (hasOffsets, "offset")]
    where isShown { text += ",\(name)" }
    text += "\n"
    for (index, buffer) in buffers.enumerated() {
      text += quoted(buffer.id)
      for number in [buffer.lower, buffer.upper, buffer.size] { append(number, to: &text) }
      if hasAlignment { append(buffer.alignment, to: &text) }
      if hasGaps { text += "," + buffer.gaps.map { "\($0.lower)-\($0.upper)" }.joined(separator: " ") }
      if hasHints { append(buffer.hint ?? -1, to: &text) }
      if hasOffsets {
        if let offset = placement?.offsets[index] ?? buffer.fixedOffset {
          append(offset, to: &text)
        } else {
          text += ","
        }
      }
      text += "\n"
    }
    return text
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
