import Basics

extension MemoryMapping {
  /// The CSV format of MiniMalloc: a header line that names the columns in any order, then a line a buffer.
  ///
  /// Needed are the columns id (or buffer, buffer_id), lower (or begin, start), size, and upper, which is exclusive, or
  /// `end`, which is inclusive, also inside gaps. Optional are alignment, gaps ("3-5 8-9@0:2": times without the buffer,
  /// or with only its units [0, 2)), hint and offset, which fixes the buffer (both -1 for none), alias, in_place_of and
  /// pools. Further columns are kept and say nothing. Names of columns are compared as `CSVColumns` does.
  enum BufferTable {
    enum Column: CaseIterable {
      case id, lower, upper, inclusiveEnd, size, alignment, gaps, hint, offset, alias, inPlaceOf, pools

      /// Those that may be missing, so that a misspelt one would change the question unnoticed.
      private static let optional = ["alignment", "gaps", "hint", "offset", "alias", "in_place_of", "pools"]

      /// The optional column that `name` is probably meant for.
      static func meant(by name: String) -> String? {
        Spelling.nearest(to: name, among: optional)
      }

      init?(_ name: String) {
        switch CSVColumns.plain(name) {
        case "id", "buffer", "bufferid": self = .id
        case "lower", "begin", "start", "starttime", "lowertime": self = .lower
        case "upper", "uppertime": self = .upper
        case "end", "endtime": self = .inclusiveEnd
        case "size": self = .size
        case "alignment", "align": self = .alignment
        case "gaps": self = .gaps
        case "hint": self = .hint
        case "offset": self = .offset
        case "alias": self = .alias
        case "inplaceof": self = .inPlaceOf
        case "pools", "pool": self = .pools
        default: return nil
        }
      }
    }

    static func recognises(_ source: SourceText) -> Bool {
      var cells = CSVReader(source, .endsAtEmptyLine)
      guard (try? cells.next()) == true else { return false }
      return (try? columns(of: cells)) != nil
    }

    /// - Complexity: linear in the file.
    static func read(_ source: SourceText, name: String) throws(InputError) -> BufferSet {
      var cells = CSVReader(source, .endsAtEmptyLine)
      guard try cells.next() else { throw cells.error("there is no header line") }
      let columns = try columns(of: cells)
      let isFurther = columns.contains(nil)
      var further = BufferSet.FurtherColumns()
      if isFurther { further.names = zip(columns, cells.texts).filter { $0.0 == nil }.map(\.1) }
      var pools = PoolNames()
      var buffers: [MemoryBuffer] = []
      buffers.reserveCapacity(source.bytes.count / 24)
      while try cells.next() {
        guard cells.cells.count == columns.count else {
          throw cells.error(
            expected: "\(counted(columns.count, "value")), as in the header", found: "\(cells.cells.count)")
        }
        buffers.append(try buffer(of: cells, columns, &pools))
        if isFurther { further.rows.append(zip(columns, cells.texts).filter { $0.0 == nil }.map(\.1)) }
      }
      do {
        var set = try BufferSet(name: name, buffers: buffers, pools: pools.names.map { Pool(name: $0) })
        set.further = further
        return set
      } catch {
        // Lines follow each other without a break.
        throw InputError(file: source.name, line: 2 + error.index, error.description)
      }
    }

    /// The offsets that a table says for the buffers of a set; it may have them in another order.
    static func placement(in source: SourceText, of set: BufferSet) throws(InputError) -> Placement {
      let solved = try read(source, name: set.name)
      var offsets: [String: (Int, Int)] = [:]
      let numbers = Dictionary(uniqueKeysWithValues: set.pools.enumerated().map { ($1.name, $0) })
      for (index, buffer) in solved.buffers.enumerated() {
        guard let offset = buffer.fixedOffset else {
          throw InputError(file: source.name, line: 2 + index, "buffer '\(buffer.id)' has no offset")
        }
        var pool = 0
        if !set.pools.isEmpty {
          guard buffer.pools.count == 1, let number = numbers[solved.pools[buffer.pools[0]].name] else {
            throw InputError(file: source.name, line: 2 + index, "buffer '\(buffer.id)' has no pool of the instance")
          }
          pool = number
        }
        offsets[buffer.id] = (offset, pool)
      }
      var placed: [Int] = []
      var pools: [Int] = []
      for buffer in set.buffers {
        guard let offset = offsets.removeValue(forKey: buffer.id) else {
          throw InputError(file: source.name, "buffer '\(buffer.id)' is missing")
        }
        placed.append(offset.0)
        pools.append(offset.1)
      }
      if let stranger = offsets.keys.min() {
        throw InputError(file: source.name, "buffer '\(stranger)' is not in the instance")
      }
      return Placement(placed, in: pools, of: set)
    }

