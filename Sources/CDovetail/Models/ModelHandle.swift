import Modeling
import Statements

/// A model that grows; belongs to one thread at a time.
final class ModelHandle {
  var rows = RowModel()

  /// The model as it is now, complete and checked.
  func model() throws(CallFailure) -> Model {
    do {
      let model = try rows.model()
      _ = try model.validated()
      return model
    } catch let error as RowError {
      throw CallFailure(.invalidInput, error.description)
    } catch {
      throw CallFailure(.invalidInput, "\(error)")
    }
  }
}
