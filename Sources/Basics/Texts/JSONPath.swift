/// The keys that lead to a place in a JSON text, which are worked out only when an error names it.
package enum JSONPath {
  /// The line on which a value begins, from 1.
  ///
  /// - Parameter keys: keys and numbers of elements that lead to it; where one is missing, the value that lacks it.
  /// - Returns: nil for a text that is no JSON up to there.
  /// - Complexity: O(bytes).
  package static func line(of keys: [String], in source: SourceText) -> Int? {
    var json = JSONReader(source)
    return try? line(of: keys[...], &json)
  }

  private static func line(of keys: ArraySlice<String>, _ json: inout JSONReader) throws(InputError) -> Int {
    var inside = json
    if let key = keys.first, json.nextByte() == UInt8(ascii: "{") {
      try json.beginObject()
      while let next = try json.nextKeyOrNull() {
        if next == key { return try line(of: keys.dropFirst(), &json) }
        try json.skipValue()
      }
    } else if let number = keys.first.flatMap({ Int($0) }), json.nextByte() == UInt8(ascii: "[") {
      try json.beginArray()
      for _ in 0..<number where try json.nextElement() { try json.skipValue() }
      if try json.nextElement() { return try line(of: keys.dropFirst(), &json) }
    }
    _ = inside.nextByte()
    return inside.lineOfNextByte
  }

  /// - Returns: keys and numbers of elements, from the outermost value to the one that `target` lies in or before.
  /// - Complexity: O(depth · bytes).
  static func keys(to target: Int, in source: SourceText) -> [String] {
    var json = JSONReader(source)
    json.refusesRepetition = false
    // Texts may hold several values, one after the other.
    while !json.isAtEnd() {
      var inside = json
      if !isBefore(target, &json) {
        var keys: [String] = []
        descend(to: target, &inside, &keys)
        return keys
      }
    }
    return []
  }

  /// Passes over a value that ends before `target`.
  private static func isBefore(_ target: Int, _ json: inout JSONReader) -> Bool {
    do {
      try json.skipValue()
      return json.position <= target
    } catch {
      return false
    }
  }

  private static func descend(to target: Int, _ json: inout JSONReader, _ keys: inout [String]) {
    var number = 0
    do {
      if json.take(UInt8(ascii: "{")) {
        json.position -= 1
        try json.beginObject()
        while let key = try json.nextKeyOrNull() {
          var inside = json
          if isBefore(target, &json) { continue }
          // What stands before the first byte of a value is the object's own.
          if inside.position > target { return }
          keys.append(key)
          return descend(to: target, &inside, &keys)
        }
      } else if json.take(UInt8(ascii: "[")) {
        json.position -= 1
        try json.beginArray()
        while try json.nextElement() {
          var inside = json
          if isBefore(target, &json) {
            number += 1
            continue
          }
          if inside.position > target { return }
          keys.append("\(number)")
          return descend(to: target, &inside, &keys)
        }
      }
    } catch {
      // The mistake itself.
    }
  }
}
