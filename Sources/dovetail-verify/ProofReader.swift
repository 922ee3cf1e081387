import Glibc

/// [x >= value] where the code is 2x, [-x >= value] where it is 2x + 1: both signs are one case everywhere.
struct Atom: Equatable, BitwiseCopyable {
  var code: Int
  var value: Int

  init(code: Int, value: Int) { (self.code, self.value) = (code, value) }
  init(_ literal: Literal) {
    self.init(
      code: 2 * literal.variable + (literal.isUpper ? 1 : 0), value: literal.isUpper ? -literal.bound : literal.bound)
  }

  var negated: Atom { Atom(code: code ^ 1, value: 1 - value) }
}

/// A step as read; which of the numbers mean something depends on the opcode. Lists of `R` stay with the reader.
struct Step: BitwiseCopyable {
  var op: UInt8 = 0
  /// The constraint, or the distance of a clause.
  var constraint = 0
  /// The window; of T the three orders, in `task` the last.
  var from = 0
  var to = 0
  var task = 0
  var literal: Atom?
}

/// A definition as read: numbers in the order of the file, those of a form as variable and coefficient by turns.
struct Definition {
  var op: UInt8 = 0
  var numbers: [Int] = []
  var atoms: [Atom] = []
  var terms: [Int] = []
  var constant = 0
}

enum Op {
  static let fact: UInt8 = 1, clause: UInt8 = 2, delete: UInt8 = 3, conclude: UInt8 = 4
  static let order: UInt8 = 16, before: UInt8 = 17, and: UInt8 = 18, form: UInt8 = 19, value: UInt8 = 20
  static let atMost: UInt8 = 21, clique: UInt8 = 22, strong: UInt8 = 23
  static let unit: UInt8 = 32, bounds: UInt8 = 33, window: UInt8 = 34, ordered: UInt8 = 35, unusable: UInt8 = 36
  static let transitive: UInt8 = 37, nowhere: UInt8 = 38, enumerated: UInt8 = 39, rows: UInt8 = 40, pair: UInt8 = 41
  static let joint: UInt8 = 43

  static func name(_ op: UInt8) -> String {
    let lines = ["u", "a", "d", "c"]
    let definitions = ["order", "before", "and", "let", "value", "atMost", "clique", "strong"]
    switch op {
    case 1...4: return lines[Int(op) - 1]
    case 16...23: return definitions[Int(op) - 16]
    case 32...41: return ["C", "B", "W", "J", "V", "T", "P", "E", "R", "O"][Int(op) - 32]
    case 43: return "G"
    default: return "opcode \(op)"
    }
  }
}

/// Reads a proof strictly forward, so that it may come through a pipe.
///
/// Nothing is allocated by a number of the file: lists grow as their elements arrive.
struct ProofReader {
  static let magic = Array("dovetail-proof 1\n".utf8)
  /// Numbers beyond this are of no use in a proof; below it sums of a few of them are safe.
  static let limit = 1 << 60

  private let descriptor: Int32
  private var buffer: [UInt8]
  private var position = 0
  private var filled: Int
  private var bytesBefore = 0
  /// Length of the file, where it is known.
  private let length: Int?
  private(set) var line = 0
  /// Of the last `R`: constraint and multiplier by turns.
  private(set) var list: [Int] = []
  var offset: Int { bytesBefore + position }
  var isFile: Bool { descriptor >= 0 && length != nil }

  init(path: String) throws {
    descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { throw Unreadable(file: path, line: nil, message: String(cString: strerror(errno))) }
    var status = stat()
    guard fstat(descriptor, &status) == 0, status.st_mode & S_IFMT != S_IFDIR else {
      close(descriptor)
      throw Unreadable(file: path, line: nil, message: "expected a file or a pipe")
    }
    length = status.st_mode & S_IFMT == S_IFREG ? Int(status.st_size) : nil
    buffer = [UInt8](repeating: 0, count: 1 << 20)
    filled = 0
    try readMagic()
  }

  init(bytes: [UInt8]) throws {
    (descriptor, buffer, filled, length) = (-1, bytes, bytes.count, bytes.count)
    try readMagic()
  }

  func finish() { if descriptor >= 0 { close(descriptor) } }

  func malformed(_ reason: String) -> Rejection {
    Rejection(line: line, rule: "format", reason: "\(reason), at byte \(offset)")
  }

  private mutating func readMagic() throws {
    for byte in Self.magic where try readByte() != byte {
      throw Unreadable(file: "the proof", line: 1, message: "expected `dovetail-proof 1`, found something else")
    }
  }

