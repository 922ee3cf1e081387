import Modeling
import Solving

extension UserModel {
  public static var limits: [String] {
    [
      "bounds of variables and coefficients: \(NumberText.limit(Model.limit)) from 0",
      "the range of the objective for our own engines: \(NumberText.limit(Model.limit)); --engine glpk takes more",
    ]
  }
}
