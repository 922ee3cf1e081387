import Basics
import Solving

extension MemoryMapping {
  /// The CSV format of MiniMalloc: a header line that names the columns in any order, then a line a buffer.
  ///
  /// Needed are the columns id (or buffer, buffer_id), lower (or begin, start), size, and upper, which is exclusive, or
  /// `end`, which is inclusive, also inside gaps. Optional are alignment, gaps ("3-5 8-9": times without the buffer),
  /// hint (-1 for none) and offset, which fixes the buffer.
  enum BufferTable {
    enum Column: CaseIterable {
      case id, lower, upper, inclusiveEnd, size, alignment, gaps, hint, offset

      init?(_ name: String) {
        switch name.lowercased() {
        case "id", "buffer", "buffer_id": self = .id
        case "lower", "begin", "start": self = .lower
        case "upper": self = .upper
        case "end": self = .inclusiveEnd
        case "size": self = .size
        case "alignment": self = .alignment
        case "gaps": self = .gaps
        case "hint": self = .hint
        case "offset": self = .offset
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
      var buffers: [MemoryBuffer] = []
      buffers.reserveCapacity(source.bytes.count / 24)
      while try cells.next() {
        guard cells.cells.count == columns.count else {
          throw cells.error(
            expected: "\(counted(columns.count, "value")), as in the header", found: "\(cells.cells.count)")
        }
        buffers.append(try buffer(of: cells, columns))
      }
      do {
        return try BufferSet(name: name, buffers: buffers)
      } catch {
        // Lines follow each other without a break.
        throw InputError(file: source.name, line: 2 + error.index, error.description)
      }
    }

    /// The offsets that a table says for the buffers of a set; it may have them in another order.
    static func placement(in source: SourceText, of set: BufferSet) throws(InputError) -> Placement {
      let solved = try read(source, name: set.name)
      var offsets: [String: Int] = [:]
      for (index, buffer) in solved.buffers.enumerated() {
        guard let offset = buffer.fixedOffset else {
          throw InputError(file: source.name, line: 2 + index, "buffer '\(buffer.id)' has no offset")
        }
        offsets[buffer.id] = offset
      }
      var placed: [Int] = []
      for buffer in set.buffers {
        guard let offset = offsets.removeValue(forKey: buffer.id) else {
          throw InputError(file: source.name, "buffer '\(buffer.id)' is missing")
        }
        placed.append(offset)
      }
      if let stranger = offsets.keys.min() {
        throw InputError(file: source.name, "buffer '\(stranger)' is not in the instance")
      }
      return Placement(placed, of: set)
    }

    private static func columns(of header: CSVReader) throws(InputError) -> [Column] {
      var columns: [Column] = []
      for cell in header.cells {
        let name = header.text(cell)
        guard let column = Column(name), !columns.contains(column) else {
          throw header.error(
            expected: "a header line of id, lower, upper, size and, where given, alignment, gaps, hint and offset, "
              + "each once", found: TokenReader.shown(name))
        }
        columns.append(column)
      }
      let hasEnd = columns.contains(.upper) != columns.contains(.inclusiveEnd)
      guard columns.contains(.id), columns.contains(.lower), columns.contains(.size), hasEnd else {
        throw header.error("the header line needs the columns id, lower, size and one of upper and end")
      }
      return columns
    }

    private static func buffer(of cells: CSVReader, _ columns: [Column]) throws(InputError) -> MemoryBuffer {
      var id = ""
      var (lower, upper, size, alignment) = (0, 0, 0, 1)
      var (hint, offset): (Int?, Int?) = (nil, nil)
      var gaps: [MemoryBuffer.Gap] = []
      let isInclusive = columns.contains(.inclusiveEnd)
      for (column, cell) in zip(columns, cells.cells) {
        switch column {
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
        case .offset: if !cell.isEmpty { offset = try cells.integer(cell, "the offset") }
        }
      }
      return MemoryBuffer(
        id: id, lower: lower, upper: upper, size: size, alignment: alignment, gaps: gaps, fixedOffset: offset,
        hint: hint)
    }

    /// "3-5 8-9" as times.
    private static func readGaps(
      _ cells: CSVReader, _ cell: Range<Int>, isInclusive: Bool
    ) throws(InputError) -> [MemoryBuffer.Gap] {
      var gaps: [MemoryBuffer.Gap] = []
      for word in cells.source.bytes[cell].split(separator: 32) {
        // The minus between the times, which is not the sign of the first one.
        let first = word.startIndex
        guard let minus = word[(first + 1)...].firstIndex(of: UInt8(ascii: "-")),
          let lower = cells.integer(first..<minus), let upper = cells.integer(minus + 1..<word.endIndex),
          upper < Int.max
        else {
          let found = TokenReader.shown(cells.text(first..<word.endIndex))
          throw cells.error(expected: "gaps such as '3-5 8-9', the whole buffer absent in each", found: found)
        }
        gaps.append(MemoryBuffer.Gap(lower: lower, upper: isInclusive ? upper + 1 : upper))
      }
      return gaps.sorted { $0.lower < $1.lower }
    }
  }
}
