import Pictures

/// Pictures of schedules.
extension GeneralSchedule {
  /// A Gantt chart: a row a machine with breaks, setups and waiting; rows of jobs with their releases, due dates and
  /// deadlines; what is in neither; and below, the use of each renewable resource and the level of each reservoir.
  public static func picture(of solution: Solution, of instance: Instance) -> String {
    var drawing = ScheduleDrawing(instance, solution)
    drawing.addMachines()
    drawing.addJobs()
    drawing.addOthers()
    drawing.addProfiles()
    return drawing.finished().svg()
  }
}
