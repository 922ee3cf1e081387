/// Where a function of the interface puts a text.
public typealias TextPlace = UnsafeMutablePointer<UnsafeMutablePointer<CChar>?>

/// Why a call ends with another status than `ok`.
struct CallFailure: Error {
  let status: Status
  let message: String

  init(_ status: Status, _ message: String) {
    self.status = status
    self.message = message
  }

  static let noHandle = CallFailure(.invalidArgument, "there is no handle")
  static let noPlace = CallFailure(.invalidArgument, "there is no place for the answer")
}

/// What all functions share: statuses, and messages for who wants them.
enum Call {
  /// Runs the body of a function; what it throws becomes status and message.
  static func run(_ message: TextPlace? = nil, _ body: () throws(CallFailure) -> Void) -> Int32 {
    message?.pointee = nil
    do {
      try body()
      return Status.ok.rawValue
    } catch {
      message?.pointee = Texts.copy(error.message.utf8)
      return error.status.rawValue
    }
  }

  /// Puts a text where the caller wants it.
  static func give(_ text: String, to place: TextPlace?) throws(CallFailure) {
    guard let place else { throw .noPlace }
    place.pointee = Texts.copy(text.utf8)
    if place.pointee == nil { throw CallFailure(.internalError, "there is no memory for the answer") }
  }

  /// The bytes of a text that need not end in a zero byte.
  static func bytes(_ text: UnsafePointer<CChar>?, _ size: Int) throws(CallFailure) -> [UInt8] {
    guard size >= 0, size == 0 || text != nil else { throw CallFailure(.invalidArgument, "there is no text") }
    return Array(UnsafeRawBufferPointer(start: text, count: size))
  }
}
