"""Where the generator's choices come from: a seed, a list that is replayed, or Hypothesis.

Every choice is a number below another one; 0 is the simplest. The list of the choices is the
program: that is what Hypothesis shrinks.
"""

import random


class Source:
    """Choices. A subclass gives `below`."""

    def below(self, count):
        raise NotImplementedError

    def pick(self, options):
        """One of the options."""
        return options[self.below(len(options))]

    def chance(self, percent):
        """Whether something of that probability is so."""
        return self.below(100) >= 100 - percent

    def steered(self, options, _reached):
        """One of the options, of which some may be wanted more; each has a `key`."""
        return self.pick(options)


class Seeded(Source):
    """Random choices, which are recorded."""

    def __init__(self, seed):
        self.random = random.Random(seed)
        self.choices = []

    def below(self, count):
        choice = int(self.random.random() * count)
        self.record(choice, count)
        return choice

    def record(self, choice, count):
        if count > 1:
            self.choices.append(choice)

    def steered(self, options, reached):
        count = len(options)
        fresh = []
        if self.random.random() < 0.8:
            fresh = [index for index in range(count) if not reached[options[index].key]]
        if fresh:
            choice = self.random.choice(fresh)
        else:
            candidates = [int(self.random.random() * count) for _ in range(3)]
            choice = min(candidates, key=lambda index: reached[options[index].key])
        self.record(choice, len(options))
        return options[choice]


class Replayed(Source):
    """The choices of a list; the simplest ones after its end."""

    def __init__(self, choices):
        self.choices = iter(choices)

    def below(self, count):
        return min(next(self.choices, 0), count - 1) if count > 1 else 0


class Drawn(Source):
    """Choices that Hypothesis makes."""

    def __init__(self, draw, integers):
        self.draw = draw
        self.integers = integers

    def below(self, count):
        return self.draw(self.integers(0, count - 1)) if count > 1 else 0
