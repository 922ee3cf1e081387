import Foundation

/// Which instances a command line means.
public enum InstanceSelection {
  /// Files that lie among instances and are none.
  private static let others: Set = ["md", "svg", "png", "pdf", "py", "sh", "html", "db", "jsonl", "sum", "gz", "zip"]

  /// - Parameters:
  ///   - words: folders (searched through), quoted globs, files, `FILE#k` and `FILE#i..k`, and `@LIST` with one of
  ///     these on each line, relative to the list's own folder; `#` at a line's start is a comment.
  ///   - matching: of folders, only the files whose names match this glob.
  /// - Returns: paths without repetition, those of each word in the order of their names with numbers by value.
  /// - Throws: `BenchError` where a word selects nothing.
  public static func paths(_ words: [String], matching pattern: String? = nil) throws(BenchError) -> [String] {
    var found: [String] = []
    for word in words { try add(word, pattern, from: nil, &found) }
    var seen: Set<String> = []
    return found.filter { seen.insert($0).inserted }
  }

  private static func add(
    _ word: String, _ pattern: String?, from folder: String?, _ found: inout [String]
  ) throws(BenchError) {
    if word.hasPrefix("@"), folder == nil {
      let list = String(word.dropFirst())
      guard let data = FileManager.default.contents(atPath: list) else {
        throw BenchError(.noInput, "\(list): cannot be read")
      }
      let base = URL(fileURLWithPath: list).deletingLastPathComponent().path
      for line in String(decoding: data, as: UTF8.self).split(whereSeparator: \.isNewline) {
        let entry = line.trimmingCharacters(in: .whitespaces)
        if entry.isEmpty || entry.hasPrefix("#") { continue }
        try add(entry, pattern, from: base, &found)
      }
      return
    }
    let path = folder.map { word.hasPrefix("/") ? word : "\($0)/\(word)" } ?? word
    let before = found.count
    var isFolder: ObjCBool = false
    if FileManager.default.fileExists(atPath: path, isDirectory: &isFolder) {
      found += isFolder.boolValue ? files(under: path, matching: pattern) : [path]
    } else if let range = range(of: path) {
      found += range.numbers.map { "\(range.file)#\($0)" }
    } else if path.contains(where: { "*?[".contains($0) }) {
      found += expand(path)
    } else {
      throw BenchError(.noInput, "\(path): no such file or folder")
    }
    guard found.count > before else { throw BenchError(.noInput, "\(path): no instances there") }
  }

  private static func files(under folder: String, matching pattern: String?) -> [String] {
    guard let walk = FileManager.default.enumerator(atPath: folder) else { return [] }
    var paths: [String] = []
    for case let path as String in walk where isInstance(path, matching: pattern) {
      var isFolder: ObjCBool = false
      let whole = folder.hasSuffix("/") ? folder + path : "\(folder)/\(path)"
      if FileManager.default.fileExists(atPath: whole, isDirectory: &isFolder), !isFolder.boolValue {
        paths.append(whole)
      }
    }
    return paths.sorted(by: naturallyPrecedes)
  }

  private static func isInstance(_ path: String, matching pattern: String?) -> Bool {
    let name = path.split(separator: "/").last.map(String.init) ?? path
    if path.split(separator: "/").contains(where: { $0.hasPrefix(".") }) { return false }
    if let pattern { return fnmatch(pattern, name, 0) == 0 }
    let ending = name.split(separator: ".").last.map { $0.lowercased() } ?? ""
    return name.contains(".") && !others.contains(ending) && !name.hasPrefix("bounds") && !name.hasPrefix("README")
  }

  private static func range(of path: String) -> (file: String, numbers: ClosedRange<Int>)? {
    guard let mark = path.lastIndex(of: "#") else { return nil }
    let file = String(path[..<mark])
    let ends = path[path.index(after: mark)...].components(separatedBy: "..").map { Int($0) }
    guard FileManager.default.fileExists(atPath: file), let first = ends.first ?? nil, let last = ends.last ?? nil,
      ends.count <= 2, first >= 1, last >= first
    else { return nil }
    return (file, first...last)
  }

  private static func expand(_ pattern: String) -> [String] {
    var result = glob_t()
    defer { globfree(&result) }
    guard glob(pattern, 0, nil, &result) == 0 else { return [] }
    let paths = (0..<Int(result.gl_pathc)).compactMap { result.gl_pathv[$0].map { String(cString: $0) } }
    return paths.sorted(by: naturallyPrecedes)
  }

  /// "j3_2" before "j3_10".
  static func naturallyPrecedes(_ left: String, _ right: String) -> Bool {
    var a = Array(left.utf8)[...]
    var b = Array(right.utf8)[...]
    let digits = UInt8(ascii: "0")...UInt8(ascii: "9")
    while let x = a.first, let y = b.first {
      if digits.contains(x), digits.contains(y) {
        let m = a.prefix { digits.contains($0) }.drop { $0 == digits.lowerBound }
        let n = b.prefix { digits.contains($0) }.drop { $0 == digits.lowerBound }
        if m.count != n.count { return m.count < n.count }
        if !m.elementsEqual(n) { return m.lexicographicallyPrecedes(n) }
        a = a.drop { digits.contains($0) }
        b = b.drop { digits.contains($0) }
      } else if x != y {
        return x < y
      } else {
        a = a.dropFirst()
        b = b.dropFirst()
      }
    }
    return a.count == b.count ? left < right : a.count < b.count
  }
}
