import Basics

extension MemoryMapping {
  /// A buffer set as JSON:
  ///
  ///     {"capacity": 12, "buffers": [
  ///       {"id": "weights", "lower": 0, "upper": 9, "size": 4, "alignment": 2},
  ///       {"id": 2, "lower": 3, "upper": 8, "size": 6, "gaps": [[4, 5]], "hint": 4, "offset": 6}]}
  ///
  /// `capacity`, `alignment`, `gaps` (lower, upper and, where units stay in use, the first of them and the one after the
  /// last), `hint`, `offset` (fixed), `alias`, `inPlaceOf` (an id or several) and `pools` (the names of those that it may
  /// lie in) may be left out; beside the buffers there may be a `name`, and `pools` with their `name` and, where given,
  /// `capacity` and `cost`. Other keys are mistakes.
  struct BufferDocument {
    private var name: String?
    private var capacity: Int?
    private var buffers: [MemoryBuffer]?
    private var pools: [Pool] = []
    /// Whether they stand in the document, in front of the buffers or behind them.
    private var poolLine: Int?
    /// The names of pools that each buffer may lie in, which may be told before the pools are.
    private var poolNames: [[String]] = []
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
      let placed = try document.withPools(buffers, source)
      do {
        return try BufferSet(
          name: document.name ?? name, buffers: placed, capacity: document.capacity, pools: document.pools)
      } catch {
        throw InputError(
          file: source.name, line: document.lines[error.index],
          "buffer '\(buffers[error.index].id)': \(error.description)")
      }
    }

