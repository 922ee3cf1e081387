import Basics

extension JSONReader {
  /// A key that an object does not have, with the one that was probably meant.
  func stranger(_ key: String, among known: [String]) -> InputError {
    let plain = error(expected: "one of the keys \(known.joined(separator: ", "))", found: key)
    return InputError(
      file: plain.file, line: plain.line, plain.message + Spelling.hint(for: key, among: known))
  }
}
