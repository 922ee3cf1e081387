#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a process holds in memory now.
public enum ResidentMemory {
  /// Bytes of this process; nil where the system does not tell (it does on Linux). A few microseconds: the file stays
  /// open, so that a limit can be watched closely.
  public static var bytes: Int? {
    guard ownFile >= 0 else { return nil }
    return withUnsafeTemporaryAllocation(of: UInt8.self, capacity: 128) { text in
      let count = pread(ownFile, text.baseAddress, text.count, 0)
      guard count > 0 else { return nil }
      let fields = text[..<count].split(separator: UInt8(ascii: " "), maxSplits: 2)
      guard fields.count > 1 else { return nil }
      return fields[1].reduce(0) { $0 * 10 + Int($1 &- UInt8(ascii: "0")) } * pageSize
    }
  }

  private static let ownFile = open("/proc/self/statm", O_RDONLY | O_CLOEXEC)
  private static let pageSize = Int(sysconf(Int32(_SC_PAGESIZE)))

  /// Bytes of another process.
  package static func bytes(of process: Int32) -> Int? { bytes(at: "/proc/\(process)/statm") }

  private static func bytes(at path: String) -> Int? {
    guard let file = fopen(path, "r") else { return nil }
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    guard fgets(&line, 256, file) != nil else { return nil }
    let text = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
    let fields = text.split(separator: " ")
    guard fields.count > 1, let pages = Int(fields[1]) else { return nil }
    return pages * pageSize
  }
}
