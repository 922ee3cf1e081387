import Basics

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// YAML manifests, turned into JSON by the library `DovetailYAML` that is loaded for them alone.
enum YAMLDocuments {
  private typealias Function =
    @convention(c) (
      UnsafePointer<UInt8>, Int, UnsafeMutablePointer<Int>
    ) -> UnsafeMutablePointer<CChar>?

  private static let libraryName = "libDovetailYAML.so"

  /// A manifest has a line with the key `apiVersion` and one with the key `kind`, at its margin or in a list; one that
  /// has lost them has items or metadata, and what pods or nodes have.
  static func recognises(_ source: SourceText) -> Bool {
    var known: Set<String> = []
    for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      let words = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
      for key in keys where words.starts(with: key.utf8) { known.insert(key) }
      if known.contains("apiVersion:"), known.contains("kind:") { return true }
      if known.contains("metadata:"), known.contains("containers:") || known.contains("allocatable:") { return true }
    }
    return false
  }

  private static let keys = ["apiVersion:", "kind:", "metadata:", "containers:", "allocatable:"]

  /// The text with blanks in place of the logs that `kubectl cluster-info dump` writes between the documents.
  private static func withoutLogs(_ source: SourceText) -> SourceText {
    let mark = Array("==== START logs".utf8)
    guard source.contains("==== START logs") else { return source }
    var bytes = source.bytes
    var json = JSONReader(source)
    var start = bytes.startIndex
    while start < bytes.endIndex {
      if bytes[start...].starts(with: mark) {
        json.position = start
        json.skipLogs()
        let end = json.position
        for position in start..<end where bytes[position] != UInt8(ascii: "\n") { bytes[position] = UInt8(ascii: " ") }
        start = end
      }
      guard let lineEnd = bytes[start...].firstIndex(of: UInt8(ascii: "\n")) else { break }
      start = lineEnd + 1
    }
    return SourceText(name: source.name, bytes: bytes)
  }

  /// - Returns: a JSON object a document, each value on its line of the source.
  /// - Throws: `InputError` with the line of a mistake, or where the library is missing.
  static func json(of source: SourceText) throws(InputError) -> SourceText {
    // Never unloaded: Swift libraries cannot be.
    guard let library = dlopen(libraryName, RTLD_NOW), let symbol = dlsym(library, "dovetail_json_of_yaml") else {
      throw InputError(
        file: source.name, "YAML needs \(libraryName) beside the program; JSON (kubectl -o json) does without")
    }
    let convert = unsafeBitCast(symbol, to: Function.self)
    var line = 0
    let result = withoutLogs(source).bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { convert($0, bytes.count, &line) }
    }
    guard let result else { throw InputError(file: source.name, "not enough memory for the YAML") }
    defer { free(result) }
    let text = String(cString: result)
    guard line == 0 else { throw InputError(file: source.name, line: line, "not YAML: \(text)") }
    return SourceText(name: source.name, text: text)
  }
}
