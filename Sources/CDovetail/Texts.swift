#if canImport(Glibc)
  import Glibc
#elseif canImport(Musl)
  import Musl
#else
  import Darwin
#endif

/// Texts that callers get and free.
enum Texts {
  /// A copy that ends in a zero byte; nil where there is no memory for it.
  static func copy(_ bytes: some Collection<UInt8>) -> UnsafeMutablePointer<CChar>? {
    guard let memory = malloc(bytes.count + 1) else { return nil }
    let text = memory.bindMemory(to: UInt8.self, capacity: bytes.count + 1)
    _ = UnsafeMutableBufferPointer(start: text, count: bytes.count).initialize(from: bytes)
    text[bytes.count] = 0
    return UnsafeMutableRawPointer(text).assumingMemoryBound(to: CChar.self)
  }
}

/// See `dovetail.h`, as for all functions of this library.
@c(dovetail_free)
public func free(text: UnsafeMutablePointer<CChar>?) {
  free(UnsafeMutableRawPointer(text))
}
