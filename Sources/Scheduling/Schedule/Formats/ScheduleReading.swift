import Basics
import Solving

extension GeneralSchedule {
  /// Finds out in which format a text is, and reads it.
  struct ScheduleReading {
    private let source: SourceText

    init(_ source: SourceText) { self.source = source }

    /// Whether the format is one that no other problem has.
    var isOurs: Bool {
      if source.firstByte == UInt8(ascii: "{") {
        return isDocument || PyJobShopDocument.recognises(source) || NetworkDocument.recognises(source)
          || ConstrainedDocument.recognises(source)
      }
      if isNamedFlexible || NetworkText.isNamed(source) { return source.isText(upTo: 4096) }
      if source.selection == nil, NetworkText.fits(source) { return true }
      if MultiModeReader.needsModes(source) || MaximumLagReader.recognises(source)
        || MultiProjectReader.recognises(source) || ReservoirReader.fits(source)
        || TaillardText.recognises(source) && !TaillardText.isJobShop(source)
      {
        return true
      }
      guard beginsWithCounts, source.selection == nil, !ResourceProject.recognises(source) else { return false }
      // Many texts look like a job shop at their beginning.
      if JobShop.recognises(source), (try? JobShop.parse(source)) != nil { return false }
      return !variants.isEmpty
    }

    private var isDocument: Bool {
      source.firstByte == UInt8(ascii: "{") && source.contains("\"\(Document.format)\"")
    }

    private var isNamedFlexible: Bool {
      FlexibleText.isNamed(source) || FlexibleReader.isNamedWithWorkers(source)
    }

    /// Whether the first line has two or three numbers, as all texts of numbers alone do.
    private var beginsWithCounts: Bool {
      guard source.isText(upTo: 4096) else { return false }
      var lines = LineReader(source)
      guard let first = lines.next()?.tokens else { return false }
      return (2...3).contains(first.count) && first.allSatisfy { Double($0) != nil }
    }

    /// What the numbers can mean, from what the text is like.
    fileprivate var variants: [Variant] {
      if TaillardText.isJobShop(source) { return [.job(.plain)] }
      if TaillardText.recognises(source) {
        guard let text = try? TaillardText.read(source) else { return [] }
        return text.machines == nil ? Self.matrices : [.job(.plain), .open]
      }
      guard beginsWithCounts else { return [] }
      var variants: [Variant] = []
      if (try? JobShop.parse(source)) != nil { variants.append(.job(.plain)) }
      if FlexibleText.fits(source) { variants.append(.flexible) }
      if FlexibleReader.fitsWithWorkers(source) { variants.append(.workers) }
      if PattersonReader.recognises(source) { variants.append(.project) }
      guard let matrix = try? MatrixText(source) else { return variants }
      if matrix.factories != nil {
        if matrix.fits(.plain) { variants.append(.distributed(factories: nil)) }
        return variants
      }
      if matrix.fits(.plain) { variants += Self.matrices }
      if matrix.fits(.stages) { variants.append(.hybrid) }
      if matrix.fits(.dueDates) { variants.append(.permutation(.tardiness)) }
      if matrix.fits(.setups) { variants.append(.permutation(.setup)) }
      return variants
    }

    /// What durations by job and machine alone can be.
    private static let matrices: [Variant] = [
      .open, .flow, .permutation(.makespan), .permutation(.noWait), .permutation(.completion),
      .permutation(.blocking), .distributed(factories: 1), .parallel,
    ]

    /// - Parameter variant: what the numbers mean, where somebody says it.
    func instance(as variant: Variant?) throws(InputError) -> Instance {
      try source.checkIsText()
      if let selection = source.selection, !TaillardText.recognises(source), !JobShop.recognises(source) {
        throw InputError(file: source.name, "one instance, so '#\(selection)' chooses nothing")
      }
      if let variant { return try read(variant) }
      if let instance = try ofItself() { return instance }
      let variants = variants
      if variants.count == 1 { return try read(variants[0]) }
      if let named = NamedVariant(source), variants.contains(named.variant) {
        var instance = try read(named.variant)
        instance.remarks.append(named.remark)
        return instance
      }
      guard variants.isEmpty else {
        let names = variants.map(\.name).joined(separator: ", ")
        throw InputError(file: source.name, "its numbers can be read as \(names); --variant says as which")
      }
      // What is wrong with it, the reader of what it looks like most says.
      if JobShop.recognises(source) { return try read(.job(.plain)) }
      throw InputError(
        file: source.name, line: nil, expected: "a schedule in one of the formats that the problem knows",
        found: "a text in none of them")
    }

    /// nil where the text does not show its format.
    private func ofItself() throws(InputError) -> Instance? {
      if source.firstByte == UInt8(ascii: "{") {
        if !isDocument, PyJobShopDocument.recognises(source) { return try PyJobShopConversion.instance(source) }
        if !isDocument, NetworkDocument.recognises(source) { return try NetworkDocument.read(source) }
        if !isDocument, ConstrainedDocument.recognises(source) { return try ConstrainedConversion.instance(source) }
        return try Document(reading: source).instance(source)
      }
      if FlexibleReader.isNamedWithWorkers(source) { return try read(.workers) }
      if FlexibleText.isNamed(source) { return try read(.flexible) }
      if NetworkText.isNamed(source) || NetworkText.fits(source) { return try NetworkText.read(source) }
      if PSPLIBReader.recognises(source) { return try MultiModeReader.read(source) }
      if MaximumLagReader.recognises(source) { return try MaximumLagReader.read(source) }
      if MultiProjectReader.recognises(source) { return try MultiProjectReader.read(source) }
      if ReservoirReader.fits(source) { return try ReservoirReader.read(source) }
      return nil
    }

    private func read(_ variant: Variant) throws(InputError) -> Instance {
      switch variant {
      case .job(let rule):
        let shop = try jobShop()
        return try valid { () throws(InvalidInstance) in try GeneralSchedule.jobShop(shop, rule) }
      case .flexible: return try FlexibleReader.read(source, hasWorkers: false)
      case .workers: return try FlexibleReader.read(source, hasWorkers: true)
      case .project:
        let project = try ResourceProject.parse(source)
        return try valid { () throws(InvalidInstance) in try GeneralSchedule.project(project) }
      case .open, .flow, .permutation, .hybrid, .distributed, .parallel:
        return try ShopMatrix(source, variant).instance(variant)
      }
    }

    private func jobShop() throws(InputError) -> JobShop.Instance {
      guard TaillardText.recognises(source), !TaillardText.isJobShop(source) else { return try JobShop.parse(source) }
      let text = try TaillardText.read(source)
      guard let machines = text.machines else {
        throw InputError(file: source.name, "a flow shop, whose jobs pass the machines in one order")
      }
      return try valid { () throws(InvalidInstance) in
        try JobShop.Instance(
          name: text.name, machineCount: text.machineCount,
          jobs: zip(machines, text.durations).map { order, durations in
            zip(order, durations).map { JobShop.Operation(machine: $0, duration: $1) }
          })
      }
    }

    private func valid<Value>(_ make: () throws(InvalidInstance) -> Value) throws(InputError) -> Value {
      do {
        return try make()
      } catch {
        throw InputError(file: source.name, error.description)
      }
    }
  }
}

extension GeneralSchedule {
  /// What the numbers of a plain job shop can mean beside it, as `--variant` names it.
  static func otherVariants(of source: SourceText) -> [String] {
    let reading = ScheduleReading(source)
    return reading.variants.filter { $0 != .job(.plain) && $0 != .flexible }.map(\.name)
  }
}
