#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// What a process holds in memory now.
public enum ResidentMemory {
  /// Bytes of this process; nil where the system does not tell (it does on Linux).
  public static var bytes: Int? { bytes(at: "/proc/self/statm") }

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
    return pages * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
