"""What of a shown output must come out again: statuses, objectives and verdicts as they are, the rest by its shape."""
import re


def stable(lines):
    """What is the same on any machine: statuses, objectives and verdicts."""
    found = []
    for line in lines:
        text = " ".join(line.split())
        if re.match(r"(status|objective) \S", text):
            found.append(" ".join(text.split()[:2]))
        elif re.match(r"(valid|invalid|infeasible): ", text):
            found.append(text)
        elif '"event":"summary"' in text:
            found += re.findall(r'"status":"\w+"|"objective":-?\d[\d.]*', text)
    return found


def shape(lines):
    """What an output consists of, whatever its numbers: the heads of its tables, the names of its summary's lines, and the
    keys of its objects in order."""
    found = []
    for line in lines:
        text = line.strip()
        if text.startswith("{"):
            keys = re.findall(r'"(\w+)":', text)
            event = re.match(r'\{"event":"(\w+)"', text)
            found.append(f"{event.group(1) if event else 'an object'} with {', '.join(keys)}")
        elif re.match(r"time +found by ", text):
            found.append(" ".join(text.split()))
        elif match := re.match(r"(instance|status|objective|bound|gap|time|solution|picture) {2,}\S", text):
            found.append(f"a line '{match.group(1)}'")
    return found


def missing(shown, printed):
    """The shapes that are shown and not printed; an object that is shown with its end left out is the begin of one."""
    there = shape(printed)
    return [one for one in shape(shown) if not any(other == one or other.startswith(one + ",") for other in there)]
