import Solving

#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Rises only where something that was there means something else.
@c(dovetail_abi_version)
public func abiVersion() -> Int32 { 1 }

/// Made once, and there as long as the program.
private nonisolated(unsafe) let versionText = UnsafePointer(strdup(Release.version))

@c(dovetail_version)
public func version() -> UnsafePointer<CChar>? { versionText }
