/// Keys that an object has twice, of which decoders take one or the other in silence.
extension JSONReader {
  /// For texts that a decoder reads.
  ///
  /// - Throws: the first key that is in an object twice, with its line; what is no JSON passes, for its reader says it
  ///   better.
  package static func checkKeys(of source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    json.refusesRepetition = false
    try json.checkKeys()
  }

  private mutating func checkKeys() throws(InputError) {
    switch nextByte() {
    case UInt8(ascii: "{"):
      guard (try? beginObject()) != nil else { return }
      var keys = OpenKeys()
      keys.open()
      while let key = try? nextKeyOrNull() {
        guard keys.insert(key) else { throw repetition(of: key) }
        try checkKeys()
      }
    case UInt8(ascii: "["):
      guard (try? beginArray()) != nil else { return }
      while (try? nextElement()) ?? false { try checkKeys() }
    default: try? skipValue()
    }
  }
}
