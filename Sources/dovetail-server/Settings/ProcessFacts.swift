import Race

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#endif

/// What the process knows of itself.
enum ProcessFacts {
  /// When it was first asked, early in the process's life.
  static let secondsSince1970: Double = {
    var now = timespec()
    clock_gettime(CLOCK_REALTIME, &now)
    return Double(now.tv_sec)
  }()

  static var residentMemory: Int? { ResidentMemory.bytes }

  static let coreCount = max(1, Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))))
}
