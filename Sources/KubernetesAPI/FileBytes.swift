import Basics

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif
#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// Small files, read whole: tokens, certificates, configurations.
enum FileBytes {
  /// Larger than any of them.
  private static let limit = 4 << 20

  /// - Parameter what: what the file is to hold, for the error.
  static func read(_ path: String, _ what: String) throws(InputError) -> [UInt8] {
    guard let file = fopen(path, "r") else {
      throw InputError(file: path, line: nil, expected: what, found: String(cString: strerror(errno)).lowercased())
    }
    defer { fclose(file) }
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = fread(&part, 1, part.count, file)
      bytes += part[..<count]
      guard bytes.count <= limit else {
        throw InputError(file: path, line: nil, expected: what, found: "a file of more than 4 MiB")
      }
      if count < part.count { break }
    }
    guard ferror(file) == 0 else {
      throw InputError(file: path, line: nil, expected: what, found: String(cString: strerror(errno)).lowercased())
    }
    return bytes
  }

  /// A bearer token, without the line's end that editors add.
  static func token(in path: String) throws(InputError) -> String {
    let text = String(decoding: try read(path, "a bearer token"), as: UTF8.self)
    let word = text.split(whereSeparator: \.isWhitespace)
    guard word.count == 1 else {
      throw InputError(
        file: path, line: nil, expected: "a bearer token", found: word.isEmpty ? "nothing" : "several words")
    }
    return String(word[0])
  }

  static func decoded(base64 text: String) -> [UInt8]? {
    Data(base64Encoded: text, options: .ignoreUnknownCharacters).map { Array($0) }
  }
}
