/// The keys that a JSON format has, for documents in which an unknown key would be a mistake that changes the question.
package indirect enum KnownKeys: Sendable {
  /// Whatever value.
  case anything
  /// Numbers must be whole; whether another kind of value will do is its reader's to say.
  case integer
  case list(of: KnownKeys)
  case members([String: KnownKeys])

  /// - Throws: the first key that the format does not have, or number that must be whole and is not, with its line; texts
  ///   that are no JSON pass, for their reader says it better.
  package func check(_ source: SourceText) throws(InputError) {
    var json = JSONReader(source)
    // What is wrong beside the keys passes here.
    json.refusesRepetition = false
    try check(&json, source, nil)
  }

  /// - Parameter key: of the value that comes, or of the list that it is in.
  private func check(_ json: inout JSONReader, _ source: SourceText, _ key: String?) throws(InputError) {
    // What is of another kind than the format's, such as null, is its reader's to judge, and does not end the check.
    var inside = json
    switch self {
    case .anything: break
    case .integer:
      if (try? inside.double()) != nil {
        _ = try json.integer(key.map { "'\($0)'" })
        return
      }
    case .list(let element):
      if (try? inside.beginArray()) != nil {
        json = inside
        while (try? json.nextElement()) ?? false { try element.check(&json, source, key) }
        return
      }
    case .members(let known):
      if (try? inside.beginObject()) != nil {
        json = inside
        while let key = try? json.nextKey() {
          guard let value = known[key] else { throw json.stranger(key, among: known.keys.sorted()) }
          try value.check(&json, source, key)
        }
        return
      }
    }
    try? json.skipValue()
  }
}
