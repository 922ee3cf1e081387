import Glibc

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
  /// Of the line or step that was read last, in the order of the file.
  private(set) var numbers: [Int] = []
  private var hasConclusion = false
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
      guard count >= 0
      else { throw Unreadable(file: "the proof", line: line, message: String(cString: strerror(errno))) }
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

  // MARK: Lines

  /// All fields of a line or step, behind its opcode.
  mutating func readFields(_ op: UInt8) throws {
    numbers.removeAll(keepingCapacity: true)
    hasConclusion = false
    try Op.walk(op) { field in
      let number: Int
      switch field {
      case .signed, .bound, .coefficient, .multiplier: number = try readSigned()
      case .tasks, .constraints, .reasons, .clauses: number = try readCount(bytes: 1)
      case .literals, .terms, .summands: number = try readCount(bytes: 2)
      case .conclusion, .kind:
        number = try readNumber()
        guard number <= (field == .kind ? 2 : 1) else { throw malformed("there is no \(field) \(number)") }
        hasConclusion = field == .conclusion && number == 1
      default: number = try readNumber()
      }
      numbers.append(number)
      return number
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
    guard Op.isKnown(op, in: Op.unit...Op.joint) else { throw malformed("there is no step with \(Op.name(op))") }
    try readFields(op)
    step.op = op
    step.constraint = numbers[0]
    switch op {
    case Op.window, Op.unusable, Op.pair: (step.from, step.to) = (numbers[1], numbers[2])
    case Op.ordered: (step.from, step.to, step.task) = (numbers[1], numbers[2], numbers[3])
    case Op.transitive: (step.from, step.to, step.task) = (numbers[0], numbers[1], numbers[2])
    case Op.nowhere: step.task = numbers[1]
    case Op.rows, Op.joint:
      step.list.removeAll(keepingCapacity: true)
      step.list += numbers[1..<(1 + numbers[0] * (op == Op.rows ? 2 : 1))]
    default: break
    }
    let end = numbers.count
    step.literal = hasConclusion ? Atom(code: numbers[end - 2], bound: numbers[end - 1]) : nil
  }

  /// Of the line that was read last, where it is a list of literals.
  var atoms: [Atom] {
    stride(from: 1, to: numbers.count, by: 2).map { Atom(code: numbers[$0], bound: numbers[$0 + 1]) }
  }

  mutating func readDefinition(_ op: UInt8) throws -> Definition {
    guard Op.isKnown(op, in: Op.order...Op.strong) else { throw malformed("there is no line with \(Op.name(op))") }
    try readFields(op)
    switch op {
    case Op.and: return Definition(op: op, atoms: atoms)
    case Op.form, Op.atMost:
      return Definition(op: op, terms: Array(numbers[1..<numbers.count - 1]), constant: numbers[numbers.count - 1])
    case Op.value: return Definition(op: op, numbers: [numbers[0]], constant: numbers[1])
    default: return Definition(op: op, numbers: numbers)
    }
  }

  mutating func readConclusion() throws -> Conclusion {
    let kind = try readNumber()
    guard kind <= 2 else { throw malformed("there is no claim of kind \(kind)") }
    let value = kind == 2 ? 0 : try readSigned()
    if try position != filled || refill() { throw malformed("bytes after the conclusion") }
    return kind == 2 ? .infeasible : kind == 1 ? .bound(value) : .optimal(value)
  }
}
