/// Objects behind the opaque pointers that callers hold.
enum Handle {
  /// A pointer that keeps an object alive until `release`.
  static func retain(_ object: some AnyObject) -> OpaquePointer {
    OpaquePointer(Unmanaged.passRetained(object).toOpaque())
  }

  /// The object behind a pointer; nil for none.
  static func object<Object: AnyObject>(_ pointer: OpaquePointer?, _ type: Object.Type = Object.self) -> Object? {
    pointer.map { Unmanaged<Object>.fromOpaque(UnsafeRawPointer($0)).takeUnretainedValue() }
  }

  /// The same where a call cannot do without.
  static func held<Object: AnyObject>(_ pointer: OpaquePointer?) throws(CallFailure) -> Object {
    guard let object = object(pointer, Object.self) else { throw .noHandle }
    return object
  }

  /// Ends what `retain` began.
  static func release<Object: AnyObject>(_ pointer: OpaquePointer?, _ type: Object.Type) {
    if let pointer { Unmanaged<Object>.fromOpaque(UnsafeRawPointer(pointer)).release() }
  }
}
