import Basics

/// A transformer: pre-norm blocks of self-attention and a two-layer perceptron. Softmax and the two additions happen in
/// place, all blocks read the same attention mask.
///
/// - Source: the layer shapes are those of Vaswani et al. 2017, "Attention is all you need", with widths and sequence
///   lengths drawn at random.
struct TransformerNetwork {
  private var builder: NetworkBuilder
  private let tokens: Int
  private let width: Int
  private let heads: Int
  private let expansion: Int

  /// Tensors that a block adds.
  private static let blockTensors = 15

  /// - Parameter tensorLimit: the network is as deep as it can be with no more tensors than this.
  static func build(_ builder: NetworkBuilder, tensorLimit: Int, random: inout RandomSource) -> NetworkBuilder {
    let heads = random.within(6...16)
    var network = TransformerNetwork(
      builder: builder, tokens: 64 * random.within(2...8), width: 64 * heads, heads: heads,
      expansion: random.within(3...4))
    let embedded = network.builder.input("embedding", elements: network.tokens * network.width)
    let mask = network.builder.input("mask", elements: network.tokens * network.tokens)
    var x = network.normalise("embed", embedded)
    var block = 0
    while block == 0 || network.builder.tensorCount + blockTensors + 3 <= tensorLimit {
      x = network.block("block\(block)", x, mask)
      block += 1
    }
    network.head(x)
    return network.builder
  }

  private var elements: Int { tokens * width }

  private mutating func normalise(_ name: String, _ x: NetworkBuilder.Handle) -> NetworkBuilder.Handle {
    builder.operation(name, operations: 8 * Double(elements), [x], elements: elements)
  }

  /// x times a weight of `inner` × `outer`.
  private mutating func linear(
    _ name: String, _ x: NetworkBuilder.Handle, _ inner: Int, _ outer: Int
  ) -> NetworkBuilder.Handle {
    let weight = builder.input("\(name).weight", elements: inner * outer)
    return builder.operation(
      name, operations: 2 * Double(tokens) * Double(inner * outer), [x, weight], elements: tokens * outer)
  }

  private mutating func block(
    _ name: String, _ x: NetworkBuilder.Handle, _ mask: NetworkBuilder.Handle
  ) -> NetworkBuilder.Handle {
    let pairs = heads * tokens * tokens
    let first = normalise("\(name).norm1", x)
    let qkv = linear("\(name).qkv", first, width, 3 * width)
    let scores = builder.operation(
      "\(name).scores", operations: 2 * Double(pairs * width / heads), [qkv], elements: pairs)
    let weights = builder.operation(
      "\(name).softmax", operations: 6 * Double(pairs), [scores, mask], elements: 0, inPlaceOf: scores)
    let context = builder.operation(
      "\(name).context", operations: 2 * Double(pairs * width / heads), [weights, qkv], elements: elements)
    let projected = linear("\(name).project", context, width, width)
    let middle = builder.operation(
      "\(name).add1", operations: Double(elements), [projected, x], elements: 0, inPlaceOf: projected)
    let second = normalise("\(name).norm2", middle)
    let wide = linear("\(name).up", second, width, expansion * width)
    let narrow = linear("\(name).down", wide, expansion * width, width)
    return builder.operation(
      "\(name).add2", operations: Double(elements), [narrow, middle], elements: 0, inPlaceOf: narrow)
  }

  private mutating func head(_ x: NetworkBuilder.Handle) {
    let last = normalise("norm", x)
    let weight = builder.input("head.weight", elements: width * 4096)
    let logits = builder.operation(
      "head", operations: 2 * Double(tokens * width) * 4096, [last, weight], elements: tokens * 4096)
    builder.result(logits)
  }
}
