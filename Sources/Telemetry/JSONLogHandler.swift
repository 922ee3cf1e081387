import Logging

#if canImport(FoundationEssentials)
  import FoundationEssentials
#else
  import Foundation
#endif

/// One JSON object a line: time, level, message and what goes with it.
package struct JSONLogHandler: LogHandler {
  let label: String
  let writer: LogWriter
  package var logLevel = Logger.Level.info
  package var metadata: Logger.Metadata = [:]

  package init(label: String, writer: LogWriter, logLevel: Logger.Level = .info) {
    self.label = label
    self.writer = writer
    self.logLevel = logLevel
  }

  package subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  package func log(event: LogEvent) {
    var members: [String: String] = [:]
    for (key, value) in metadata.merging(event.metadata ?? [:], uniquingKeysWith: { $1 }) { members[key] = "\(value)" }
    if let error = event.error { members["error"] = "\(error)" }
    members["time"] = Date.now.ISO8601Format(.iso8601(timeZone: .gmt, includingFractionalSeconds: true))
    members["level"] = event.level.rawValue
    members["logger"] = label
    members["message"] = "\(event.message)"
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(members) else { return }
    writer.add(String(decoding: data, as: UTF8.self))
  }
}
