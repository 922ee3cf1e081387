import Solving

extension MemoryMapping.Layers {
  public static var limits: [String] {
    [
      "layers: all sizes, times or copy demands together: less than \(NumberText.limit(LayerProgram.totalLimit))"
    ]
  }
}
