import Foundation

/// Which cores the runs get that are made at once.
public struct CoreSlots: Sendable {
  /// One entry a job; nil for no pinning.
  let cores: [[Int]?]

  /// - Parameters:
  ///   - jobs: runs at once.
  ///   - width: threads of a run at most.
  /// - Throws: `BenchError` of usage where pinned runs would share cores, which makes their times worthless.
  public init(jobs: Int, width: Int, isPinned: Bool, available: [Int] = Self.allowed) throws(BenchError) {
    guard jobs >= 1, jobs <= 4096 else { throw BenchError(.usage, "--jobs takes 1 to 4096, not \(jobs)") }
    if !isPinned {
      cores = Array(repeating: nil, count: jobs)
      return
    }
    guard jobs * width <= available.count else {
      throw BenchError(
        .usage,
        "\(jobs) jobs of \(width) threads need \(jobs * width) cores, and \(available.count) are there; "
          + "--no-pin lets them share, at the price of their times")
    }
    cores = (0..<jobs).map { Array(available[($0 * width)..<(($0 + 1) * width)]) }
  }

  /// The cores that this process may run on.
  public static let allowed: [Int] = {
    let status = (try? String(contentsOfFile: "/proc/self/status", encoding: .utf8)) ?? ""
    let line = status.split(separator: "\n").first { $0.hasPrefix("Cpus_allowed_list:") }
    let listed = line.flatMap { $0.split(separator: ":").last }.map { cores(in: $0) } ?? []
    return listed.isEmpty ? Array(0..<ProcessInfo.processInfo.processorCount) : listed
  }()

  /// "0-2,5" is 0, 1, 2, 5.
  static func cores(in list: some StringProtocol) -> [Int] {
    list.split(separator: ",").flatMap { part -> [Int] in
      let ends = part.split(separator: "-").map { Int($0.trimmingCharacters(in: .whitespacesAndNewlines)) }
      guard let first = ends.first ?? nil, let last = ends.last ?? nil, first <= last else { return [] }
      return Array(first...last)
    }
  }
}
