"""Five nurses share a week, each of whom works by the rules of an automaton; nobody works more than
5 days.

In Swift: "A rota" in the Cookbook of the articles on Modeling.
"""

import dovetail as dt

m = dt.Model("rota")
# 0 is a day off, 1 the day shift, 2 the night shift.
shifts = [m.integers(7, 0, 2, f"nurse {nurse}") for nurse in range(5)]
# States: off, or so many days of work in a row, the last of them a day (1 ... 4) or a night
# (5 ... 8).
transitions = []
for state in range(9):
    days_in_row = 0 if state == 0 else (state - 1) % 4 + 1
    transitions.append((state, 0, 0))
    if days_in_row < 4 and state < 5:
        transitions.append((state, 1, days_in_row + 1))
    if days_in_row < 4:
        transitions.append((state, 2, days_in_row + 5))
for nurse in shifts:
    m.automaton(nurse, transitions, initial=0, accepting=range(9))
for day in range(7):
    on_duty = [nurse[day] for nurse in shifts]
    m.add(m.count(on_duty, 1) >= 2)
    m.add(m.count(on_duty, 2) == 1)
most = m.maximum([7 - m.count(nurse, 0) for nurse in shifts])
m.minimize(most)

result = m.solve(time_limit=20)
print(result.status, result[most])
for nurse in shifts:
    print("".join(".DN"[shift] for shift in result[nurse]))
