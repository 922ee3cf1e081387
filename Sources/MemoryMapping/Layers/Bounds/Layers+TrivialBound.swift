import Race

extension MemoryMapping.Layers {
  /// Every tensor in fast memory whenever it is touched: each instruction then saves what its tensors give, up to its time.
  public static func trivialBound(of program: LayerProgram) -> Objective? {
    var benefits = [Int](repeating: 0, count: program.instructions.count)
    for tensor in program.tensors {
      if !tensor.isInput { benefits[tensor.definition] += tensor.definitionBenefit }
      for (use, benefit) in zip(tensor.uses, tensor.benefits) { benefits[use] += benefit }
    }
    return Objective(-zip(benefits, program.instructions).reduce(0) { $0 + min($1.0, $1.1.baseTime) })
  }
}
