import Foundation

/// Where a run was made.
public struct Machine: Hashable, Sendable {
  public let name: String
  public let processor: String
  public let cores: Int
  /// Bytes.
  public let memory: Int
  public let system: String

  public init(name: String, processor: String, cores: Int, memory: Int, system: String) {
    self.name = name
    self.processor = processor
    self.cores = cores
    self.memory = memory
    self.system = system
  }

  public static let current: Machine = {
    var names = utsname()
    uname(&names)
    let text = { (field: UnsafeRawBufferPointer) in String(decoding: field.prefix { $0 != 0 }, as: UTF8.self) }
    let processor =
      (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8))?
      .split(separator: "\n").first { $0.hasPrefix("model name") }?
      .split(separator: ":").last?.trimmingCharacters(in: .whitespaces)
    return Machine(
      name: withUnsafeBytes(of: names.nodename, text), processor: processor ?? "unknown",
      cores: ProcessInfo.processInfo.processorCount, memory: Int(clamping: ProcessInfo.processInfo.physicalMemory),
      system: withUnsafeBytes(of: names.sysname, text) + " " + withUnsafeBytes(of: names.release, text))
  }()
}
