import Basics

extension GeneralSchedule {
  /// What the numbers of a matrix mean by the name of the file or of the folders that it stands in, where these say it: of
  /// the public collections each holds one kind of shop, under names such as `openshop` or `ta001.fsp`.
  struct NamedVariant {
    let variant: Variant
    /// What a user is told about it.
    let remark: String

    /// Folders that count, the file among them.
    private static let depth = 5

    /// nil where the name says nothing, or something that durations alone do not tell.
    init?(_ source: SourceText) {
      let path = (source.name.split(separator: "#").first ?? "").split(separator: "/").suffix(Self.depth)
      for (distance, name) in path.reversed().enumerated() {
        guard let found = Self.variant(of: name.lowercased(), isFile: distance == 0) else { continue }
        guard let variant = found else { return nil }
        self.variant = variant
        let what =
          variant == .open
          ? "an open shop" : "a permutation flow shop, with one order of the jobs on all machines, for the makespan"
        let others = variant == .open ? "--variant says otherwise" : "--variant flow, open and so on say otherwise"
        remark = "read as \(what), by the name '\(name)'; \(others)"
        return
      }
      return nil
    }

    /// nil where the name says nothing, and nil inside where it says that it is a shop of another kind.
    private static func variant(of name: String, isFile: Bool) -> Variant?? {
      let letters = name.filter { $0.isLetter || $0 == "." }
      let isFlow = letters.contains("flowshop") || letters.contains("pfsp") || (isFile && letters.hasSuffix(".fsp"))
      let isOpen = letters.contains("openshop") || (isFile && letters.hasSuffix(".osp"))
      guard isFlow || isOpen else { return nil }
      let rules = [
        "hybrid", "distribut", "wait", "block", "setup", "tard", "assembly", "parallel", "flexible", "completion",
      ]
      if isFlow == isOpen || rules.contains(where: { letters.contains($0) }) { return .some(nil) }
      let variant: Variant = isOpen ? .open : .permutation(.makespan)
      return variant
    }
  }
}