    /// By place; nil for what says nothing of memory.
    private static func columns(of header: CSVReader) throws(InputError) -> [Column?] {
      var columns: [Column?] = []
      for cell in header.cells {
        let name = header.text(cell)
        let column = Column(name)
        if column == nil, let meant = Column.meant(by: name) {
          throw header.error(expected: "the column '\(meant)'", found: TokenReader.shown(name))
        }
        guard column == nil || !columns.contains(column) else {
          throw header.error(
            expected: "a header line of id, lower, upper, size and, where given, alignment, gaps, hint, offset, alias, "
              + "in_place_of and pools, each once", found: TokenReader.shown(name))
        }
        columns.append(column)
      }
      let hasEnd = columns.contains(.upper) != columns.contains(.inclusiveEnd)
      guard columns.contains(.id), columns.contains(.lower), columns.contains(.size), hasEnd else {
        throw header.error("the header line needs the columns id, lower, size and one of upper and end")
      }
      return columns
    }

    private static func buffer(
      of cells: CSVReader, _ columns: [Column?], _ pools: inout PoolNames
    ) throws(InputError) -> MemoryBuffer {
      var id = ""
      var (lower, upper, size, alignment) = (0, 0, 0, 1)
      var (hint, offset): (Int?, Int?) = (nil, nil)
      var gaps: [MemoryBuffer.Gap] = []
      var (alias, inPlaceOf, own): (String?, [String], [Int]) = (nil, [], [])
      let isInclusive = columns.contains(.inclusiveEnd)
      for (column, cell) in zip(columns, cells.cells) {
        switch column {
        case nil: break
        case .id: id = cells.text(cell)
        case .lower: lower = try cells.integer(cell, "the lower time")
        case .upper: upper = try cells.integer(cell, "the upper time")
        case .inclusiveEnd:
          let end = try cells.integer(cell, "the end")
          guard end < Int.max else { throw cells.error(expected: "an end below 2^63 - 1", found: "\(end)") }
          upper = end + 1
        case .size: size = try cells.integer(cell, "the size")
        case .alignment: if !cell.isEmpty { alignment = try cells.integer(cell, "the alignment") }
        case .gaps: gaps = try readGaps(cells, cell, isInclusive: isInclusive)
        case .hint:
          if !cell.isEmpty {
            let value = try cells.integer(cell, "the hint")
            guard value >= -1 else { throw cells.error(expected: "a hint from -1 on", found: "\(value)") }
            hint = value < 0 ? nil : value
          }
        case .offset:
          if !cell.isEmpty {
            let value = try cells.integer(cell, "the offset")
            offset = value == -1 ? nil : value
          }
        case .alias: if !cell.isEmpty { alias = cells.text(cell) }
        case .inPlaceOf: inPlaceOf = words(cells, cell)
        case .pools: own = words(cells, cell).map { pools.number(of: $0) }
        }
      }
      return MemoryBuffer(
        id: id, lower: lower, upper: upper, size: size, alignment: alignment, gaps: gaps, fixedOffset: offset,
        hint: hint, alias: alias, inPlaceOf: inPlaceOf, pools: own)
    }

    private static func words(_ cells: CSVReader, _ cell: Range<Int>) -> [String] {
      cells.text(cell).split(whereSeparator: \.isWhitespace).map(String.init)
    }

    /// The pools of a table, in the order in which they are named; all are without limit.
    private struct PoolNames {
      private(set) var names: [String] = []
      private var numbers: [String: Int] = [:]

      mutating func number(of name: String) -> Int {
        if let number = numbers[name] { return number }
        numbers[name] = names.count
        names.append(name)
        return names.count - 1
      }
    }

    /// "3-5 8-9@0:2" as times, the second one with the units that stay in use.
    private static func readGaps(
      _ cells: CSVReader, _ cell: Range<Int>, isInclusive: Bool
    ) throws(InputError) -> [MemoryBuffer.Gap] {
      var gaps: [MemoryBuffer.Gap] = []
      for word in cells.source.bytes[cell].split(separator: 32) {
        // The minus between the times, which is not the sign of the first one.
        let first = word.startIndex
        let at = word.firstIndex(of: UInt8(ascii: "@"))
        let end = at ?? word.endIndex
        guard let minus = word[(first + 1)...].firstIndex(of: UInt8(ascii: "-")), minus < end,
          let lower = cells.integer(first..<minus), let upper = cells.integer(minus + 1..<end), upper < Int.max,
          let used = at.map({ window(cells, $0 + 1..<word.endIndex) }) ?? 0..<0
        else {
          let found = TokenReader.shown(cells.text(first..<word.endIndex))
          throw cells.error(
            expected: "gaps such as '3-5 8-9@0:2', of which the second leaves the units [0, 2) in use", found: found)
        }
        gaps.append(MemoryBuffer.Gap(lower: lower, upper: isInclusive ? upper + 1 : upper, used: used))
      }
      return gaps.sorted { $0.lower < $1.lower }
    }

    /// "0:2" as units; nil for anything else.
    private static func window(_ cells: CSVReader, _ word: Range<Int>) -> Range<Int>? {
      guard let colon = cells.source.bytes[word].firstIndex(of: UInt8(ascii: ":")),
        let low = cells.integer(word.lowerBound..<colon), let high = cells.integer(colon + 1..<word.upperBound),
        low <= high
      else { return nil }
      return low..<high
    }
  }
}
