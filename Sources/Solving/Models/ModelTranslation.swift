import Kernel
import Lowering
import Presolve
import Statements

/// Between the values of a model's variables and a solution in somebody's own words.
package struct ModelTranslation<Solution: Sendable>: Sendable {
  let decode: @Sendable ([Int]) -> Solution
  let encode: @Sendable (Solution) -> [Int]?

  /// - Parameters:
  ///   - decode: the solution that a value for each variable stands for.
  ///   - encode: a value for each variable; nil where the model does not contain the solution.
  package init(
    decode: @escaping @Sendable ([Int]) -> Solution, encode: @escaping @Sendable (Solution) -> [Int]?
  ) {
    self.decode = decode
    self.encode = encode
  }

  /// The same for the values of what presolve has left of the model.
  func reduced(by presolved: PresolvedModel) -> ModelTranslation {
    ModelTranslation { [decode] in
      decode(presolved.restore($0))
    } encode: { [encode] in
      encode($0).flatMap(presolved.reduce)
    }
  }
}

extension ModelTranslation<[Int]> {
  /// Solutions are values of the model.
  package static var identity: ModelTranslation { ModelTranslation(decode: { $0 }, encode: { $0 }) }
}

/// A model as it is, solved for somebody.
package struct TranslatedModel<Solution: Sendable>: ConstraintFormulation {
  package let data: ModelData
  package let translation: ModelTranslation<Solution>

  package init(data: ModelData, translation: ModelTranslation<Solution>) {
    self.data = data
    self.translation = translation
  }

  package var model: Model { Model(data) }
  package func guide(_ lowered: LoweredModel) {}
  package func decode(_ values: [Int]) -> Solution { translation.decode(values) }
  package func encode(_ solution: Solution) -> [Int]? { translation.encode(solution) }
}

extension TranslatedModel: CertifiableFormulation {
  /// The verifier reads the model's text, or builds the same model.
  package func begin(_ proof: ProofTracer) {
    if let reason = ModelCertification.begin(data, proof) { proof.refuse(reason) }
  }
}

/// A schedule in a model's words, solved for somebody.
struct TranslatedSchedule<Solution: Sendable>: PartialOrderFormulation {
  let inner: IntervalFormulation
  let translation: ModelTranslation<Solution>

  var model: Model { inner.model }
  var shape: TaskSchedule.Shape { inner.shape }
  func guide(_ lowered: LoweredModel) { inner.guide(lowered) }
  func decode(_ values: [Int]) -> Solution { translation.decode(inner.decode(values)) }
  func encode(_ solution: Solution) -> [Int]? { translation.encode(solution).flatMap(inner.encode) }

  func schedule(of solution: Solution) -> Schedule {
    guard let values = translation.encode(solution) else {
      return Schedule(starts: [Int](repeating: 0, count: shape.taskCount))
    }
    return inner.schedule(of: values)
  }

  func fixing(
    _ schedule: TaskSchedule, except isFree: [Bool], in lowered: LoweredModel
  ) throws(ModelError) -> [Literal] {
    try inner.fixing(schedule, except: isFree, in: lowered)
  }
}