  /// - Returns: false at the end of the file.
  private mutating func refill() throws -> Bool {
    guard descriptor >= 0 else { return false }
    bytesBefore += filled
    (position, filled) = (0, 0)
    while true {
      let count = buffer.withUnsafeMutableBytes { read(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count >= 0 else {
        throw Unreadable(file: "the proof", line: line, message: String(cString: strerror(errno)))
      }
      filled = count
      return count > 0
    }
  }

  @inline(__always) mutating func readByte() throws -> UInt8 {
    if position == filled, try !refill() { throw malformed("the file ends within a line") }
    position += 1
    return buffer[position - 1]
  }

  /// - Returns: the opcode of the next line, nil at the end of the file.
  mutating func nextLine() throws -> UInt8? {
    if try position == filled && !refill() { return nil }
    line += 1
    return try readByte()
  }

  private mutating func readUnsigned() throws -> UInt64 {
    var byte = try readByte()
    if byte < 128 { return UInt64(byte) }
    var (result, shift) = (UInt64(byte & 127), UInt64(7))
    while true {
      byte = try readByte()
      if shift == 63, byte > 1 { throw malformed("a number of more than 64 bits") }
      result |= UInt64(byte & 127) << shift
      if byte < 128 { break }
      shift += 7
    }
    if byte == 0 { throw malformed("a number longer than it need be") }
    return result
  }

  mutating func readNumber() throws -> Int {
    let number = try readUnsigned()
    guard number <= UInt64(Self.limit) else { throw malformed("the number \(number) is too large") }
    return Int(number)
  }

  mutating func readSigned() throws -> Int {
    let number = try readUnsigned()
    let value = Int(bitPattern: UInt(number >> 1)) ^ -Int(number & 1)
    guard value.magnitude <= UInt(Self.limit) else { throw malformed("the number \(value) is too large") }
    return value
  }

  /// A count of things that take at least so many bytes each.
  mutating func readCount(bytes: Int) throws -> Int {
    let count = try readNumber()
    if let length, count > (length - offset) / bytes { throw malformed("the file has no \(count) elements left") }
    return count
  }

  mutating func readAtom() throws -> Atom {
    let code = try readNumber()
    let bound = try readSigned()
    return Atom(code: code, value: code & 1 == 0 ? bound : -bound)
  }

  mutating func readAtoms(into atoms: inout [Atom]) throws {
    atoms.removeAll(keepingCapacity: true)
    for _ in 0..<(try readCount(bytes: 2)) { atoms.append(try readAtom()) }
  }

  private mutating func readOptionalAtom() throws -> Atom? {
    switch try readNumber() {
    case 0: return nil
    case 1: return try readAtom()
    case let other: throw malformed("expected 0 or 1 literals, found \(other)")
    }
  }

  /// - Returns: false at the end of the steps of a clause.
  mutating func readNextStep(into step: inout Step) throws -> Bool {
    let op = try readByte()
    if op == 0 { return false }
    try readStep(op, into: &step)
    return true
  }

  mutating func readStep(into step: inout Step) throws { try readStep(try readByte(), into: &step) }

  private mutating func readStep(_ op: UInt8, into step: inout Step) throws {
    step.op = op
    step.literal = nil
    guard (Op.unit...Op.pair).contains(op) || op == Op.joint else { throw malformed("there is no step with \(Op.name(op))") }
    if op == Op.rows {
      list.removeAll(keepingCapacity: true)
      for _ in 0..<(try readCount(bytes: 2)) {
        list.append(try readNumber())
        list.append(try readSigned())
      }
      step.literal = try readOptionalAtom()
      return
    }
    if op == Op.joint {
      list.removeAll(keepingCapacity: true)
      for _ in 0..<(try readCount(bytes: 1)) { list.append(try readNumber()) }
      step.literal = try readOptionalAtom()
      return
    }
    if op == Op.transitive {
      step.from = try readNumber()
      step.to = try readNumber()
      step.task = try readNumber()
      return
    }
    step.constraint = try readNumber()
    switch op {
    case Op.window, Op.ordered, Op.unusable:
      step.from = try readSigned()
      step.to = try readSigned()
      if op == Op.ordered { step.task = try readNumber() }
    case Op.pair:
      step.from = try readNumber()
      step.to = try readNumber()
    case Op.nowhere: step.task = try readNumber()
    default: break
    }
    if op == Op.enumerated || op == Op.nowhere || (Op.window...Op.unusable).contains(op) {
      step.literal = try readOptionalAtom()
    }
  }

  mutating func readDeletions(into distances: inout [Int]) throws {
    distances.removeAll(keepingCapacity: true)
    for _ in 0..<(try readCount(bytes: 1)) { distances.append(try readNumber()) }
  }

  mutating func readConclusion() throws -> Conclusion {
    let kind = try readNumber()
    guard kind <= 2 else { throw malformed("there is no claim of kind \(kind)") }
    let value = kind == 2 ? 0 : try readSigned()
    let conclusion = kind == 2 ? Conclusion.infeasible : kind == 1 ? .bound(value) : .optimal(value)
    if try position != filled || refill() { throw malformed("bytes after the conclusion") }
    return conclusion
  }

  mutating func readDefinition(_ op: UInt8) throws -> Definition {
    var result = Definition(op: op)
    func numbers(_ reader: inout Self, _ count: Int) throws {
      for _ in 0..<count { result.numbers.append(try reader.readNumber()) }
    }
    switch op {
    case Op.order: try numbers(&self, 3)
    case Op.before: try numbers(&self, 2)
    case Op.and: try readAtoms(into: &result.atoms)
    case Op.form, Op.atMost:
      for _ in 0..<(try readCount(bytes: 2)) {
        result.terms.append(try readNumber())
        result.terms.append(try readSigned())
      }
      result.constant = try readSigned()
    case Op.value:
      try numbers(&self, 1)
      result.constant = try readSigned()
    case Op.clique:
      for _ in 0..<2 {
        result.numbers.append(try readCount(bytes: 1))
        try numbers(&self, result.numbers.last!)
      }
    case Op.strong:
      try numbers(&self, 2)
      guard result.numbers[1] <= 2 else { throw malformed("there is no `strong` of kind \(result.numbers[1])") }
      try numbers(&self, result.numbers[1] == 2 ? 2 : 1)
    default: throw malformed("there is no line with \(Op.name(op))")
    }
    return result
  }
}
