import Basics
import Foundation

/// One instance: a file, or one of several in a file.
public struct InstanceFile: Hashable, Sendable {
  /// As `dovetail solve` takes it: absolute, with `#k` where the file has several.
  public let path: String
  /// Where a campaign has other contents under the same key.
  public enum Namesakes: Sendable { case none, elsewhere, beside }

  /// The file's name without its extension, with `#k`: with the hash, what tells instances apart.
  public let key: String
  /// As tables show it: the key, or more of the path where a campaign has another instance of that key.
  public internal(set) var name: String
  public internal(set) var namesakes = Namesakes.none
  /// What summaries group by.
  public let family: String
  /// SHA-256 of the file's bytes.
  public let hash: String
  /// Bytes of the file.
  public let size: Int

  public init(path: String, name: String, family: String, hash: String, size: Int) {
    self.path = path
    key = name
    self.name = name
    self.family = family
    self.hash = hash
    self.size = size
  }

  /// - Parameter path: `FILE` or `FILE#k`.
  /// - Throws: `BenchError` when the file cannot be read.
  public init(at path: String, family rule: FamilyRule = .folder) throws(BenchError) {
    let (file, mark) = Self.split(path)
    let absolute = URL(fileURLWithPath: file).standardizedFileURL.path
    guard let data = FileManager.default.contents(atPath: absolute) else {
      throw BenchError(.noInput, "\(file): cannot be read")
    }
    let stem = Self.stem(absolute)
    self.init(
      path: absolute + mark, name: stem + mark, family: rule.family(ofFile: absolute, isOneOfSeveral: !mark.isEmpty),
      hash: ContentHash.sha256([UInt8](data)), size: data.count)
  }

  /// The hash of the file as it is now; nil when it is gone.
  var currentHash: String? {
    FileManager.default.contents(atPath: Self.split(path).file).map { ContentHash.sha256([UInt8]($0)) }
  }

  /// The folder of the file.
  var folder: String { URL(fileURLWithPath: Self.split(path).file).deletingLastPathComponent().path }

  /// "a/wt40.txt" and "#3" for "a/wt40.txt#3", as the command line of the solver has it.
  static func split(_ path: String) -> (file: String, mark: String) {
    guard !FileManager.default.fileExists(atPath: path), let hash = path.lastIndex(of: "#"), hash > path.startIndex,
      let number = Int(path[path.index(after: hash)...]), number >= 1
    else { return (path, "") }
    return (String(path[..<hash]), "#\(number)")
  }

  /// The last component without its extension: "A.1048576" for "sets/A.1048576.csv".
  static func stem(_ path: String) -> String { SourceText.stem(of: path) }
}

/// How an instance's family follows from its place.
public enum FamilyRule: String, CaseIterable, Sendable {
  /// The folder's name; the file's, for one instance of several in a file.
  case folder
  /// The letters that the file's name begins with: "ta" for "ta01.txt".
  case letters

  func family(ofFile path: String, isOneOfSeveral: Bool) -> String {
    let stem = InstanceFile.stem(path)
    switch self {
    case .folder:
      if isOneOfSeveral { return stem }
      return path.split(separator: "/").dropLast().last.map(String.init) ?? stem
    case .letters:
      let letters = stem.prefix { $0.isLetter }
      return letters.isEmpty ? stem : String(letters)
    }
  }
}
