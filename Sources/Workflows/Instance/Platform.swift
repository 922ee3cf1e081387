extension Workflow {
  /// The processing elements, and what transfers between them take.
  public struct Platform: Sendable, Equatable {
    /// Elements that take the same time for each task.
    public struct Cluster: Sendable, Equatable {
      /// As files call it.
      public var name: String
      /// How many elements it has.
      public var size: Int

      /// A cluster of elements that are alike.
      public init(name: String, size: Int = 1) {
        self.name = name
        self.size = size
      }
    }

    /// From the first element on.
    public let clusters: [Cluster]
    /// What transfers take.
    public let transfers: Transfers
    /// By element.
    public let clusterOfElement: [Int]
    /// By cluster, its elements.
    public let elements: [Range<Int>]

    /// Elements are numbered cluster by cluster.
    public init(clusters: [Cluster], transfers: Transfers) {
      self.clusters = clusters
      self.transfers = transfers
      var numbers: [Int] = []
      var elements: [Range<Int>] = []
      for (number, cluster) in clusters.enumerated() {
        let size = max(0, min(cluster.size, Self.elementLimit + 1))
        elements.append(numbers.count..<numbers.count + size)
        numbers += [Int](repeating: number, count: size)
      }
      clusterOfElement = numbers
      self.elements = elements
    }

    /// So many processors that are alike.
    public init(processors: Int, transfers: Transfers = .none(clusters: 1)) {
      self.init(clusters: [Cluster(name: "P", size: processors)], transfers: transfers)
    }

    /// How many elements there are.
    public var elementCount: Int { clusterOfElement.count }

    /// What pictures and messages call an element, such as "BIG 2".
    public func label(of element: Int) -> String {
      let cluster = clusterOfElement[element]
      let place = element - elements[cluster].lowerBound
      return clusters[cluster].size == 1 ? clusters[cluster].name : "\(clusters[cluster].name) \(place + 1)"
    }

    /// More than any platform has.
    static let elementLimit = 10_000
    static let clusterLimit = 500
  }

  /// How long data is on its way: the volume divided by the bandwidth, rounded down.
  public struct Transfers: Sendable, Equatable {
    /// Between different elements, by the cluster that sends and the one that receives; nil where it takes no time.
    public var bandwidth: [[Double?]]
    /// To the same element; nil where it takes no time.
    public var ownBandwidth: Double?

    /// Bandwidths between clusters, and of an element to itself.
    public init(bandwidth: [[Double?]], ownBandwidth: Double? = nil) {
      self.bandwidth = bandwidth
      self.ownBandwidth = ownBandwidth
    }

    /// Data is everywhere at once.
    public static func none(clusters: Int) -> Transfers { uniform(nil, clusters: clusters) }

    /// The same between all different elements, and nothing on the same one.
    public static func uniform(_ bandwidth: Double?, clusters: Int) -> Transfers {
      Transfers(bandwidth: [[Double?]](repeating: [Double?](repeating: bandwidth, count: clusters), count: clusters))
    }

    /// - Returns: `Int.max` where it is more than any schedule lasts.
    public func time(of volume: Int, from source: Int, to target: Int, isSameElement: Bool) -> Int {
      guard let rate = isSameElement ? ownBandwidth : bandwidth[source][target] else { return 0 }
      let quotient = Self.quotient(volume, rate)
      return quotient < Instance.horizonLimit ? quotient : .max
    }

    /// Rounded down, exactly for the decimal that the rate was written as: 33 divided by 1.1 is 30, though not in binary.
    ///
    /// - Returns: `Int.max` where it is larger.
    static func quotient(_ volume: Int, _ rate: Double) -> Int {
      var power = 1
      for _ in 0..<18 {
        let scaled = (rate * Double(power)).rounded()
        if scaled >= 1, scaled < 0x1p53, scaled / Double(power) == rate {
          let (high, low) = UInt(volume).multipliedFullWidth(by: UInt(power))
          let divisor = UInt(scaled)
          if high >= divisor { return .max }
          return Int(clamping: divisor.dividingFullWidth((high, low)).quotient)
        }
        power *= 10
      }
      let quotient = (Double(volume) / rate).rounded(.down)
      return quotient < 0x1p62 ? Int(quotient) : .max
    }
  }
}
