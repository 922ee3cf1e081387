import Basics
import Solving

extension VMRescheduling {
  /// One kind of block in the fragment rate: what is free beyond whole blocks is fragments.
  public struct FragmentTerm: Hashable, Sendable {
    /// What is divided into blocks.
    public enum Resource: String, Sendable {
      /// Cores.
      case cpu
      /// MiB.
      case memory
    }

    /// What is divided into blocks.
    public var resource: Resource
    /// Of a block, in cores or MiB.
    public var size: Int
    /// 1: a block fits a NUMA node; 2: it takes half of its size on each node of one machine.
    public var nodeCount: Int
    /// The weight of this rate among the others.
    public var weight: Int

    /// Blocks of 16 cores in one node, unless more is said.
    public init(resource: Resource = .cpu, size: Int = 16, nodeCount: Int = 1, weight: Int = 1) {
      self.resource = resource
      self.size = size
      self.nodeCount = nodeCount
      self.weight = weight
    }
  }

  /// The fragment rate as an integer over a constant: Σ weight · fragments / free, over the sum of weights.
  ///
  /// What is free in all does not change by migrations; so terms on different resources are brought to the least
  /// common multiple of their free totals, and the whole is `loss / denominator` with integers.
  public struct Measure: Sendable, Equatable {
    /// Each kind of block.
    public let terms: [FragmentTerm]
    /// What a unit of a term's fragments counts.
    let factors: [Int]
    /// 1 where nothing is free: the rate is then 0.
    public let denominator: Int

    static let limit = 1 << 60

    /// - Parameter free: the free amounts of each NUMA node.
    init(_ terms: [FragmentTerm], free: [Amount]) throws(InvalidInstance) {
      guard !terms.isEmpty, terms.count <= 16 else { throw InvalidInstance("the rate has 1 to 16 terms") }
      for term in terms {
        guard (0...1000).contains(term.weight) else {
          throw InvalidInstance("the weight \(term.weight) is not 0 to 1000")
        }
      }
      let terms = Self.merged(terms)
      let cpu = free.reduce(0) { $0 + $1.cpu }
      let memory = free.reduce(0) { $0 + $1.memory }
      var totals: [Int] = []
      for term in terms {
        guard (1...Instance.amountLimit).contains(term.size) else {
          throw InvalidInstance("the block size \(term.size) is not 1 to 2^40")
        }
        guard (1...2).contains(term.nodeCount), term.nodeCount == 1 || term.size.isMultiple(of: 2) else {
          throw InvalidInstance("a block of \(term.size) on \(term.nodeCount) nodes: 1, or 2 and an even size")
        }
        totals.append(max(1, term.resource == .cpu ? cpu : memory))
      }
      let weights = terms.reduce(0) { $0 + $1.weight }
      guard weights > 0 else { throw InvalidInstance("all weights of the rate are 0") }
      var common = 1
      for total in totals {
        let factor = common / greatestCommonDivisor(common, total)
        let (product, overflows) = factor.multipliedReportingOverflow(by: total)
        guard !overflows, product <= Self.limit / weights else {
          throw InvalidInstance("the free totals have no common multiple below 2^60")
        }
        common = product
      }
      self.terms = terms
      let factors = zip(terms, totals).map { $0.weight * (common / $1) }
      let divisor = factors.reduce(common * weights) { greatestCommonDivisor($0, $1) }
      self.factors = factors.map { $0 / divisor }
      denominator = common * weights / divisor
    }

    /// Terms that count the same blocks as one, with the sum of their weights; in the order of first appearance.
    private static func merged(_ terms: [FragmentTerm]) -> [FragmentTerm] {
      var result: [FragmentTerm] = []
      for term in terms {
        let place = result.firstIndex {
          $0.resource == term.resource && $0.size == term.size && $0.nodeCount == term.nodeCount
        }
        if let place { result[place].weight += term.weight } else { result.append(term) }
      }
      return result
    }

    /// What a machine with these free amounts adds to the numerator.
    func loss(_ first: Amount, _ second: Amount) -> Int {
      var sum = 0
      for (term, factor) in zip(terms, factors) {
        let (a, b) = term.resource == .cpu ? (first.cpu, second.cpu) : (first.memory, second.memory)
        let blocks =
          term.nodeCount == 1
          ? a / term.size + b / term.size : min(a / (term.size / 2), b / (term.size / 2))
        sum += factor * (a + b - term.size * blocks)
      }
      return sum
    }

    /// The same of a machine with any number of nodes; pairs of blocks are of two different ones.
    func loss(_ nodes: Range<Int>, _ free: (Int) -> Amount) -> Int {
      var sum = 0
      for (term, factor) in zip(terms, factors) {
        let (half, isSingle) = (term.size / term.nodeCount, term.nodeCount == 1)
        var (all, parts, most) = (0, 0, 0)
        for node in nodes {
          let amount = term.resource == .cpu ? free(node).cpu : free(node).memory
          all += amount
          parts += amount / half
          most = max(most, amount / half)
        }
        sum += factor * (all - term.size * (isSingle ? parts : min(parts / 2, parts - most)))
      }
      return sum
    }

    /// Blocks of two different nodes, where each node has room for so many halves.
    static func pairs(of halves: [Int]) -> Int {
      let sum = halves.reduce(0, +)
      return min(sum / 2, sum - (halves.max() ?? 0))
    }

    /// The largest numerator whose rate is at most `rate`.
    func numerator(ofRate rate: Double) -> Int {
      var value = Int((rate * Double(denominator)).rounded(.down))
      while Double(value + 1) / Double(denominator) <= rate { value += 1 }
      while value > 0, Double(value) / Double(denominator) > rate { value -= 1 }
      return value
    }

    /// The block size where the rate is the plain one: cores, one node, nothing else.
    var plainBlock: Int? {
      guard terms.count == 1, terms[0].resource == .cpu, terms[0].nodeCount == 1 else { return nil }
      return terms[0].size
    }
  }
}
