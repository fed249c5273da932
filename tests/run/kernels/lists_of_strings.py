"""Lists whose elements are strings, or have some."""

import heapq
from typing import Optional

from pyjit import jit


@jit
def written_out(n: int):
    words = ["a", "bb"]
    words.append("ccc")
    words.insert(n % 2, "d")
    return words, len(words), "bb" in words, words.index("ccc"), words.count("a"), words[-1]


@jit
def given(words: list[str], x: str):
    words.append(x)
    n = 0
    for w in words:
        if w == "a":
            n += len(w)
    return n, words[-1], words[::-1], [w for w in words if w != x], x in words


@jit
def found(words: list[str], x: str):
    return words.index(x), words.count(x)


@jit
def changed(words: list[str], i: int):
    words[0] = "x"
    words.insert(0, "new")
    del words[1]
    last = words.pop()
    words[i] = last
    words += ["z"]
    return words


@jit
def sorted_words(words: list[str]):
    longest = sorted(words, key=len)
    return sorted(words), longest, sorted(words, reverse=True), words == longest, words < longest


@jit
def extremes(words: list[str]):
    return min(words), max(words), min(words, key=len), max(words, key=len)


@jit
def sorted_in_place(words: list[str]):
    words.sort()
    words.remove("a")
    words.reverse()


@jit
def pairs(values: list[tuple[int, str]], x: str):
    values.sort()
    best = ""
    for _, s in values:
        if s > best:
            best = s
    values.append((3, x))
    return best, values, max(values), [s for _, s in values], values[0] < (2, "b")


@jit
def optional(values: list[Optional[str]]):
    values.append(None)
    return values, values[0] is None, [v or "none" for v in values]


@jit
def nested(words: list[str], x: str):
    table = [words, [x], []]
    table[1].append("q")
    words.append("r")
    return table, table[0] is words, list(zip(words, range(2))), words * 2, words + ["e"]


@jit
def by_priority(values: list[tuple[float, str]]):
    heapq.heapify(values)
    heapq.heappush(values, (0.5, "new"))
    out = []
    while values:
        out.append(heapq.heappop(values))
    return out


@jit
def compared(a: str, b: str):
    return (
        a < b,
        a <= b,
        a > b,
        a >= b,
        a == b,
        (1, a) < (1, b),
        a < "m" <= b,
        min(a, b),
        max("m", a, b),
    )


@jit
def counted(words: list[str]):
    names = []
    numbers = []
    for word in words:
        place = -1
        for i, name in enumerate(names):
            if name == word:
                place = i
        if place < 0:
            names.append(word)
            numbers.append(0)
        numbers[place] += 1
    return names, numbers


@jit
def before_an_exception(words: list[str]):
    words.append("kept")
    if len(words) > 2:
        raise ValueError("too many")
    return words[5]
