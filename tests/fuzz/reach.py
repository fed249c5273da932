"""What the generated programs have reached: counts by operator and types, and by statement."""

from collections import Counter

from fuzz.forms import FORMS
from fuzz.kinds import named


class Reach:
    """Counts of what programs contain, and which of it must be there."""

    def __init__(self):
        self.counts = Counter()

    def add(self, keys):
        self.counts.update(keys)

    def missing(self, known):
        return sorted((key for key in known if not self.counts[key]), key=str)


def form_keys():
    """The keys of every form."""
    return {form.key for forms in FORMS.values() for form in forms}


def table(reach, known):
    """The counts, a line for each operator, function or statement with the types it was used on."""
    rows = {}
    for key in sorted(known, key=str):
        rows.setdefault(key[0], []).append((key[1:], reach.counts[key]))
    lines = []
    for name, cells in rows.items():
        total = sum(count for _, count in cells)
        least = min(cells, key=lambda cell: cell[1])
        types = ", ".join(named(kind) for kind in least[0])
        detail = f"{len(cells):5} kinds, least {least[1]}" + (f" ({types})" if types else "")
        lines.append(f"{name:28} {total:9} {detail if len(cells) > 1 else ''}".rstrip())
    return "\n".join(lines)
