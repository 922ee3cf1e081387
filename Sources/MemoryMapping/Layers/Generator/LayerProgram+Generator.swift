import Basics

extension LayerProgram {
  /// The networks whose programs can be generated.
  public enum Network: String, Sendable, CaseIterable {
    /// Layer shapes of residual networks for images.
    case convolution
    /// Layer shapes of networks of attention.
    case transformer
  }

  /// The program of a random network, the same on every machine.
  ///
  /// - Parameters:
  ///   - tensorLimit: the network is as deep as it can be with no more tensors than this.
  ///   - fastPercent: the fast memory, of the largest working set.
  public static func generate(
    _ network: Network, tensorLimit: Int, fastPercent: Int, seed: UInt64
  ) throws(InvalidProgram) -> LayerProgram {
    var random = RandomSource(seed: seed)
    let empty = NetworkBuilder(alignment: 1024)
    let builder =
      switch network {
      case .convolution: ConvolutionNetwork.build(empty, tensorLimit: tensorLimit, random: &random)
      case .transformer: TransformerNetwork.build(empty, tensorLimit: tensorLimit, random: &random)
      }
    return try builder.program(
      named: "\(network.rawValue)-\(tensorLimit)-\(fastPercent)-\(seed)", fastPercent: fastPercent)
  }
}
