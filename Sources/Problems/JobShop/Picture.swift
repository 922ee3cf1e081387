extension JobShop {
  public static func picture(of solution: Solution, of instance: Instance) -> String { "" }
}
