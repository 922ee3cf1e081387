import Basics

extension ResourceProject {
  /// Reads PSPLIB `.sm` or Patterson `.rcp`, told apart by content.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    guard source.bytes.contains(where: { $0 > 32 }) else {
      throw InputError(file: source.name, "the file is empty")
    }
    try source.checkIsText()
    if PSPLIBReader.recognises(source) { return try PSPLIBReader.read(source) }
    return try PattersonReader.read(source)
  }

  /// PSPLIB files show themselves by their section titles. A Patterson file is numbers only, as are other problems'
  /// formats, so it is recognised only when its structure fits from the first number to the last, or by its name.
  public static func recognises(_ source: SourceText) -> Bool {
    guard source.isText(upTo: 4096) else { return false }
    return PSPLIBReader.recognises(source) || source.name.lowercased().hasSuffix(".rcp")
      || PattersonReader.recognises(source)
  }
}
