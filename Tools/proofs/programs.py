"""Runs a program to its end, for the tools beside it."""
import subprocess


def run(command, seconds=30, environment=None):
    """(exit code, standard output, standard error); the code is None where there is no end in time."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=seconds, env=environment)
        return done.returncode, done.stdout, done.stderr
    except subprocess.TimeoutExpired:
        return None, "", f"no end within {seconds} s"
