import Basics

/// A residual convolutional network: a stem, then stages of bottleneck blocks (1×1, 3×3, 1×1, and the block's input
/// added), each stage with twice the channels at half the resolution. Activation functions and normalisation are fused
/// into the convolution before them, and the addition happens in place.
///
/// - Source: the layer shapes are those of He et al. 2016, "Deep residual learning for image recognition", with widths
///   and resolutions drawn at random.
struct ConvolutionNetwork {
  private var builder: NetworkBuilder
  private let batch: Int
  private let tensorLimit: Int
  private var side: Int
  private var block = 0

  /// Tensors that a block adds at most.
  private static let blockTensors = 9

  private init(_ builder: NetworkBuilder, batch: Int, tensorLimit: Int, side: Int) {
    self.builder = builder
    self.batch = batch
    self.tensorLimit = tensorLimit
    self.side = side
  }

  /// - Parameter tensorLimit: the network is as deep as it can be with no more tensors than this.
  static func build(_ builder: NetworkBuilder, tensorLimit: Int, random: inout RandomSource) -> NetworkBuilder {
    let side = 32 * random.within(4...8)
    let width = 16 * random.within(2...5)
    var network = ConvolutionNetwork(builder, batch: random.within(1...4), tensorLimit: tensorLimit, side: side)
    let image = network.builder.input("image", elements: network.batch * 3 * side * side)
    var x = network.convolution("stem", image, from: 3, to: width, kernel: 7, stride: 2)
    x = network.pool("pool", x, channels: width)
    let blocks = max(1, (tensorLimit - network.builder.tensorCount - 4) / 7)
    var channels = width
    for stage in 0..<4 {
      let inner = width << stage
      let share = blocks * (stage + 1) / 4 - blocks * stage / 4
      for place in 0..<share {
        guard network.builder.tensorCount + blockTensors + 4 <= tensorLimit else { break }
        // The resolution stays above a few pixels however the stages fall.
        let stride = place == 0 && stage > 0 && network.side >= 8 ? 2 : 1
        x = network.bottleneck(x, from: channels, inner: inner, stride: stride)
        channels = 4 * inner
      }
    }
    network.head(x, channels)
    return network.builder
  }

  private mutating func convolution(
    _ name: String, _ x: NetworkBuilder.Handle, from input: Int, to output: Int, kernel: Int, stride: Int
  ) -> NetworkBuilder.Handle {
    let weight = builder.input("\(name).weight", elements: output * input * kernel * kernel)
    side /= stride
    let pixels = batch * side * side
    return builder.operation(
      name, operations: 2 * Double(pixels * output) * Double(input * kernel * kernel), [x, weight],
      elements: pixels * output)
  }

  private mutating func pool(_ name: String, _ x: NetworkBuilder.Handle, channels: Int) -> NetworkBuilder.Handle {
    side /= 2
    let elements = batch * side * side * channels
    return builder.operation(name, operations: 9 * Double(elements), [x], elements: elements)
  }

  private mutating func bottleneck(
    _ x: NetworkBuilder.Handle, from input: Int, inner: Int, stride: Int
  ) -> NetworkBuilder.Handle {
    let name = "block\(block)"
    block += 1
    let before = side
    let reduced = convolution("\(name).reduce", x, from: input, to: inner, kernel: 1, stride: 1)
    let spatial = convolution("\(name).spatial", reduced, from: inner, to: inner, kernel: 3, stride: stride)
    let expanded = convolution("\(name).expand", spatial, from: inner, to: 4 * inner, kernel: 1, stride: 1)
    var shortcut = x
    if stride != 1 || input != 4 * inner {
      let after = side
      side = before
      shortcut = convolution("\(name).shortcut", x, from: input, to: 4 * inner, kernel: 1, stride: stride)
      side = after
    }
    return builder.operation(
      "\(name).add", operations: 2 * Double(batch * side * side * 4 * inner), [expanded, shortcut], elements: 0,
      inPlaceOf: expanded)
  }

  private mutating func head(_ x: NetworkBuilder.Handle, _ channels: Int) {
    let pooled = builder.operation(
      "pool.global", operations: Double(batch * side * side * channels), [x], elements: batch * channels)
    let weight = builder.input("head.weight", elements: channels * 1000)
    let logits = builder.operation(
      "head", operations: 2 * Double(batch * channels * 1000), [pooled, weight], elements: batch * 1000)
    builder.result(logits)
  }
}
