import Modeling

extension ScheduleModelBuilder {
  func addLags() {
    for lag in instance.lags {
      guard let first = tasks[lag.before.task].main, let second = tasks[lag.after.task].main else { continue }
      group(instance.words(of: lag)) { add(lag, first, second) }
    }
  }

  private func add(_ lag: GeneralSchedule.Lag, _ first: IntervalVar, _ second: IntervalVar) {
    if let minimum = lag.minimum, minimum == lag.maximum {
      return place(lag.after.isEnd, of: second, minimum, after: lag.before.isEnd, of: first)
    }
    if let minimum = lag.minimum { delay(lag.after.isEnd, of: second, minimum, after: lag.before.isEnd, of: first) }
    if let maximum = lag.maximum { delay(lag.before.isEnd, of: first, -maximum, after: lag.after.isEnd, of: second) }
  }

  private func delay(_ isEnd: Bool, of second: IntervalVar, _ delay: Int, after firstIsEnd: Bool, of first: IntervalVar)
  {
    switch (firstIsEnd, isEnd) {
    case (false, false): model.startBeforeStart(first, second, delay: delay)
    case (false, true): model.startBeforeEnd(first, second, delay: delay)
    case (true, false): model.endBeforeStart(first, second, delay: delay)
    case (true, true): model.endBeforeEnd(first, second, delay: delay)
    }
  }

  private func place(_ isEnd: Bool, of second: IntervalVar, _ delay: Int, after firstIsEnd: Bool, of first: IntervalVar)
  {
    switch (firstIsEnd, isEnd) {
    case (false, false): model.startAtStart(first, second, delay: delay)
    case (false, true): model.startAtEnd(first, second, delay: delay)
    case (true, false): model.endAtStart(first, second, delay: delay)
    case (true, true): model.endAtEnd(first, second, delay: delay)
    }
  }
}
