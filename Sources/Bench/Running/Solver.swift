import Foundation

/// The programs that a sweep starts.
public struct Solver: Sendable {
  /// The solver, which takes `solve FILE --log json ...` as `dovetail` does.
  public let program: String
  /// `dovetail-measure`.
  public let measure: String
  /// What `PROGRAM --version` prints.
  public let version: String

  /// - Parameters:
  ///   - program: a path, or a name on the PATH; nil for the `dovetail` beside this program.
  ///   - measure: nil for the `dovetail-measure` beside this program.
  /// - Throws: `BenchError` where one of the two is not there.
  public init(_ program: String? = nil, measure: String? = nil) throws(BenchError) {
    let own = Self.folder
    let beside = { (name: String) in own + "/" + name }
    if let program {
      self.program = try Self.find(program)
    } else {
      self.program = try Self.required(beside("dovetail"))
    }
    self.measure = try Self.required(measure ?? beside("dovetail-measure"))
    version = Self.firstLine(of: self.program)
  }

  /// Where this program lies.
  public static let folder: String = {
    let own = (try? FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")) ?? CommandLine.arguments[0]
    return URL(fileURLWithPath: own).deletingLastPathComponent().path
  }()

  private static func required(_ path: String) throws(BenchError) -> String {
    guard FileManager.default.isExecutableFile(atPath: path) else {
      let name = path.split(separator: "/").last.map(String.init) ?? path
      guard ["dovetail", "dovetail-measure"].contains(name) else {
        throw BenchError(.unavailable, "\(path) is no program that can be run")
      }
      let configuration = path.contains("/debug/") ? "" : " -c release"
      throw BenchError(
        .unavailable, "\(path) is not there; this builds it and all that it needs: swift build\(configuration)")
    }
    return path
  }

  /// A path stays one; a name is looked for as the shell does.
  private static func find(_ name: String) throws(BenchError) -> String {
    if name.contains("/") { return try required(URL(fileURLWithPath: name).path) }
    for folder in (ProcessInfo.processInfo.environment["PATH"] ?? "").split(separator: ":") {
      let path = "\(folder)/\(name)"
      if FileManager.default.isExecutableFile(atPath: path) { return path }
    }
    throw BenchError(.unavailable, "there is no program '\(name)' on the PATH")
  }

  private static func firstLine(of program: String) -> String {
    guard let result = try? Subprocess.run(program, ["--version"]), result.status == 0 else { return "unknown" }
    return result.output.split(whereSeparator: \.isNewline).first.map(String.init) ?? "unknown"
  }
}
