import Foundation

/// Files of several instances, of which each is one of its own in a campaign.
public enum CollectedFiles {
  /// So many files are asked for at once: a command line has a longest length.
  private static let portion = 200

  /// - Parameters:
  ///   - paths: `FILE` or `FILE#k`.
  ///   - problem: the problem's name; nil lets the program find it from the format.
  ///   - program: the `dovetail` that knows the formats.
  /// - Returns: the paths, with `FILE#1`, `FILE#2` and so on in the place of a file of several. What the program takes for
  ///   no instance stays as it is, since its run says what is wrong.
  public static func expanded(
    _ paths: [String], problem: String? = nil, by program: String = Solver.folder + "/dovetail"
  ) throws(BenchError) -> [String] {
    let files = paths.filter { InstanceFile.split($0).mark.isEmpty }
    guard !files.isEmpty, FileManager.default.isExecutableFile(atPath: program) else { return paths }
    let known = Set(files)
    var members: [String: [String]] = [:]
    for start in stride(from: 0, to: files.count, by: portion) {
      let chosen = files[start..<min(start + portion, files.count)]
      let options = problem.map { ["--problem", $0] } ?? []
      let output = try Subprocess.run(program, ["instances"] + options + ["--"] + chosen, isQuiet: true).output
      for line in output.split(separator: "\n").map(String.init) where !known.contains(line) {
        members[String(line[..<(line.lastIndex(of: "#") ?? line.endIndex)]), default: []].append(line)
      }
    }
    return paths.flatMap { members[$0] ?? [$0] }
  }
}
