/// Copies JSON without the members that nobody reads: of what `kubectl` writes about a cluster, a tenth is left, and the
/// decoder's time and memory shrink with it.
///
/// Keys are known by name wherever they stand. What is skipped is looked at as far as brackets, texts and words go.
///
/// - Complexity: O(length), one pass.
struct JSONPruning {
  /// Keys that are kept.
  let keys: Set<String>
  /// Keys whose objects are kept whole: their members have names that users make.
  let maps: Set<String>

  /// - Returns: nil where the text is not JSON, or nested too deeply.
  func pruned(_ bytes: ArraySlice<UInt8>) -> [UInt8]? {
    bytes.withUnsafeBufferPointer { text in
      var scanner = Scanner(text: text, keys: Set(keys.map(Self.hash)), maps: Set(maps.map(Self.hash)))
      guard scanner.value(isKept: true, depth: 0) else { return nil }
      scanner.skipBlanks()
      return scanner.position == text.count ? scanner.result : nil
    }
  }

  private static func hash(_ key: String) -> UInt64 { key.utf8.reduce(Scanner.hashStart, Scanner.mix) }

  /// Where two keys share a hash, one is kept that need not be, which does no harm.
  private struct Scanner {
    let text: UnsafeBufferPointer<UInt8>
    let keys: Set<UInt64>
    let maps: Set<UInt64>
    var position = 0
    var result: [UInt8] = []
    /// Whether the last text had an escape.
    private var isEscaped = false

    static let hashStart: UInt64 = 0xCBF2_9CE4_8422_2325
    static let depthLimit = 200

    /// Fowler, Noll, Vo: FNV-1a.
    static func mix(_ hash: UInt64, _ byte: UInt8) -> UInt64 { (hash ^ UInt64(byte)) &* 0x100_0000_01B3 }

    init(text: UnsafeBufferPointer<UInt8>, keys: Set<UInt64>, maps: Set<UInt64>) {
      self.text = text
      self.keys = keys
      self.maps = maps
    }

    mutating func skipBlanks() {
      while position < text.count,
        text[position] == 32 || text[position] == 10 || text[position] == 13
          || text[position] == 9
      { position += 1 }
    }

    private func byte() -> UInt8 { position < text.count ? text[position] : 0 }

    /// A value, copied to the result without its blanks, or skipped.
    ///
    /// - Parameter isWhole: all members are kept.
    mutating func value(isKept: Bool, isWhole: Bool = false, depth: Int) -> Bool {
      skipBlanks()
      if depth > Self.depthLimit { return false }
      switch byte() {
      case UInt8(ascii: "{"): return object(isKept, isWhole, depth)
      case UInt8(ascii: "["): return array(isKept, isWhole, depth)
      case UInt8(ascii: "\""):
        let start = position
        guard string() != nil else { return false }
        if isKept { result.append(contentsOf: text[start..<position]) }
        return true
      default: return word(isKept)
      }
    }

    private mutating func object(_ isKept: Bool, _ isWhole: Bool, _ depth: Int) -> Bool {
      position += 1
      if isKept { result.append(UInt8(ascii: "{")) }
      var isFirst = true
      skipBlanks()
      if byte() == UInt8(ascii: "}") {
        position += 1
        if isKept { result.append(UInt8(ascii: "}")) }
        return true
      }
      while true {
        skipBlanks()
        let start = position
        guard byte() == UInt8(ascii: "\""), let hash = string() else { return false }
        let end = position
        skipBlanks()
        guard byte() == UInt8(ascii: ":") else { return false }
        position += 1
        // A key with an escape is compared by the decoder.
        let isMap = isEscaped || maps.contains(hash)
        let keeps = isKept && (isWhole || isMap || keys.contains(hash))
        if keeps {
          if !isFirst { result.append(UInt8(ascii: ",")) }
          isFirst = false
          result.append(contentsOf: text[start..<end])
          result.append(UInt8(ascii: ":"))
        }
        guard value(isKept: keeps, isWhole: isWhole || isMap, depth: depth + 1) else { return false }
        skipBlanks()
        let next = byte()
        position += 1
        if next == UInt8(ascii: "}") { break }
        if next != UInt8(ascii: ",") { return false }
      }
      if isKept { result.append(UInt8(ascii: "}")) }
      return true
    }

    private mutating func array(_ isKept: Bool, _ isWhole: Bool, _ depth: Int) -> Bool {
      position += 1
      if isKept { result.append(UInt8(ascii: "[")) }
      skipBlanks()
      if byte() == UInt8(ascii: "]") {
        position += 1
        if isKept { result.append(UInt8(ascii: "]")) }
        return true
      }
      while true {
        guard value(isKept: isKept, isWhole: isWhole, depth: depth + 1) else { return false }
        skipBlanks()
        let next = byte()
        position += 1
        if next == UInt8(ascii: "]") { break }
        if next != UInt8(ascii: ",") { return false }
        if isKept { result.append(UInt8(ascii: ",")) }
      }
      if isKept { result.append(UInt8(ascii: "]")) }
      return true
    }

    /// - Returns: the hash of what is between the quotes as it stands; nil where the text does not end.
    private mutating func string() -> UInt64? {
      position += 1
      isEscaped = false
      var hash = Self.hashStart
      while position < text.count {
        let byte = text[position]
        position += 1
        if byte == UInt8(ascii: "\"") { return hash }
        if byte < 32 { return nil }
        hash = Self.mix(hash, byte)
        if byte == UInt8(ascii: "\\") {
          isEscaped = true
          position += 1
        }
      }
      return nil
    }

    private mutating func word(_ isKept: Bool) -> Bool {
      let start = position
      while position < text.count, Self.isWordByte(text[position]) { position += 1 }
      let word = text[start..<position]
      let isWord = ["true", "false", "null"].contains { word.elementsEqual($0.utf8) }
      guard let first = word.first, isWord || first == UInt8(ascii: "-") || (48...57).contains(first) else {
        return false
      }
      if isKept { result.append(contentsOf: word) }
      return true
    }

    private static func isWordByte(_ byte: UInt8) -> Bool {
      (97...122).contains(byte) || (48...57).contains(byte) || byte == UInt8(ascii: "+") || byte == UInt8(ascii: "-")
        || byte == UInt8(ascii: ".") || byte == UInt8(ascii: "E")
    }
  }
}
