import Basics
import Solving

extension GeneralSchedule {
  public static let formats = [
    "JSON with the format 'dovetail-schedule': jobs, resources, tasks with modes, setups, constraints, objective",
    "JSON of PyJobShop's problem data",
    "standard job-shop text, as plain job shop or as --variant says",
  ]

  public static let questions = [
    Parameter("variant", .name, "what the numbers of a shop file mean: \(Variant.names.joined(separator: ", "))")
  ]

  /// Job shops have a problem of their own, whose files are taken for this one where somebody says so.
  public static func recognises(_ source: SourceText) -> Bool {
    isDocument(source) || PyJobShopDocument.recognises(source)
  }

  private static func isDocument(_ source: SourceText) -> Bool {
    source.firstByte == UInt8(ascii: "{") && source.contains("\"\(Document.format)\"")
  }

  /// - Throws: the first place where the text is in none of the formats, or its numbers do not make an instance.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance { try read(source, variant: nil) }

  /// The same where the question may name a variant.
  public static func read(_ source: SourceText, _ arguments: Arguments) throws(InputError) -> Instance {
    guard let text = arguments.name("variant") else { return try read(source, variant: nil) }
    guard let variant = Variant(text) else {
      throw InputError(
        file: source.name, line: nil, expected: "as --variant one of \(Variant.names.joined(separator: ", "))",
        found: TokenReader.shown(text))
    }
    return try read(source, variant: variant)
  }

  private static func read(_ source: SourceText, variant: Variant?) throws(InputError) -> Instance {
    if source.firstByte == UInt8(ascii: "{") {
      if variant != nil {
        throw InputError(file: source.name, "--variant goes with files of plain numbers, and this one is JSON")
      }
      if !isDocument(source), PyJobShopDocument.recognises(source) { return try PyJobShopConversion.instance(source) }
      return try Document(reading: source).instance(source)
    }
    switch variant ?? .job(.plain) {
    case .job(let rule):
      let shop = try JobShop.parse(source)
      do {
        return try jobShop(shop, rule)
      } catch {
        throw InputError(file: source.name, error.description)
      }
    }
  }
}
