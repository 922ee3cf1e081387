import Basics
import Solving

extension MemoryMapping {
  /// A buffer set as JSON:
  ///
  ///     {"capacity": 12, "buffers": [
  ///       {"id": "weights", "lower": 0, "upper": 9, "size": 4, "alignment": 2},
  ///       {"id": 2, "lower": 3, "upper": 8, "size": 6, "gaps": [[4, 5]], "hint": 4, "offset": 6}]}
  ///
  /// `capacity`, `alignment`, `gaps` (pairs lower, upper), `hint` and `offset` (fixed) may be left out, and a `name`
  /// given; other keys are mistakes.
  struct BufferDocument {
    private var name: String?
    private var capacity: Int?
    private var buffers: [MemoryBuffer]?
    /// On which line each buffer begins.
    private var lines: [Int] = []

    static func recognises(_ source: SourceText) -> Bool {
      source.firstByte == UInt8(ascii: "{") && source.contains("\"buffers\"")
    }

    /// - Throws: the first place where the text is no such document, or a buffer that cannot be.
    static func read(_ source: SourceText, name: String) throws(InputError) -> BufferSet {
      var json = JSONReader(source)
      var document = BufferDocument()
      let start = try document.read(&json)
      try json.expectEnd()
      let buffers = try json.required(document.buffers, "buffers", of: start)
      do {
        return try BufferSet(name: document.name ?? name, buffers: buffers, capacity: document.capacity)
      } catch {
        throw InputError(
          file: source.name, line: document.lines[error.index],
          "buffer '\(buffers[error.index].id)': \(error.description)")
      }
    }

    /// - Returns: where the document begins.
    private mutating func read(_ json: inout JSONReader) throws(InputError) -> Int {
      let start = try json.beginObject("a set of buffers")
      while let key = try json.nextKey() {
        switch key {
        case "name": name = try json.text("'name'")
        case "capacity": capacity = try Self.capacity(&json)
        case "buffers":
          var list: [MemoryBuffer] = []
          lines = []
          try json.beginArray("'buffers'")
          while try json.nextElement() {
            let object = try json.beginObject("a buffer")
            lines.append(json.line)
            list.append(try Self.buffer(&json, object))
          }
          buffers = list
        default: throw json.error(expected: "one of the keys buffers, capacity, name", found: key)
        }
      }
      return start
    }

    private static func capacity(_ json: inout JSONReader) throws(InputError) -> Int {
      let capacity = try json.integer("'capacity'")
      guard capacity >= 0 else { throw json.error(expected: "a capacity from 0 on", found: "\(capacity)") }
      return capacity
    }

    /// The rest of an object that begins at `object`.
    private static func buffer(_ json: inout JSONReader, _ object: Int) throws(InputError) -> MemoryBuffer {
      var id: String?
      var (lower, upper, size, alignment) = (Int?.none, Int?.none, Int?.none, 1)
      var (hint, offset) = (Int?.none, Int?.none)
      var gaps: [MemoryBuffer.Gap] = []
      while let key = try json.nextKey() {
        switch key {
        case "id":
          id = json.nextByte() == UInt8(ascii: "\"") ? try json.text("'id'") : String(try json.integer("'id'"))
        case "lower": lower = try json.integer("'lower'")
        case "upper": upper = try json.integer("'upper'")
        case "size": size = try json.integer("'size'")
        case "alignment": alignment = try json.integer("'alignment'")
        case "gaps": gaps = try Self.gaps(&json)
        case "hint": hint = try json.integer("'hint'")
        case "offset": offset = try json.integer("'offset'")
        default:
          throw json.error(
            expected: "one of the keys alignment, gaps, hint, id, lower, offset, size, upper", found: key)
        }
      }
      return MemoryBuffer(
        id: try json.required(id, "id", of: object), lower: try json.required(lower, "lower", of: object),
        upper: try json.required(upper, "upper", of: object), size: try json.required(size, "size", of: object),
        alignment: alignment, gaps: gaps, fixedOffset: offset, hint: hint.flatMap { $0 < 0 ? nil : $0 })
    }

    private static func gaps(_ json: inout JSONReader) throws(InputError) -> [MemoryBuffer.Gap] {
      var gaps: [MemoryBuffer.Gap] = []
      try json.beginArray("'gaps'")
      while try json.nextElement() {
        var times: [Int] = []
        try json.beginArray("a gap")
        while try json.nextElement() { times.append(try json.integer("a time")) }
        guard times.count == 2 else {
          throw json.error(expected: "gaps as pairs of times", found: "\(counted(times.count, "time"))")
        }
        gaps.append(MemoryBuffer.Gap(lower: times[0], upper: times[1]))
      }
      return gaps.sorted { $0.lower < $1.lower }
    }
  }
}
