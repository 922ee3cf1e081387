"""Files of `jobs machines` and a row of durations for each job, for those who make models of them."""

from studies import Failure


def read(text, dates=False):
    """The rows of durations, and the line of due dates that stands before them where `dates` says so."""
    numbers = [int(word) for word in text.split()]
    jobs, machines = numbers[:2]
    if jobs < 1 or len(numbers) != 2 + jobs * (machines + dates):
        raise Failure("no matrix of durations")
    first = 2 + jobs * dates
    rows = [numbers[first + job * machines:first + (job + 1) * machines] for job in range(jobs)]
    return rows, numbers[2:first]
