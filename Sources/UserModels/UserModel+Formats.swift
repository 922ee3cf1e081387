import Basics
import Modeling
import Solving

extension UserModel {
  public static let formats = ["the text of a model, which begins with 'dovetail-model 1' (.dvt)"]

  /// By the first word that is no comment.
  public static func recognises(_ source: SourceText) -> Bool {
    var reader = TokenReader(source)
    return reader.next() == ModelWriter.magic
  }

  /// - Throws: the first place where the text is no model: file, line, what was expected and what was found.
  public static func parse(_ source: SourceText) throws(InputError) -> Instance {
    let data = try ModelReader.read(source)
    return Instance(data, name: data.name.isEmpty ? source.stem : data.name)
  }
}

extension UserModel: ModelStating {
  public static func modelText(of instance: Instance) throws -> String { ModelWriter.text(of: instance.data) }
}