    /// The buffers with the numbers of the pools that they name.
    private func withPools(
      _ buffers: [MemoryBuffer], _ source: SourceText
    ) throws(InputError) -> [MemoryBuffer] {
      if let poolLine, capacity != nil {
        throw InputError(
          file: source.name, line: poolLine, expected: "the capacity of each pool where there are pools",
          found: "a capacity beside them")
      }
      let numbers = Dictionary(pools.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
      var result = buffers
      for (index, names) in poolNames.enumerated() where !names.isEmpty {
        var own: [Int] = []
        for name in names {
          guard let number = numbers[name] else {
            let known = pools.map(\.name)
            throw InputError(
              file: source.name, line: lines[index],
              expected: known.isEmpty
                ? "'pools' beside the buffers" : "one of the pools \(known.joined(separator: ", "))",
              found: "'\(name)' for buffer '\(buffers[index].id)'" + Spelling.hint(for: name, among: known))
          }
          own.append(number)
        }
        result[index] = buffers[index].lying(in: own)
      }
      return result
    }

    /// - Returns: where the document begins.
    private mutating func read(_ json: inout JSONReader) throws(InputError) -> Int {
      let start = try json.beginObject("a set of buffers")
      while let key = try json.nextKey() {
        switch key {
        case "name": name = try json.text("'name'")
        case "capacity": capacity = try Self.capacity(&json)
        case "pools":
          poolLine = json.line
          pools = try Self.pools(&json)
        case "buffers":
          var list: [MemoryBuffer] = []
          (lines, poolNames) = ([], [])
          try json.beginArray("'buffers'")
          while try json.nextElement() {
            let object = try json.beginObject("a buffer")
            lines.append(json.line)
            list.append(try buffer(&json, object))
          }
          buffers = list
        default: throw json.stranger(key, among: ["buffers", "capacity", "name", "pools"])
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
    private mutating func buffer(_ json: inout JSONReader, _ object: Int) throws(InputError) -> MemoryBuffer {
      var id: String?
      var (lower, upper, size, alignment) = (Int?.none, Int?.none, Int?.none, 1)
      var (hint, offset) = (Int?.none, Int?.none)
      var gaps: [MemoryBuffer.Gap] = []
      var (alias, inPlaceOf, pools): (String?, [String], [String]) = (nil, [], [])
      while let key = try json.nextKey() {
        switch key {
        case "id":
          id = try Self.name(&json, "'id'")
        case "lower": lower = try json.integer("'lower'")
        case "upper": upper = try json.integer("'upper'")
        case "size": size = try json.integer("'size'")
        case "alignment": alignment = try json.integer("'alignment'")
        case "gaps": gaps = try Self.gaps(&json)
        case "hint": hint = try json.integer("'hint'")
        case "offset": offset = try json.integer("'offset'")
        case "alias": alias = json.takeNull() ? nil : try Self.name(&json, "'alias'")
        case "inPlaceOf": inPlaceOf = try Self.names(&json, "'inPlaceOf'")
        case "pools": pools = try Self.names(&json, "'pools'")
        default: throw json.stranger(key, among: Self.bufferKeys)
        }
      }
      poolNames.append(pools)
      return MemoryBuffer(
        id: try json.required(id, "id", of: object), lower: try json.required(lower, "lower", of: object),
        upper: try json.required(upper, "upper", of: object), size: try json.required(size, "size", of: object),
        alignment: alignment, gaps: gaps, fixedOffset: offset == -1 ? nil : offset,
        hint: hint.flatMap { $0 < 0 ? nil : $0 }, alias: alias, inPlaceOf: inPlaceOf)
    }

    private static let bufferKeys = [
      "alias", "alignment", "gaps", "hint", "id", "inPlaceOf", "lower", "offset", "pools", "size", "upper",
    ]

    private static func pools(_ json: inout JSONReader) throws(InputError) -> [Pool] {
      var pools: [Pool] = []
      try json.beginArray("'pools'")
      while try json.nextElement() {
        let object = try json.beginObject("a pool")
        var (name, capacity, cost): (String?, Int?, Int?) = (nil, nil, nil)
        while let key = try json.nextKey() {
          switch key {
          case "name": name = try Self.name(&json, "'name'")
          case "capacity": capacity = json.takeNull() ? nil : try Self.capacity(&json)
          case "cost":
            let value = try json.integer("'cost'")
            guard (0...BufferSet.costLimit).contains(value) else {
              throw json.error(expected: "a cost from 0 to \(BufferSet.costLimit)", found: "\(value)")
            }
            cost = value
          default: throw json.stranger(key, among: ["capacity", "cost", "name"])
          }
        }
        let own = try json.required(name, "name", of: object)
        if pools.contains(where: { $0.name == own }) {
          throw json.mistake(at: object, "a second pool '\(own)'")
        }
        pools.append(Pool(name: own, capacity: capacity, cost: cost))
      }
      return pools
    }

    /// A name, which may be written as a number.
    private static func name(_ json: inout JSONReader, _ what: String) throws(InputError) -> String {
      json.nextByte() == UInt8(ascii: "\"") ? try json.text(what) : String(try json.integer(what))
    }

    /// A name or a list of names.
    private static func names(_ json: inout JSONReader, _ what: String) throws(InputError) -> [String] {
      if json.takeNull() { return [] }
      guard json.nextByte() == UInt8(ascii: "[") else { return [try name(&json, what)] }
      var names: [String] = []
      try json.beginArray(what)
      while try json.nextElement() { names.append(try name(&json, what)) }
      return names
    }

    private static func gaps(_ json: inout JSONReader) throws(InputError) -> [MemoryBuffer.Gap] {
      var gaps: [MemoryBuffer.Gap] = []
      try json.beginArray("'gaps'")
      while try json.nextElement() {
        var times: [Int] = []
        try json.beginArray("a gap")
        while try json.nextElement() { times.append(try json.integer("a time")) }
        guard times.count == 2 || times.count == 4 && times[2] <= times[3] else {
          throw json.error(
            expected: "gaps as pairs of times, or as two times and the units in use, first and one after the last",
            found: "\(times)")
        }
        let used = times.count == 4 ? times[2]..<times[3] : nil
        gaps.append(MemoryBuffer.Gap(lower: times[0], upper: times[1], used: used))
      }
      return gaps.sorted { $0.lower < $1.lower }
    }
  }
}
