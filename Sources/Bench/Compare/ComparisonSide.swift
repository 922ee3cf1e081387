import Foundation

/// One side of a comparison: a campaign, or one variant of it.
public struct ComparisonSide: Sendable {
  public let name: String
  public let analysis: Analysis
  /// Positions in the campaign's variants.
  public let variants: [Int]

  public init(name: String, _ analysis: Analysis, variant: String? = nil) throws(BenchError) {
    self.name = name
    self.analysis = analysis
    if let variant {
      guard let index = analysis.campaign.variants.firstIndex(where: { $0.name == variant }) else {
        let known = analysis.campaign.variants.map(\.name).joined(separator: ", ")
        throw BenchError(.usage, "\(analysis.campaign.name) has no variant '\(variant)'; it has \(known)")
      }
      variants = [index]
    } else {
      variants = analysis.activeVariants
    }
  }

  /// - Parameter text: `CAMPAIGN` or `CAMPAIGN:VARIANT`.
  public init(_ text: String) throws(BenchError) {
    var path = text
    var variant: String?
    if !FileManager.default.fileExists(atPath: text) {
      // The variant's own name may have colons; the file's comes first.
      var mark = text.firstIndex(of: ":")
      while let at = mark {
        if FileManager.default.fileExists(atPath: String(text[..<at])) {
          path = String(text[..<at])
          variant = String(text[text.index(after: at)...])
          break
        }
        mark = text[text.index(after: at)...].firstIndex(of: ":")
      }
    }
    try self.init(name: text, Analysis(CampaignStore(path, .reading).campaign()), variant: variant)
  }

  struct Key: Hashable {
    let variant: String
    /// The key of the instance, which with the hash is the same in every campaign.
    let instance: String
    /// Empty where the content is not known.
    var hash: String
    let repetition: Int

    /// Without the content.
    var anonymous: Key { Key(variant: variant, instance: instance, hash: "", repetition: repetition) }
  }

  /// The runs of this side.
  /// - Parameter ignoresVariants: whether the two sides have one variant each, whatever their names.
  func runs(ignoringVariants: Bool) -> [Key: Int] {
    var table: [Key: Int] = [:]
    for variant in variants {
      let name = ignoringVariants ? "" : analysis.campaign.variants[variant].name
      for (problem, run) in analysis.runs[variant] {
        let instance = analysis.campaign.instances[problem.instance]
        let key = Key(
          variant: name, instance: instance.key, hash: instance.hash, repetition: problem.repetition)
        table[key] = run
      }
    }
    return table
  }
}
