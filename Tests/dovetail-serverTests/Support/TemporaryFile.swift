import Glibc

/// A file that lives as long as this value.
final class TemporaryFile: Sendable {
  let path: String

  init(_ text: String) {
    var template = Array("/tmp/dovetail-server-test-XXXXXX".utf8CString)
    let descriptor = mkstemp(&template)
    path = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    _ = write(descriptor, text, text.utf8.count)
    close(descriptor)
  }

  deinit { unlink(path) }
}
