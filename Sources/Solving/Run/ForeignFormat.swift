import Basics

/// Formats of other programs that nothing here reads, told from how their files begin, so that whoever hands one over
/// hears what it is and what to do with it.
public enum ForeignFormat {
  private struct Signature {
    let bytes: [UInt8]
    var offset = 0
    let name: String

    init(_ bytes: [UInt8], at offset: Int = 0, _ name: String) {
      self.bytes = bytes
      self.offset = offset
      self.name = name
    }

    init(_ text: String, at offset: Int = 0, _ name: String) { self.init(Array(text.utf8), at: offset, name) }

    func fits(_ content: [UInt8]) -> Bool { content.dropFirst(offset).starts(with: bytes) }
  }

  private static let signatures = [
    Signature([0x1F, 0x8B], "packed with gzip; unpack it, or pipe it: gunzip -c FILE | dovetail solve -"),
    Signature("BZh", "packed with bzip2; unpack it, or pipe it: bunzip2 -c FILE | dovetail solve -"),
    Signature(
      [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0], "packed with xz; unpack it, or pipe it: xz -dc FILE | dovetail solve -"),
    Signature([0x28, 0xB5, 0x2F, 0xFD], "packed with zstd; unpack it, or pipe it: zstd -dc FILE | dovetail solve -"),
    Signature([0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], "a 7z archive; unpack it first"),
    Signature("ustar", at: 257, "a tar archive; unpack it first"),
    Signature("%PDF", "a PDF document, not an instance"),
    Signature("SQLite format 3\0", "an SQLite database, not an instance"),
    Signature([0x89, 0x50, 0x4E, 0x47], "a picture (PNG), not an instance"),
    Signature([0xFF, 0xD8, 0xFF], "a picture (JPEG), not an instance"),
    Signature("GIF8", "a picture (GIF), not an instance"),
    Signature("WEBP", at: 8, "a picture (WebP), not an instance"),
    Signature([0x7F, 0x45, 0x4C, 0x46], "a program (ELF), not an instance"),
    Signature([0xD0, 0xCF, 0x11, 0xE0], "an old document of Microsoft Office; save its sheet as CSV"),
    Signature([0x93] + Array("NUMPY".utf8), "an array of NumPy; write it as text, such as with numpy.savetxt"),
    Signature("PAR1", "a Parquet table; write it as CSV"),
    Signature("ARROW1", "an Arrow table; write it as CSV"),
    Signature([0x89] + Array("HDF".utf8), "an HDF5 file; write its data as text"),
    Signature([0xFF, 0xFE], utf16), Signature([0xFE, 0xFF], utf16),
  ]

  private static let utf16 = "text in UTF-16; save it as UTF-8, or pipe it: iconv -f UTF-16 -t UTF-8 FILE"

  /// What a file is that is no text; nil for text and for what has no name.
  public static func binary(_ bytes: [UInt8]) -> String? {
    if bytes.starts(with: [0x50, 0x4B, 3, 4]) { return archive(bytes) }
    if let signature = signatures.first(where: { $0.fits(bytes) }) { return signature.name }
    if bytes.first == 0x80, bytes.count > 2, (2...5).contains(bytes[1]), bytes.last == UInt8(ascii: ".") {
      return "a Python pickle; write its data from Python as text or JSON"
    }
    guard let position = bytes.firstIndex(of: 0) else { return nil }
    // Without its mark, UTF-16 shows itself by a zero beside each letter.
    let beginning = bytes.prefix(256)
    let zeros = beginning.count { $0 == 0 }
    if zeros * 5 >= beginning.count * 2, zeros * 5 <= beginning.count * 3,
      beginning.indices.allSatisfy({ (beginning[$0] == 0) == (($0 - position) % 2 == 0) })
    {
      return utf16
    }
    // Another text with a zero byte is told with its line, by who reads it.
    return nil
  }

  /// The formats of offices are zip archives whose first names say what they are.
  private static func archive(_ bytes: [UInt8]) -> String {
    let content = SourceText(name: "", bytes: Array(bytes.prefix(1 << 16)) + bytes.suffix(1 << 16))
    if content.contains("xl/") { return "a workbook of Excel (.xlsx); save its sheet as CSV" }
    if content.contains("opendocument.spreadsheet") { return "a spreadsheet (.ods); save its sheet as CSV" }
    if content.contains("word/") { return "a document of Word (.docx), not an instance" }
    if content.contains(".npy") { return "arrays of NumPy (.npz); write them as text" }
    return "a zip archive; unpack it first"
  }

