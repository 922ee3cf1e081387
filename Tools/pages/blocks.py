"""The commands of a page: lines of its indented and fenced blocks whose first word is a program."""
import re

# What begins a command in a block. A program that is none of these is no command for this check.
PROGRAM = re.compile(
    r"(?:[A-Z_]+=\S+ +)*((?:\.build/\w+/)?dovetail(?:-server|-bench|-measure|-microbench)?|Tools/\S+|\.ci/\S+|swift|curl|cc|sudo|apt-get|apt|brew|git|docker"
    r"|kubectl|pip3?|python3?|make|\./\S+)(?= |$)")
OURS = re.compile(r"(?:\.build/\w+/)?dovetail ")


class Command:
    """One command, what is shown under it, and its program without a folder of builds."""

    def __init__(self, page, number, text):
        self.page, self.number = page, number
        text, _, self.comment = re.sub(r"\s#\s", "\0", text, count=1).partition("\0")
        self.text = re.sub(r"^((?:[A-Z_]+=\S+ +)*)\.build/\w+/(?=dovetail)", r"\1", text.strip())
        self.text = re.sub(r"\| \.build/\w+/(?=dovetail)", "| ", self.text)
        self.program = PROGRAM.match(self.text).group(1) if PROGRAM.match(self.text) else ""
        self.shown = []

    @property
    def is_ours(self):
        """Whether `dovetail` is what it runs, at its begin or behind a pipe."""
        return self.program == "dovetail" or "| dovetail " in self.text

    def __str__(self):
        return f"{self.page}:{self.number}: {self.text}"


def commands(page, text):
    """The commands of the page's text in order. Under one with a prompt, what follows is its output."""
    found, current, is_fenced, shows = [], None, False, False
    for number, line in enumerate(text.splitlines(), 1):
        if line.lstrip().startswith("```"):
            is_fenced, current, shows = not is_fenced, None, False
            continue
        if not (is_fenced or line.startswith("    ") or not line.strip()):
            current, shows = None, False
            continue
        words = line.strip()
        is_prompt = words.startswith("$ ")
        if is_prompt:
            words, shows = words[2:], True
        if PROGRAM.match(words) and (is_prompt or not shows):
            current = Command(page, number, words)
            found.append(current)
        elif is_prompt:
            current = None
        elif current and shows:
            current.shown.append(line)
    return found
