import ArgumentParser
import Glibc

ProcessClock.start()
// A closed pipe is an error value of write(2).
signal(SIGPIPE, SIG_IGN)
exit(SolveFile.execute(Array(CommandLine.arguments.dropFirst())))
