/// The keys that a JSON format has, for documents in which an unknown key would be a mistake that changes the question.
package indirect enum KnownKeys: Sendable {
  /// Whatever value.
  case anything
  case list(of: KnownKeys)
  case members([String: KnownKeys])

  /// - Throws: the first key that the format does not have, with its line; texts that are no JSON pass, for their reader
  ///   says it better.
  package func check(_ source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    try check(&json, source)
  }

  private func check(_ json: inout JSONReader, _ source: SourceText) throws(InputError) {
    switch self {
    case .anything: do { try json.skipValue() } catch { return }
    case .list(let element):
      do { try json.beginArray() } catch { return }
      while (try? json.nextElement()) ?? false { try element.check(&json, source) }
    case .members(let known):
      do { try json.beginObject() } catch { return }
      while let key = try? json.nextKey() {
        guard let value = known[key] else {
          let names = known.keys.sorted().joined(separator: ", ")
          throw InputError(file: source.name, line: json.line, expected: "one of the keys \(names)", found: "'\(key)'")
        }
        try value.check(&json, source)
      }
    }
  }
}
