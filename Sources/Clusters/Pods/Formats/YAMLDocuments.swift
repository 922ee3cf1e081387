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

  /// A manifest has a line with the key `apiVersion` and one with the key `kind`, at its margin or in a list.
  static func recognises(_ source: SourceText) -> Bool {
    var known: Set<String> = []
    for line in source.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: true) {
      let words = line.drop { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }
      for key in ["apiVersion:", "kind:"] where words.starts(with: key.utf8) { known.insert(key) }
      if known.count == 2 { return true }
    }
    return false
  }

  /// - Returns: a JSON object a document.
  /// - Throws: `InputError` with the line of a mistake, or where the library is missing.
  static func json(of source: SourceText) throws(InputError) -> SourceText {
    // Never unloaded: Swift libraries cannot be.
    guard let library = dlopen(libraryName, RTLD_NOW), let symbol = dlsym(library, "dovetail_json_of_yaml") else {
      throw InputError(
        file: source.name, "YAML needs \(libraryName) beside the program; JSON (kubectl -o json) does without")
    }
    let convert = unsafeBitCast(symbol, to: Function.self)
    var line = 0
    let result = source.bytes.withUnsafeBufferPointer { bytes in
      bytes.baseAddress.flatMap { convert($0, bytes.count, &line) }
    }
    guard let result else { throw InputError(file: source.name, "not enough memory for the YAML") }
    defer { free(result) }
    let text = String(cString: result)
    guard line == 0 else { throw InputError(file: source.name, line: line, "not YAML: \(text)") }
    return SourceText(name: source.name, text: text)
  }
}