  /// What a text is whose marks no format here has, whatever else it looks like.
  static func marked(_ source: SourceText) -> String? {
    let text = beginning(of: source).lowercased()
    let lines = text.split(whereSeparator: \.isNewline).map { $0.drop(while: \.isWhitespace) }.filter { !$0.isEmpty }
    guard let first = lines.first else { return nil }
    if first.hasPrefix("<") { return markup(text, first) }
    if first.hasPrefix("version https://git-lfs") {
      return "a pointer of Git LFS, not the file itself; 'git lfs pull' fetches that"
    }
    if first.hasPrefix("(define") { return "PDDL, a planning problem, which is not read here" }
    if first.hasPrefix("(set-") || text.contains("\n(declare-") { return "SMT-LIB, which is not read here" }
    if first.hasPrefix("begin:vcalendar") { return "a calendar (iCalendar), not an instance" }
    if ResultTable.isOne(source, lines) {
      return "a table of published results, not an instance; the instances it is about are files of their own"
    }
    let end = source.name.lowercased().split(separator: ".").last ?? ""
    if let line = lines.first(where: { $0.hasPrefix("p ") }) { return dimacs(line) }
    if end == "cnf" || end == "wcnf" { return satisfiability(isWeighted: end == "wcnf") }
    if isNL(first) { return "a model of AMPL (.nl), which is not read here; write it as MPS or LP" }
    if lines.contains(where: { isKey("dimension", $0) }),
      lines.contains(where: { isKey("type", $0) || isKey("edge_weight_type", $0) || $0.hasPrefix("node_coord") })
    {
      let isRouting = lines.contains { isKey("capacity", $0) }
      return isRouting
        ? "a vehicle routing problem (CVRPLIB), which is not read here; the model's circuit or route constraints say it"
        : "a tour problem (TSPLIB), which is not read here; the model's circuit constraint says it"
    }
    switch end {
    case "mzn", "dzn", "fzn": return miniZinc
    case "gms": return gams
    default: return nil
    }
  }

  /// What a text may be that nothing here recognises, from words of other languages.
  static func likely(_ source: SourceText) -> String? {
    let text = beginning(of: source)
    let first = text.split(whereSeparator: \.isNewline).first ?? ""
    if ["import ", "from ", "#!"].contains(where: first.hasPrefix), text.contains("import ") || first.hasPrefix("#!") {
      return "a program, not an instance"
    }
    if text.contains("variables {"), text.contains("domain:") {
      return "a model of CP-SAT as protocol buffer text, which is not read here"
    }
    guard text.contains(";") else {
      return first.hasPrefix("404") ? "the answer of a server that did not find the file" : nil
    }
    let lower = text.lowercased()
    if ["satisfy", "minimize", "maximize"].contains(where: { lower.contains("solve \($0)") })
      || lower.contains("solve ::") || lower.contains("\narray[") || lower.hasPrefix("array[")
    {
      return miniZinc
    }
    if lower.contains("\nsolve "), lower.contains(" using ") { return gams }
    if lower.contains("param "), lower.contains("var ") || lower.contains("set ") {
      return "a model of AMPL or GMPL, which is not read here; 'glpsol --check --wlp FILE' writes one as LP"
    }
    if let line = text.split(whereSeparator: \.isNewline).first(where: { !$0.hasPrefix("%") && !$0.isEmpty }),
      let sign = line.firstIndex(of: "="),
      line[..<sign].allSatisfy({ $0.isLetter || $0.isNumber || $0 == "_" || $0 == " " })
    {
      return miniZinc
    }
    return nil
  }

  private static let miniZinc = "MiniZinc, which is not read here; a model's text (.dvt), MPS, LP or OPB is"
  private static let gams = "a model of GAMS, which is not read here; GAMS writes it as MPS or LP (solver CONVERT)"

  private static func beginning(of source: SourceText) -> String {
    String(decoding: source.bytes.prefix(1 << 12), as: UTF8.self)
  }

  private static func markup(_ text: String, _ first: Substring) -> String? {
    if text.contains("<!doctype html") || text.contains("<html") {
      return "an HTML page, such as a download that failed, and not the file itself"
    }
    if text.contains("xcsp3") { return "a model of XCSP3 (XML), which is not read here; a model's text (.dvt) is" }
    if text.contains("<svg") { return "a picture (SVG), not an instance" }
    if text.contains("schemas.microsoft.com/project") { return "a project of Microsoft Project (XML), not read here" }
    return text.contains("<?xml") || first.hasPrefix("<!") || text.contains("</") ? "XML, which is not read here" : nil
  }

  private static func dimacs(_ line: Substring) -> String? {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count >= 4, words[2...].allSatisfy({ Int($0) != nil }) else { return nil }
    switch words[1] {
    case "cnf": return satisfiability(isWeighted: false)
    case "wcnf": return satisfiability(isWeighted: true)
    case "edge", "col", "sp", "max", "min", "asn": return "a graph in a format of DIMACS, which is not read here"
    default: return nil
    }
  }

  private static func satisfiability(isWeighted: Bool) -> String {
    "clauses in a format of DIMACS (\(isWeighted ? "WCNF" : "CNF")), which is not read here; OPB is"
  }

  private static func isNL(_ line: Substring) -> Bool {
    let words = line.split(whereSeparator: \.isWhitespace)
    guard words.count >= 2, let kind = words[0].first, kind == "g" || kind == "b", words[0].count > 1 else {
      return false
    }
    return words[0].dropFirst().allSatisfy(\.isNumber) && words[1].allSatisfy(\.isNumber)
  }

  private static func isKey(_ key: String, _ line: Substring) -> Bool {
    line.hasPrefix(key) && line.dropFirst(key.count).drop(while: \.isWhitespace).first == ":"
  }
}
