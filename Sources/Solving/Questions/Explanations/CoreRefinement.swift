import Statements

/// Makes a set of elements that cannot hold together minimal, by asking about subsets.
///
/// Each refutation tells which elements it used; the others are left out at once. Where an answer is not known, the
/// element stays: what is left cannot hold together in any case.
/// - Source: Junker 2004, "QuickXplain: preferred explanations and relaxations for over-constrained problems".
struct CoreRefinement {
  enum Verdict {
    /// These cannot hold together, by elements of the set that alone cannot.
    case refuted(core: [Int])
    /// There is a solution.
    case satisfiable
    /// A limit was met.
    case unknown
  }

  /// Whether no element can be left out.
  private(set) var isMinimal = true
  private let ask: ([Int]) throws(ModelError) -> Verdict

  init(ask: @escaping ([Int]) throws(ModelError) -> Verdict) { self.ask = ask }

  /// - Parameter elements: which cannot hold together.
  /// - Returns: some of them that cannot, in the given order; none where nothing is needed.
  /// - Complexity: about 2k log2(n / k) + 2k questions for k of n elements, often far fewer.
  mutating func refine(_ elements: [Int]) throws(ModelError) -> [Int] {
    if try refutation(of: []) != nil { return [] }
    var open = elements
    // In the opposite order other elements come first into the refutation.
    for _ in 0..<2 {
      open.reverse()
      guard case .refuted(let core) = try ask(open) else { break }
      open = open.filter(Set(core).contains)
    }
    let kept = Set(try refine(open, under: [], isNew: false).core)
    return elements.filter(kept.contains)
  }

  /// - Returns: a core of it; nil where it can hold together, or may.
  private mutating func refutation(of elements: [Int]) throws(ModelError) -> [Int]? {
    switch try ask(elements) {
    case .refuted(let core): return core
    case .satisfiable: return nil
    case .unknown:
      isMinimal = false
      return nil
    }
  }

  /// Elements of `open` that, with `background`, cannot hold together, none of which can be left out.
  ///
  /// - Parameter isNew: whether something has come to the background since it was last asked about.
  /// - Returns: these; and, where it is none, what of the background was used.
  private mutating func refine(
    _ open: [Int], under background: [Int], isNew: Bool
  ) throws(ModelError) -> (core: [Int], used: [Int]?) {
    if isNew, let used = try refutation(of: background) { return ([], used) }
    if open.count <= 1 { return (open, nil) }
    let first = Array(open.prefix(open.count / 2))
    let second = Array(open.dropFirst(open.count / 2))
    let later = try refine(second, under: background + first, isNew: !first.isEmpty)
    // What the first half's refutation did not use is not needed either.
    let needed = later.used.map { used in first.filter(Set(used).contains) } ?? first
    let earlier = try refine(needed, under: background + later.core, isNew: !later.core.isEmpty)
    return (earlier.core + later.core, nil)
  }
}
